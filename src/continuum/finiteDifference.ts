/**
 * Weights c with Σ c_j A(points_j) = ∂^d A(at), exact for all polynomials that as many points determine: derivatives of the
 * Lagrange interpolant (Fornberg 1988). d = 0 interpolates.
 * @param points where A is known, all different, in any order
 * @param derivative d < number of points; beyond that the derivative of the interpolant is 0
 */
export function derivativeWeights(points: readonly number[], at: number, derivative: number): Float64Array {
  const count = points.length;
  // weights[d][j], built up point by point.
  const weights = Array.from({ length: derivative + 1 }, () => new Float64Array(count));
  if (count === 0) return new Float64Array(0);
  weights[0]![0] = 1;
  let scale = 1;
  let distance = points[0]! - at;
  for (let n = 1; n < count; n++) {
    const highest = Math.min(n, derivative);
    let nextScale = 1;
    const previousDistance = distance;
    distance = points[n]! - at;
    for (let j = 0; j < n; j++) {
      const gap = points[n]! - points[j]!;
      nextScale *= gap;
      if (j === n - 1) {
        for (let d = highest; d >= 0; d--) {
          const lower = d === 0 ? 0 : d * weights[d - 1]![n - 1]!;
          weights[d]![n] = (scale / nextScale) * (lower - previousDistance * weights[d]![n - 1]!);
        }
      }
      for (let d = highest; d >= 0; d--) {
        const lower = d === 0 ? 0 : d * weights[d - 1]![j]!;
        weights[d]![j] = (distance * weights[d]![j]! - lower) / gap;
      }
    }
    scale = nextScale;
  }
  return weights[derivative]!;
}

/**
 * The `count` of the points first, first + 1, … last + (fraction) that lie nearest to `at`, for a stencil around it; near an
 * end of the points it is one-sided. Ties go to the lower point.
 * @param first the lowest point; points are one apart
 * @param available how many points there are
 * @returns index of the lowest point of the stencil
 */
export function nearestStencil(first: number, available: number, at: number, count: number): number {
  const centred = Math.ceil(at - first - count / 2);
  return Math.max(0, Math.min(available - count, centred));
}
