/**
 * Index of the value nearest to `target`; of two as near the first. 0 for none.
 * @param at value at an index from 0 up to, without, `count`; increasing
 */
export function nearestIndex(count: number, at: (index: number) => number, target: number): number {
  const after = Math.min(lowerBound(count, at, target), Math.max(0, count - 1));
  const before = after - 1;
  return before >= 0 && target - at(before) <= at(after) - target ? before : after;
}

/** Index of the first value that is not below `target`; `count` where there is none. */
export function lowerBound(count: number, at: (index: number) => number, target: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle) < target) low = middle + 1;
    else high = middle;
  }
  return low;
}
