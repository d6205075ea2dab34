/** What is known of a quantity from its values on n samples (THEORY §7). */
export interface SampleMoments {
  readonly mean: number;
  /** Σ(x − x̄)² / (n − 1); undefined for one sample. */
  readonly variance: number | undefined;
  /** Of the mean: √(variance / n). */
  readonly standardError: number | undefined;
  /** Third central moment ÷ (standard deviation of the samples as they are)³; undefined where all are equal. */
  readonly skewness: number | undefined;
}

/** @param values at least one */
export function sampleMoments(values: ArrayLike<number>): SampleMoments {
  const count = values.length;
  const mean = meanOf(values);
  let [squares, cubes] = [0, 0];
  for (let s = 0; s < count; s++) {
    const deviation = values[s]! - mean;
    squares += deviation ** 2;
    cubes += deviation ** 3;
  }
  const variance = count < 2 ? undefined : squares / (count - 1);
  return {
    mean,
    variance,
    standardError: variance === undefined ? undefined : Math.sqrt(variance / count),
    skewness: squares === 0 ? undefined : cubes / count / (squares / count) ** 1.5,
  };
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let s = 0; s < values.length; s++) sum += values[s]!;
  return sum / values.length;
}

/** Pearson's correlation; undefined for one sample, and where one of the two does not vary. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number | undefined {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let [aa, bb, ab] = [0, 0, 0];
  for (let s = 0; s < a.length; s++) {
    const [x, y] = [a[s]! - meanA, b[s]! - meanB];
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  return aa === 0 || bb === 0 ? undefined : ab / (Math.sqrt(aa) * Math.sqrt(bb));
}
