/**
 * A field on some points with its rate of change, such that the product rule ∂_t(AB) = Ȧ B̄ + Ā Ḃ is exact:
 * - in continuous time `mean` is the value A and `rate` is Ȧ;
 * - over a training step `mean` is ½(A + A′) and `rate` is A′ − A, for which Δ(AB) = ΔA B̄ + Ā ΔB holds to the last bit
 *   (discrete Leibniz rule, THEORY §2.1).
 *
 * Spatial derivatives act on both alike.
 */
export interface MovingField {
  readonly mean: Float64Array;
  readonly rate: Float64Array;
}

/** The field of a training step from A to A′, arrays of one size. */
export function betweenStates(before: ArrayLike<number>, after: ArrayLike<number>): MovingField {
  const { length } = before;
  const mean = new Float64Array(length);
  const rate = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    mean[i] = 0.5 * (before[i]! + after[i]!);
    rate[i] = after[i]! - before[i]!;
  }
  return { mean, rate };
}

/** A linear map, such as a derivative, of a moving field. */
export const mapMoving = (
  { mean, rate }: MovingField,
  map: (values: Float64Array) => Float64Array,
): MovingField => ({ mean: map(mean), rate: map(rate) });

/** Adds factor · A to `sum`, an array of the same size. */
export function addScaled(sum: Float64Array, factor: number, values: ArrayLike<number>): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += factor * values[i]!;
}

/** Adds ∂_t(AB) = Ȧ B̄ + Ā Ḃ, point by point, to `sum`, as long as B; an A of fewer points is the same for all samples. */
export function addProductRate(sum: Float64Array, a: MovingField, b: MovingField): void {
  const { mean, rate } = a;
  const { length } = mean;
  for (let first = 0; first < sum.length; first += length) {
    for (let i = 0; i < length; i++) {
      sum[first + i]! += rate[i]! * b.mean[first + i]! + mean[i]! * b.rate[first + i]!;
    }
  }
}
