import { quote } from '../spec/describe.js';
import type { Report } from '../spec/diagnosticList.js';
import type { LayerDraft } from './layerDrafts.js';
import type { NetworkCode } from './networkCodes.js';

/**
 * A unique name for each layer: the spec's with the numbers of the copies (`hidden.2`), or its type and m (`dense3`),
 * where a layer without weights has the m of the link that it belongs to. Two layers with the same name are reported at
 * the second.
 */
export function nameLayers(layers: readonly LayerDraft[], report: Report<NetworkCode>): readonly string[] {
  const owners = new Map<string, LayerDraft>();
  const reported = new Set<object>();
  const named = layers.map((layer) => {
    const given = layer.ast?.values.name;
    if (given === undefined) return undefined;
    const name = [given.value, ...layer.copies.map(({ index }) => index)].join('.');
    const first = owners.get(name)?.ast?.values.name;
    // Copies have their names in common: one of them is enough.
    if (first !== undefined && !reported.has(given)) {
      reported.add(given);
      report({
        code: 'network.duplicateName',
        severity: 'error',
        message: `Another layer is called ${quote(name)} already: every layer needs a name of its own.`,
        range: given.range,
        related: [{ message: 'The other layer', range: first.range }],
      });
    }
    owners.set(name, layer);
    return name;
  });
  const taken = new Set(owners.keys());
  const numbers = new Map<string, number>();
  return layers.map(({ ast, m }, i) => {
    const given = named[i];
    if (given !== undefined) return given;
    const base = `${ast?.kind ?? 'layer'}${m}`;
    // The spec may call another layer just that, and a link may have several layers without weights before it.
    let number = numbers.get(base) ?? 0;
    let generated: string;
    do generated = base + primes(number++);
    while (taken.has(generated));
    numbers.set(base, number);
    taken.add(generated);
    return generated;
  });
}

/** What tells the n-th layer of a name apart: nothing, ′, ′2, ′3, … */
const primes = (n: number): string => (n === 0 ? '' : n === 1 ? '′' : `′${n}`);
