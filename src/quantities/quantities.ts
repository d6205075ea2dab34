import type { QuantityGroup } from './definition.js';
import { LAYER_TERMS, SELF_TESTS, SUMS } from './terms.js';

/** Every quantity that is shown or exported, in the order in which the definitions are shown. */
export const QUANTITY_GROUPS: readonly QuantityGroup[] = [LAYER_TERMS, SUMS, SELF_TESTS];
