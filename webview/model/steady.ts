/**
 * `previous` where its numbers are those of `next`, so that what was drawn of it need not be drawn again: every message
 * brings arrays of its own.
 */
export function keepSame<T extends { readonly [K in keyof T]: Float64Array }>(
  previous: T | undefined,
  next: T,
): T {
  if (previous === undefined) return next;
  for (const key in next) if (!sameNumbers(previous[key], next[key])) return next;
  return previous;
}

function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  // The newest are the likeliest to differ.
  for (let i = a.length - 1; i >= 0; i--) if (!Object.is(a[i], b[i])) return false;
  return true;
}
