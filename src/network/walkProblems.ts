import type { TextRange } from '../base/textRange.js';
import { quote } from '../spec/describe.js';
import type { CodedDiagnostic } from '../spec/diagnosticList.js';
import type { OpaqueAst, ResidualAst } from '../spec/keysLayers.js';
import type { Located } from '../spec/valueType.js';
import type { LayerDraft, LinkDraft } from './layerDrafts.js';
import type { NetworkCode } from './networkCodes.js';
import { writeShape } from './shape.js';
import type { Shape } from './types.js';

type Problem = CodedDiagnostic<NetworkCode>;

/**
 * A skip between two shapes.
 * @param range what asks for it
 */
export const skipShapeProblem = (
  range: TextRange,
  source: { readonly shape: Shape; readonly from: LinkDraft | undefined },
  target: { readonly shape: Shape; readonly to: LinkDraft },
): Problem => ({
  code: 'network.skipShape',
  severity: 'error',
  message: `The skip adds values of shape ${writeShape(source.shape)} to a z of shape ${writeShape(target.shape)}: the two must be equal.`,
  range,
  related: [
    ...(source.from === undefined
      ? []
      : [
          {
            message: `What is added has shape ${writeShape(source.shape)} behind this layer`,
            range: source.from.layer.range,
          },
        ]),
    {
      message: `It is added to this layer's z, of shape ${writeShape(target.shape)}`,
      range: target.to.layer.range,
    },
  ],
});

export const emptyResidualProblem = ({ range, values }: ResidualAst): Problem => ({
  code: 'network.emptyResidual',
  severity: 'error',
  message:
    'A residual block adds its input to z of a layer with weights, but there is none in it: put a dense, local or convolutional layer inside.',
  range: values.type?.range ?? range,
});

/** A skip from a layer that has no z of its own. */
export const noWeightsProblem = (reference: Located<string>, named: LayerDraft): Problem => ({
  code: 'network.noWeights',
  severity: 'error',
  message: `A skip adds z of a layer with weights, and ${quote(reference.value)} has none: name the layer before it.`,
  range: reference.range,
  related: [{ message: 'The layer that is named', range: named.range }],
});

export const unknownShapeProblem = ({ range, values }: OpaqueAst): Problem => ({
  code: 'network.unknownShape',
  severity: 'error',
  message: `The file does not say what shape a ${values.className.value} layer puts out, so that the layers behind it cannot be checked.`,
  range,
});
