import type { BulkPoint, MovingScalar } from './bulkDensities.js';
import type { Offset } from './tapExpansion.js';

/** How a printed coefficient relates to the complete expansion. */
export type Reproduction =
  /** It is that of the complete expansion, with the offsets of `OFFSETS.paper`. */
  | 'reproduced'
  /** It follows from a scheme that other printed coefficients do not follow; not unique. */
  | 'reconstructed';

/**
 * A term that the paper prints as representative of its order. The printed terms are no sum: they leave out −2żu + 2u² and most of the
 * second order, and the coefficient of a squared gradient by itself means nothing, since total derivatives may be added (THEORY §4.4).
 */
export interface PaperTerm {
  readonly equation: 'Eq. (9)' | 'Eq. (10)';
  readonly formula: string;
  readonly reproduction: Reproduction;
  readonly explanation: string;
  /** The term's density at a point; in Eq. (9) σ is X. */
  readonly density: (point: BulkPoint, spacing: Offset) => number;
}

const productRate = (a: MovingScalar, b: MovingScalar): number => a.rate * b.mean + a.mean * b.rate;

const THREE_NEURONS =
  'Not the value of the expansion about z, which is 2 along depth and 0 along width. Mean over the three neurons {z, σ₊, σ₋} as ' +
  'places to expand about, with offsets (1, 1; 1, 2): ';

/** The terms of Eqs. (9) and (10) as printed, with what is known of their coefficients: representative, not summable. */
export const PAPER_TERMS: readonly PaperTerm[] = [
  {
    equation: 'Eq. (10)',
    formula: 'ẇ²',
    reproduction: 'reproduced',
    explanation: 'Two weights a neuron, ½ẇ² each.',
    density: ({ w }) => w.rate ** 2,
  },
  {
    equation: 'Eq. (10)',
    formula: '½ż²',
    reproduction: 'reproduced',
    explanation: 'The coefficient ½ of the squared bias velocity.',
    density: ({ velocity }) => 0.5 * velocity ** 2,
  },
  {
    equation: 'Eq. (10)',
    formula: '2a_x ∂_x∂_t(σw) ż',
    reproduction: 'reproduced',
    explanation: 'About z, with weights at the depth of the layer below: α_x = β_x = 1.',
    density: ({ w, s, wx, sx, velocity }, { x }) =>
      2 * x * (productRate(wx, s) + productRate(w, sx)) * velocity,
  },
  {
    equation: 'Eq. (10)',
    formula: '⅔ a_x² [∂_t(∂_xw σ)]²',
    reproduction: 'reconstructed',
    explanation: `${THREE_NEURONS}2·(1 + 0 + 0)/3.`,
    density: ({ s, wx }, { x }) => (2 / 3) * x ** 2 * productRate(wx, s) ** 2,
  },
  {
    equation: 'Eq. (10)',
    formula: '16⁄3 a_y² [∂_t(∂_yw σ)]²',
    reproduction: 'reconstructed',
    explanation: `${THREE_NEURONS}2·(0 + 4 + 4)/3.`,
    density: ({ s, wy }, { y }) => (16 / 3) * y ** 2 * productRate(wy, s) ** 2,
  },
  {
    equation: 'Eq. (9)',
    formula: '2X²ẇ²',
    reproduction: 'reproduced',
    explanation: '½·(2u)² of two equal neighbours, any offsets.',
    density: ({ w, s }) => 2 * (s.mean * w.rate) ** 2,
  },
  {
    equation: 'Eq. (9)',
    formula: '2Ẋ²w²',
    reproduction: 'reproduced',
    explanation: '½·(2u)² of two equal neighbours, any offsets.',
    density: ({ w, s }) => 2 * (s.rate * w.mean) ** 2,
  },
  {
    equation: 'Eq. (9)',
    formula: '4ẇẊwX',
    reproduction: 'reproduced',
    explanation: '½·(2u)² of two equal neighbours, any offsets.',
    density: ({ w, s }) => 4 * w.rate * s.rate * w.mean * s.mean,
  },
  {
    equation: 'Eq. (9)',
    formula: '2a_y² Ẋ² w ∂_y²w',
    reproduction: 'reproduced',
    explanation:
      'Its coefficient about z is 2α_y²: weights half way, α_y = 1. With the mean over three neurons of Eq. (10) it would be 22⁄3.',
    density: ({ w, s, wyy }, { y }) => 2 * y ** 2 * s.rate ** 2 * w.mean * wyy.mean,
  },
];
