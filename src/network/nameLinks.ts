import { quote } from '../spec/describe.js';
import type { Report } from '../spec/diagnosticList.js';
import type { ExpandedLayer } from './expandLayers.js';
import type { NetworkCode } from './networkCodes.js';

/**
 * A unique name for each layer: the spec's with the numbers of the copies (`hidden.2`), or type and m (`dense3`). Two
 * layers with the same name are reported at the second.
 */
export function nameLinks(layers: readonly ExpandedLayer[], report: Report<NetworkCode>): readonly string[] {
  const owners = new Map<string, ExpandedLayer>();
  const named = layers.map((layer) => {
    const given = layer.dense?.values.name;
    if (given === undefined) return undefined;
    const name = [given.value, ...layer.copies.map(({ index }) => index)].join('.');
    const first = owners.get(name)?.dense?.values.name;
    if (first !== undefined) {
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
  return named.map((name, m) => {
    if (name !== undefined) return name;
    let generated = `dense${m}`;
    // The spec may call another layer just that.
    while (owners.has(generated)) generated += '′';
    return generated;
  });
}
