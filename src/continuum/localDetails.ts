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

/** Rings of neurons, one for each link, in some samples: samples × count × neurons values. */
export interface Rings {
  readonly count: number;
  readonly neurons: number;
  readonly samples: number;
}

/**
 * Sums up the densities of rings, each by itself.
 * @param weights of one field, with derivatives up to second order
 * @param velocity ż, as `rings` says
 * @returns entry [ring]
 */
export function localDetails(
  { weights, neurons }: { readonly weights: Partials; readonly neurons: Partials },
  velocity: Float64Array,
  rings: Rings,
  equation: PaperTerm['equation'],
  offsets: TapOffsets,
  spacing: Offset,
): LocalDetails[] {
  const terms = printedTerms(equation);
  const details = Array.from({ length: rings.count }, () => ({
    parts: { order0: 0, order1x: 0, order2x: 0, order2y: 0 },
    printed: terms.map(() => 0),
  }));
  const share = 1 / rings.samples;
  for (let at = 0; at < velocity.length; at++) {
    const { parts, printed } = details[Math.floor(at / rings.neurons) % rings.count]!;
    const point = bulkPoint(weights, neurons, velocity, at);
    const density = bulkDensity(point, offsets, spacing);
    parts.order0 += density.order0 * share;
    parts.order1x += density.order1x * share;
    parts.order2x += density.order2x * share;
    parts.order2y += density.order2y * share;
    terms.forEach((term, t) => {
      printed[t]! += term.density(point, spacing) * share;
    });
  }
  return details;
}
