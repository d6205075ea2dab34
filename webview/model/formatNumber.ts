import { formatValue } from '../../src/run/format.js';

/*
 * Beside the values and counts of run/format.ts: numbers that change while one looks at them, and therefore keep
 * their width, and all digits for tooltips.
 */

const SIGNIFICANT_DIGITS = 4;
/** Outside 10^−3 … 10^5 a plain decimal is all zeros: write a power of ten. */
const PLAIN_EXPONENTS = { least: -3, most: 4 };

/** The decimal exponent after rounding: 9.9996 has 1, not 0. */
function roundedExponent(value: number): number {
  const text = value.toExponential(SIGNIFICANT_DIGITS - 1);
  return Number(text.slice(text.indexOf('e') + 1));
}

/** Mantissa and power of ten of constant width, for columns: `-1.234e-5`, `2.000e0`, `0`. */
export function formatScientific(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return formatValue(value);
  return value.toExponential(SIGNIFICANT_DIGITS - 1).replace('e+', 'e');
}

/** Always four significant digits, plain where that is readable: `0.4310`, `12.50`, `1.234e-5`, `0`. */
export function formatSteady(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return formatValue(value);
  const exponent = roundedExponent(value);
  if (exponent < PLAIN_EXPONENTS.least || exponent > PLAIN_EXPONENTS.most) return formatScientific(value);
  return value.toFixed(Math.max(0, SIGNIFICANT_DIGITS - 1 - exponent));
}

/** The size of an error, one significant digit: `3e-14`. */
export const formatResidual = (value: number): string => formatValue(value, 1);

/** All digits: the shortest text that reads back as the same float64. */
export const formatExactly = (value: number): string =>
  Number.isFinite(value) ? String(value) : formatValue(value);
