import type { TextRange } from '../base/textRange.js';
import type { Report } from '../spec/diagnosticList.js';
import type { LayerListAst } from '../spec/keysLayers.js';
import { startOf } from '../spec/structuredTypes.js';
import { MAX_LINKS } from './limits.js';
import type { NetworkCode } from './networkCodes.js';

/** How many layers a list stands for, repeats written out; a residual block counts as what it holds. Infinity is possible. */
function countLayers(layers: LayerListAst): number {
  let count = 0;
  for (const { value } of layers) {
    const inner =
      value?.kind === 'repeat' || value?.kind === 'residual' ? value.values.layers?.value : undefined;
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
    if (value?.kind !== 'repeat' && value?.kind !== 'residual') continue;
    const inner = value.values.layers;
    if (inner !== undefined) reportEmptyLists(inner.value, inner.range, report);
  }
}

/** Whether the layers can be written out; reports it when there are none, or too many. */
export function checkLayerCount(
  layers: LayerListAst,
  range: TextRange,
  report: Report<NetworkCode>,
): boolean {
  reportEmptyLists(layers, range, report);
  const count = countLayers(layers);
  if (count <= MAX_LINKS) return true;
  const longest = layers.reduce((a, b) => (countLayers([b]) > countLayers([a]) ? b : a));
  const repeat = longest.value?.kind === 'repeat' ? longest.value.values.repeat : undefined;
  report({
    code: 'network.tooManyLayers',
    severity: 'error',
    message: `With its repeats this network has ${count < 1e6 ? count : 'more than a million'} layers; at most ${MAX_LINKS} are analysed.`,
    range: repeat?.range ?? startOf(range),
  });
  return false;
}
