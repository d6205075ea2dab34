import type { TextRange } from '../base/textRange.js';
import { startOf } from '../spec/structuredTypes.js';
import type { LayerListAst } from '../spec/keysLayers.js';
import type { DenseAst } from '../spec/keysLinks.js';
import type { Report } from '../spec/diagnosticList.js';
import { MAX_LINKS } from './limits.js';
import type { NetworkCode } from './networkCodes.js';
import type { Link } from './types.js';

/** One layer of the chain, repeats written out. */
export interface ExpandedLayer {
  /** Undefined when its definition could not be read. */
  readonly dense: DenseAst | undefined;
  /** Its definition in the text, shared by the copies. */
  readonly range: TextRange;
  readonly copies: Link['copies'];
}

/** How many layers a list stands for; Infinity is possible. */
function countLayers(layers: LayerListAst): number {
  let count = 0;
  for (const { value } of layers) {
    const inner = value?.kind === 'repeat' ? value.values.layers?.value : undefined;
    const times = value?.kind === 'repeat' ? (value.values.repeat?.value ?? 1) : 1;
    count += inner === undefined ? 1 : times * countLayers(inner);
  }
  return count;
}

/** Reports lists without layers, at the list. */
function reportEmptyLists(layers: LayerListAst, range: TextRange, report: Report<NetworkCode>): void {
  if (layers.length === 0) {
    report({
      code: 'network.noLayers',
      severity: 'error',
      message: 'There are no layers here: write at least one, such as {type: dense, units: 1}.',
      range,
    });
  }
  for (const { value } of layers) {
    const inner = value?.kind === 'repeat' ? value.values.layers : undefined;
    if (inner !== undefined) reportEmptyLists(inner.value, inner.range, report);
  }
}

function* expand(layers: LayerListAst, copies: Link['copies']): Generator<ExpandedLayer> {
  for (const { value, range } of layers) {
    if (value?.kind !== 'repeat') {
      yield { dense: value?.kind === 'dense' ? value : undefined, range, copies };
      continue;
    }
    const inner = value.values.layers?.value;
    const of = value.values.repeat?.value ?? 1;
    if (inner === undefined) {
      yield { dense: undefined, range, copies };
      continue;
    }
    for (let index = 1; index <= of; index++) yield* expand(inner, [...copies, { index, of }]);
  }
}

/**
 * Writes repeats out.
 * @returns undefined, with a report, when there are too many layers
 */
export function expandLayers(
  layers: LayerListAst,
  range: TextRange,
  report: Report<NetworkCode>,
): readonly ExpandedLayer[] | undefined {
  reportEmptyLists(layers, range, report);
  const count = countLayers(layers);
  if (count <= MAX_LINKS) return [...expand(layers, [])];
  const longest = layers.reduce((a, b) => (countLayers([b]) > countLayers([a]) ? b : a));
  const repeat = longest.value?.kind === 'repeat' ? longest.value.values.repeat : undefined;
  report({
    code: 'network.tooManyLayers',
    severity: 'error',
    message: `With its repeats this network has ${count < 1e6 ? count : 'more than a million'} layers; at most ${MAX_LINKS} are analysed.`,
    range: repeat?.range ?? startOf(range),
  });
  return undefined;
}
