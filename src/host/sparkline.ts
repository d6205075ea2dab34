const BLOCKS = '▁▂▃▄▅▆▇█';

/**
 * The course of a quantity's magnitude as one character a value, on a logarithmic scale from the smallest to the
 * largest, since terms span many orders. Zeros and values that are not finite are blank.
 */
export function sparkline(values: readonly number[]): string {
  const exponents = values.map((value) => Math.log10(Math.abs(value)));
  const shown = exponents.filter(Number.isFinite);
  const low = Math.min(...shown);
  const span = Math.max(...shown) - low;
  return exponents.map((exponent) => block(exponent, low, span)).join('');
}

function block(exponent: number, low: number, span: number): string {
  if (!Number.isFinite(exponent)) return '\u2007';
  const level = span === 0 ? 0 : (exponent - low) / span;
  return BLOCKS.charAt(Math.round(level * (BLOCKS.length - 1)));
}
