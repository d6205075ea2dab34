/**
 * A number as LaTeX mathematics, without delimiters: `1.234 \times 10^{-5}`, `-0.25`.
 * @param digits significant ones; undefined: all that read back to the same float64
 */
export function latexNumber(value: number, digits?: number): string {
  if (Number.isNaN(value)) return String.raw`\text{undefined}`;
  if (!Number.isFinite(value)) return value > 0 ? String.raw`\infty` : String.raw`-\infty`;
  const text = digits === undefined ? String(value) : shortest(value, digits);
  const [mantissa = text, exponent] = text.split('e');
  return exponent === undefined ? mantissa : String.raw`${mantissa} \times 10^{${Number(exponent)}}`;
}

/** Plain where that is readable, else with a power of ten. */
function shortest(value: number, digits: number): string {
  const scientific = value.toExponential(digits - 1);
  const exponent = Number(scientific.slice(scientific.indexOf('e') + 1));
  if (value === 0) return '0';
  return exponent < -2 || exponent >= digits ? scientific : value.toPrecision(digits);
}
