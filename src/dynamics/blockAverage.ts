/** Mean of a correlated series with its error. */
export interface BlockAverage {
  readonly mean: number;
  /** Of the mean; undefined for fewer than 2 · MIN_BLOCKS numbers. */
  readonly standardError: number | undefined;
  /**
   * Numbers that count as one independent number: (error ÷ error of uncorrelated numbers)², at least 1. Undefined where the
   * error is undefined or 0.
   */
  readonly inefficiency: number | undefined;
}

/** With fewer blocks their spread is no estimate of an error: at 8 it is good to 27 %. */
export const MIN_BLOCKS = 8;

/**
 * Blocking (Flyvbjerg, Petersen 1989): neighbours are averaged in pairs again and again while at least MIN_BLOCKS blocks are
 * left; the error of correlated numbers grows to a plateau. The largest of the errors is taken, so that it is rather too
 * large than too small. A series that has correlations longer than an eighth of itself, or drifts, has a larger error still.
 * @param series at least one number
 */
export function blockAverage(series: ArrayLike<number>): BlockAverage {
  let blocks = Array.from(series);
  const mean = meanOf(blocks);
  if (blocks.length < 2 * MIN_BLOCKS) return { mean, standardError: undefined, inefficiency: undefined };
  const plain = errorOf(blocks);
  let largest = plain;
  while (blocks.length >= 2 * MIN_BLOCKS) {
    // Of an odd number the oldest goes without a partner, and out.
    const from = blocks.length % 2;
    blocks = Array.from(
      { length: (blocks.length - from) / 2 },
      (_, i) => (blocks[from + 2 * i]! + blocks[from + 2 * i + 1]!) / 2,
    );
    largest = Math.max(largest, errorOf(blocks));
  }
  return {
    mean,
    standardError: largest,
    inefficiency: plain === 0 ? undefined : (largest / plain) ** 2,
  };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Standard error of the mean of uncorrelated numbers. */
function errorOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}
