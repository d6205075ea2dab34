import { CONTINUUM } from './continuum.js';
import type { QuantityDefinition, QuantityGroup } from './definition.js';
import { ENERGY } from './energy.js';
import { FORCES } from './forces.js';
import { INERTIA } from './inertia.js';
import { ORDER } from './order.js';
import { STATISTICS } from './statistics.js';
import { SYMMETRY_MEASURES } from './symmetryMeasures.js';
import { LAYER_TERMS, SELF_TESTS, SUMS } from './terms.js';

/** Every quantity that is shown or exported, in the order in which the definitions are shown. */
export const QUANTITY_GROUPS: readonly QuantityGroup[] = [
  LAYER_TERMS,
  SUMS,
  SELF_TESTS,
  ENERGY,
  INERTIA,
  FORCES,
  SYMMETRY_MEASURES,
  STATISTICS,
  ORDER,
  CONTINUUM,
];

const BY_ID: ReadonlyMap<string, QuantityDefinition> = new Map(
  QUANTITY_GROUPS.flatMap(({ entries }) => entries.map((entry) => [entry.id, entry] as const)),
);

/** What the table says of a quantity; undefined where it is not in it. */
export const findQuantity = (id: string): QuantityDefinition | undefined => BY_ID.get(id);

/**
 * What the table says of a quantity.
 * @throws RangeError when it is not in the table
 */
export function quantity(id: string): QuantityDefinition {
  const defined = findQuantity(id);
  if (defined === undefined) throw new RangeError(`There is no quantity ${id}.`);
  return defined;
}
