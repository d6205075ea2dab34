import type { Link } from '../../../src/network/types.js';
import type { PlacedLayer } from '../../../src/network/placedLayer.js';
import { check } from './specTexts.js';

/** Data sources by the shape that they have. */
export const DATA = {
  '8×8×1': '{source: digits}',
  '40×1': '{source: mnist1d}',
  '12': '{source: teacher, inputs: 12, outputs: 10}',
} as const;

/** A spec with these layers, one a line. */
export const chainText = (data: string, ...layers: readonly string[]): string => `bbd: 1
data: ${data}
layers:
${layers.map((layer) => `  - ${layer}\n`).join('')}loss: mse
`;

/** What is known of the layers of a spec that may be wrong elsewhere. */
export function readChain(
  data: string,
  ...layers: readonly string[]
): { readonly links: readonly Link[]; readonly layers: readonly PlacedLayer[] } {
  return check(chainText(data, ...layers));
}
