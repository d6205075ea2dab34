/** How numbers are written for people. ASCII minus and `e` notation, so that they can be pasted into a program. */

const GROUP_SEPARATOR = '\u202f';

/** A count in groups of three digits: `1 240 000`. Non-integers are rounded. */
export function formatCount(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, GROUP_SEPARATOR);
}

/** An amount of memory or storage: `730 B`, `5.2 MB`; a MB has 2²⁰ bytes, as settings and limits count them. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  return `${formatValue(bytes / 1024 ** power, power === 0 ? 4 : 3)} ${units[power] ?? ''}`;
}

/**
 * A measured value to so many significant digits, without trailing zeros; with an exponent outside 10⁻³ … 10⁵
 * (`3.1e-14`).
 */
export function formatValue(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size === 0) return '0';
  if (size >= 1e-3 && size < 1e5) return rounded.toString();
  return rounded.toExponential().replace('e+', 'e');
}
