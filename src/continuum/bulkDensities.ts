import type { Partials } from './tapExpansion.js';
import type { MovingField } from './movingField.js';
import type { TapOffsets } from './offsets.js';
import type { Offset } from './tapExpansion.js';

/** A point of the bulk: the fields there, one weight field ŵ and σ̂ = σ(ẑ), with their derivatives (THEORY §4.1). */
export interface BulkPoint {
  readonly w: MovingScalar;
  readonly s: MovingScalar;
  readonly wx: MovingScalar;
  readonly sx: MovingScalar;
  readonly wxx: MovingScalar;
  readonly sxx: MovingScalar;
  readonly wy: MovingScalar;
  readonly sy: MovingScalar;
  readonly wyy: MovingScalar;
  readonly syy: MovingScalar;
  /** ż */
  readonly velocity: number;
}

/** A number with its rate of change, as in a `MovingField`. */
export interface MovingScalar {
  readonly mean: number;
  readonly rate: number;
}

/** The complete density of a bulk point through O(a²); the parts in a_y and a_x a_y of first order vanish by symmetry. */
export interface BulkDensity {
  readonly order0: number;
  readonly order1x: number;
  readonly order2x: number;
  readonly order2y: number;
}

const productRate = (a: MovingScalar, b: MovingScalar): number => a.rate * b.mean + a.mean * b.rate;

/**
 * ẇ² + ½ż² − 2ż u + 2u² with u = ∂_t(ŵσ̂): what is left of Eq. (10) as a → 0 (THEORY §4.3).
 */
function bulkOrder0({ w, s, velocity }: BulkPoint): number {
  const u = productRate(w, s);
  return w.rate ** 2 + 0.5 * velocity ** 2 - 2 * velocity * u + 2 * u ** 2;
}

/**
 * 2a_x ż ∂_t(α_x σ∂_xw + β_x w∂_xσ) − 4a_x u ∂_t(α_x σ∂_xw + β_x w∂_xσ) (THEORY §4.3).
 */
function bulkOrder1(point: BulkPoint, { alphaX, betaX }: TapOffsets, spacing: Offset): number {
  const { w, s, wx, sx, velocity } = point;
  const u = productRate(w, s);
  const gradient = alphaX * productRate(s, wx) + betaX * productRate(w, sx);
  return spacing.x * (2 * velocity - 4 * u) * gradient;
}

/**
 * a_x²(2u − ż) ∂_t(α_x² σ∂_x²w + 2α_xβ_x ∂_xw∂_xσ + β_x² w∂_x²σ) + 2a_x²[∂_t(α_xσ∂_xw + β_xw∂_xσ)]² (THEORY §4.3).
 */
function bulkOrder2Depth(point: BulkPoint, { alphaX, betaX }: TapOffsets, spacing: Offset): number {
  const { w, s, wx, sx, wxx, sxx, velocity } = point;
  const u = productRate(w, s);
  const gradient = alphaX * productRate(s, wx) + betaX * productRate(w, sx);
  const curvature =
    alphaX ** 2 * productRate(s, wxx) +
    2 * alphaX * betaX * productRate(wx, sx) +
    betaX ** 2 * productRate(w, sxx);
  return spacing.x ** 2 * ((2 * u - velocity) * curvature + 2 * gradient ** 2);
}

/**
 * a_y²(2u − ż) ∂_t(α_y² σ∂_y²w + 2α_yβ_y ∂_yw∂_yσ + β_y² w∂_y²σ) (THEORY §4.3). The same with X in the place of σ is
 * the part of Eq. (9) in a_y², complete.
 */
export function bulkOrder2Width(
  { w, s, wy, sy, wyy, syy, velocity }: Omit<BulkPoint, 'wx' | 'sx' | 'wxx' | 'sxx'>,
  { alphaY, betaY }: Pick<TapOffsets, 'alphaY' | 'betaY'>,
  spacing: Pick<Offset, 'y'>,
): number {
  const u = productRate(w, s);
  const curvature =
    alphaY ** 2 * productRate(s, wyy) +
    2 * alphaY * betaY * productRate(wy, sy) +
    betaY ** 2 * productRate(w, syy);
  return spacing.y ** 2 * (2 * u - velocity) * curvature;
}

/** The complete densities of Eq. (10) at one point, orders 0, 1 and 2 with their parts. */
export const bulkDensity = (point: BulkPoint, offsets: TapOffsets, spacing: Offset): BulkDensity => ({
  order0: bulkOrder0(point),
  order1x: bulkOrder1(point, offsets, spacing),
  order2x: bulkOrder2Depth(point, offsets, spacing),
  order2y: bulkOrder2Width(point, offsets, spacing),
});

/** The fields at point `at`; fields of fewer points are the same for all samples. */
export function bulkPoint(
  weights: Partials,
  neurons: Partials,
  velocity: Float64Array,
  at: number,
): BulkPoint {
  const scalar = ({ mean, rate }: MovingField): MovingScalar => {
    const place = at % mean.length;
    return { mean: mean[place]!, rate: rate[place]! };
  };
  return {
    w: scalar(weights(0, 0)),
    s: scalar(neurons(0, 0)),
    wx: scalar(weights(1, 0)),
    sx: scalar(neurons(1, 0)),
    wxx: scalar(weights(2, 0)),
    sxx: scalar(neurons(2, 0)),
    wy: scalar(weights(0, 1)),
    sy: scalar(neurons(0, 1)),
    wyy: scalar(weights(0, 2)),
    syy: scalar(neurons(0, 2)),
    velocity: velocity[at]!,
  };
}
