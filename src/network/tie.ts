import { fail, succeed, type Result } from '../base/result.js';
import type { CodedDiagnostic } from '../spec/diagnosticList.js';
import { quote } from '../spec/describe.js';
import type { Located } from '../spec/valueType.js';
import type { LayerDraft, LinkDraft } from './layerDrafts.js';
import { equalWeights } from './linkSizes.js';
import type { NetworkCode } from './networkCodes.js';
import { writeShape } from './shape.js';

/** What a layer's parameters are, in words: `conv2d weights of shape 3×3×1×8, with biases`. */
function describeParameters({ ast, sizes }: LinkDraft): string {
  if (ast === undefined || ast.kind === 'opaque' || sizes === undefined) return 'unknown weights';
  const groups = 'groups' in ast.values ? ast.values.groups.value : 1;
  const shared = groups === 1 ? '' : ` in ${groups} groups`;
  return `${ast.kind} weights of shape ${writeShape(sizes.weights)}${shared}, ${ast.values.bias.value ? 'with' : 'without'} biases`;
}

function haveEqualParameters(a: LinkDraft, b: LinkDraft): boolean {
  if (a.sizes === undefined || b.sizes === undefined) return true;
  return describeParameters(a) === describeParameters(b) && equalWeights(a.sizes, b.sizes);
}

/**
 * The link whose parameters another one shares: the first of a chain of ties. Both must have weights of one kind and
 * shape, and both biases or none.
 * @param target undefined when the named layer has no weights
 */
export function findTie(
  link: LinkDraft,
  target: LinkDraft | undefined,
  reference: Located<string>,
  named: LayerDraft,
): Result<LinkDraft, CodedDiagnostic<NetworkCode>> {
  const related = [{ message: 'The layer that is named', range: named.range }];
  const common = { severity: 'error' as const, range: reference.range, related };
  if (target === undefined || target.ast?.kind === 'opaque') {
    return fail({
      ...common,
      code: 'network.noWeights',
      message: `${quote(reference.value)} has no weights that could be shared: name a dense, local or convolutional layer.`,
    });
  }
  const owner = target.tiedTo ?? target;
  if (haveEqualParameters(link, owner)) return succeed(owner);
  return fail({
    ...common,
    code: 'network.tieMismatch',
    message: `Tied layers share W and b, but this one has ${describeParameters(link)}, and ${quote(reference.value)} has ${describeParameters(owner)}.`,
  });
}
