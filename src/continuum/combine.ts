/** Σ factors_i · arrays_i, all of one size, in float64. */
export function combine(factors: readonly number[], arrays: readonly ArrayLike<number>[]): Float64Array {
  const sum = new Float64Array(arrays[0]?.length ?? 0);
  arrays.forEach((values, i) => {
    const factor = factors[i]!;
    for (let at = 0; at < sum.length; at++) sum[at]! += factor * values[at]!;
  });
  return sum;
}

/** to − from, arrays of one size. */
export function difference(to: ArrayLike<number>, from: ArrayLike<number>): Float64Array {
  const result = new Float64Array(to.length);
  for (let at = 0; at < result.length; at++) result[at] = to[at]! - from[at]!;
  return result;
}

/** √Σa² */
export function norm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at]! * values[at]!;
  return Math.sqrt(sum);
}

/** √Σ(a − b)² of arrays of one size. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at]! - b[at]!) ** 2;
  return Math.sqrt(sum);
}

/** The middle of the values, the mean of the two middle ones of an even count; undefined without values. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return low === undefined || high === undefined ? undefined : 0.5 * (low + high);
}
