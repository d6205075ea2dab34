/** An axis from `min` to `max` with labels every `step`, all of them multiples of 1, 2 or 5 × a power of ten. */
export interface NiceRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/**
 * The smallest such axis that holds 0 and both values, with at most `intervals` intervals (or one more). Chart.js's
 * own gives up below 10^−14, where kinetic terms of slow training lie.
 */
export function niceRange(least: number, most: number, intervals: number): NiceRange {
  const low = Math.min(0, least);
  const high = Math.max(0, most);
  const rough = (high - low) / intervals;
  // Below this, steps are no longer normal numbers.
  if (!(rough > 1e-300)) return { min: 0, max: 1, step: 1 };
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((multiple) => multiple * power >= rough * (1 - 1e-9)) ?? 10) * power;
  return { min: Math.floor(low / step) * step, max: Math.ceil(high / step) * step, step };
}

/** The labels' values. */
export function niceTicks({ min, max, step }: NiceRange): number[] {
  const first = Math.round(min / step);
  const last = Math.round(max / step);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** Labels for an axis of steps from `first` to `last`: round, whole, at most about `intervals`. */
export function stepTicks(first: number, last: number, intervals: number): number[] {
  const { step } = niceRange(0, Math.max(last - first, intervals), intervals);
  const lowest = Math.ceil(first / step);
  return Array.from({ length: Math.floor(last / step) - lowest + 1 }, (_, i) => (lowest + i) * step);
}
