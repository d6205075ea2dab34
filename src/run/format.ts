/** How numbers are written for people, in the panel, the editor and the terminal alike. */

const MINUS = '\u2212';
const GROUP_SEPARATOR = '\u202f';

/** A count in groups of three digits: `1 240 000`. Non-integers are rounded. */
export function formatCount(count: number): string {
  return withMinus(
    Math.round(count)
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, GROUP_SEPARATOR),
  );
}

/**
 * A measured value to so many significant digits, without trailing zeros; with an exponent outside 10⁻³ … 10⁵
 * (`3.1e−14`).
 */
export function formatValue(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size === 0) return '0';
  if (size >= 1e-3 && size < 1e5) return withMinus(rounded.toString());
  return withMinus(rounded.toExponential().replace('e+', 'e'));
}

const withMinus = (text: string): string => text.replaceAll('-', MINUS);
