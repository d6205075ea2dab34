import type { QuantityDefinition } from '../../src/quantities/definition.js';
import { QUANTITY_GROUPS } from '../../src/quantities/quantities.js';

const BY_ID: ReadonlyMap<string, QuantityDefinition> = new Map(
  QUANTITY_GROUPS.flatMap(({ entries }) => entries.map((entry) => [entry.id, entry] as const)),
);

/** What the table of quantities says of it; undefined for what is not in it. */
export const definedQuantity = (id: string): QuantityDefinition | undefined => BY_ID.get(id);
