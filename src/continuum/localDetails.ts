import { bulkDensity, bulkPoint, type BulkDensity } from './bulkDensities.js';
import type { TapOffsets } from './offsets.js';
import { PAPER_TERMS, type PaperTerm } from './paperTerms.js';
import type { Offset, Partials } from './tapExpansion.js';

/** The densities of one weight field, part by part, and what the paper prints: sums over the ring, means over the samples. */
export interface LocalDetails {
  /** The complete density's parts in a_x and a_y (THEORY §4.3). */
  readonly parts: BulkDensity;
  /** By the terms of `PAPER_TERMS` of the equation, in their order: representative, not summable (THEORY §4.4). */
  readonly printed: readonly number[];
}

/** The printed terms of one of the equations. */
export const printedTerms = (equation: PaperTerm['equation']): readonly PaperTerm[] =>
  PAPER_TERMS.filter((term) => term.equation === equation);

/**
 * Sums up the densities of one ring.
 * @param weights of one field, with derivatives up to second order
 * @param velocity ż, samples × N
 */
export function localDetails(
  { weights, neurons }: { readonly weights: Partials; readonly neurons: Partials },
  velocity: Float64Array,
  samples: number,
  equation: PaperTerm['equation'],
  offsets: TapOffsets,
  spacing: Offset,
): LocalDetails {
  const terms = printedTerms(equation);
  const printed = terms.map(() => 0);
  const parts = { order0: 0, order1x: 0, order2x: 0, order2y: 0 };
  for (let at = 0; at < velocity.length; at++) {
    const point = bulkPoint(weights, neurons, velocity, at);
    const density = bulkDensity(point, offsets, spacing);
    parts.order0 += density.order0 / samples;
    parts.order1x += density.order1x / samples;
    parts.order2x += density.order2x / samples;
    parts.order2y += density.order2y / samples;
    terms.forEach((term, t) => {
      printed[t]! += term.density(point, spacing) / samples;
    });
  }
  return { parts, printed };
}
