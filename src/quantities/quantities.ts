import { CONTINUUM } from './continuum.js';
import type { QuantityGroup } from './definition.js';
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
