import { additionError } from '../../base/compensatedSum.js';
import type { FloatArray } from '../types.js';

/**
 * Numbers in twice the working precision: each is the unevaluated sum of `values` and `rests`, the rest being what rounding
 * left out of the value.
 */
export interface Pairs {
  readonly values: Float64Array;
  readonly rests: Float64Array;
}

/** terms_i + shift_(i mod channels), exactly: for a bias on rows of channels. */
export function addToRows(terms: Float64Array, shift: FloatArray): Pairs {
  const channels = shift.length;
  const values = new Float64Array(terms.length);
  const rests = new Float64Array(terms.length);
  for (let at = 0, c = 0; at < terms.length; at++, c = c + 1 === channels ? 0 : c + 1) {
    const term = terms[at]!;
    const added = shift[c]!;
    const value = term + added;
    values[at] = value;
    rests[at] = additionError(term, added, value);
  }
  return { values, rests };
}
