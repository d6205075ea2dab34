import type { ActivationName } from '../base/activation.js';
import type { TextRange } from '../base/textRange.js';
import type { Report } from '../spec/diagnosticList.js';
import type { Located } from '../spec/valueType.js';
import type { CheckedData } from './checkData.js';
import type { NetworkCode } from './networkCodes.js';
import type { PlacedLayer } from './placedLayer.js';
import type { ReadLayers } from './readLayers.js';
import { sizeOf, writeShape } from './shape.js';
import type { Shape } from './types.js';

/** The end of a network, where its last layer is known. */
export interface Head {
  readonly shape: Shape;
  readonly outputs: number;
  /** The layer that says so. */
  readonly range: TextRange;
  /** The key that says how many outputs there are; undefined where no single one does. */
  readonly width: Located<number> | undefined;
  /** The key with the last nonlinearity. */
  readonly activation: Located<ActivationName> | undefined;
  /** Whether it is one of the copies of a repeat. */
  readonly isCopy: boolean;
}

const changesShape = ({ ast }: PlacedLayer): boolean =>
  ast?.kind !== 'dropout' &&
  ast?.kind !== 'layerNorm' &&
  ast?.kind !== 'batchNorm' &&
  ast?.kind !== 'residual';

/** What a network ends with; undefined where that is not known. */
export function findHead({ layers, outputShape }: ReadLayers): Head | undefined {
  const shaping = layers.findLast(changesShape);
  if (shaping === undefined || outputShape === undefined) return undefined;
  const { ast, copies } = shaping;
  const activated = layers.findLast(({ ast }) => ast !== undefined && 'activation' in ast.values)?.ast;
  return {
    shape: outputShape,
    outputs: sizeOf(outputShape),
    range: ast !== undefined && 'type' in ast.values ? (ast.values.type?.range ?? ast.range) : shaping.range,
    width: ast?.kind === 'dense' ? ast.values.units : undefined,
    activation:
      activated !== undefined && 'activation' in activated.values ? activated.values.activation : undefined,
    isCopy: copies.length > 0,
  };
}

const countOutputs = (count: number): string => `${count} ${count === 1 ? 'output' : 'outputs'}`;

/** Checks that the network ends with as many numbers as the data has outputs. */
export function checkHead(
  head: Head,
  { plan, outputsRange }: CheckedData,
  report: Report<NetworkCode>,
): void {
  const { shape, width, isCopy } = head;
  if (shape.length === 1 && head.outputs === plan.outputs) return;
  const wanted = countOutputs(plan.outputs);
  const related = [{ message: `The data has ${wanted}`, range: outputsRange }];
  const common = { code: 'network.outputMismatch', severity: 'error', related } as const;
  if (shape.length > 1) {
    report({
      ...common,
      message: `The network ends with values of shape ${writeShape(shape)}, but the data has ${wanted}, a row of shape ${plan.outputs}: put a flatten or globalAveragePool layer and {type: dense, units: ${plan.outputs}} at the end.`,
      range: head.range,
    });
  } else if (width === undefined) {
    report({
      ...common,
      message: `The network ends with ${head.outputs} numbers, but the data has ${wanted}: put {type: dense, units: ${plan.outputs}} at the end.`,
      range: head.range,
    });
  } else {
    report({
      ...common,
      message: `The last layer has ${width.value} units, but the data has ${wanted}: the two must be equal.`,
      range: width.range,
      // The last of several copies shares its definition with the others.
      ...(isCopy
        ? {}
        : {
            fix: {
              title: `Change units to ${plan.outputs}`,
              edits: [{ range: width.range, newText: String(plan.outputs) }],
            },
          }),
    });
  }
}
