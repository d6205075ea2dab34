import { formatValue } from './format.js';

/** Outside of these sizes a plain decimal is all zeros. */
const PLAIN = { least: 1e-3, most: 1e5 };
const MOST_DIGITS = 6;

const exponentOf = (value: number): number => {
  const text = value.toExponential(9);
  return Number(text.slice(text.indexOf('e') + 1));
};

/** The step between values that are evenly spaced; undefined where they are not. */
function stepOf(values: readonly number[]): number | undefined {
  const [first, second] = values;
  if (first === undefined || second === undefined || values.length < 3) return undefined;
  const step = second - first;
  const isEven = values.every((value, i) => Math.abs(value - first - i * step) <= 1e-6 * Math.abs(step));
  return isEven && step !== 0 ? Math.abs(step) : undefined;
}

/** Decimals that tell multiples of `step` apart. */
function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < MOST_DIGITS; decimals++) {
    const shifted = step * 10 ** decimals;
    if (Math.abs(shifted - Math.round(shifted)) < 1e-6 * shifted) return decimals;
  }
  return MOST_DIGITS;
}

/**
 * Labels for the ticks of one axis, all written alike: plain decimals, or all with exponents as soon as one needs one, so that
 * `1e-3` does not stand between `1e-4` and `0.01`. Evenly spaced ticks have the same number of decimals and, with exponents,
 * the same exponent.
 * @param values rising or falling
 */
export function tickLabels(values: readonly number[]): string[] {
  const sizes = values.map(Math.abs).filter((size) => size > 0);
  const step = stepOf(values);
  if (sizes.length === 0 || !sizes.every(Number.isFinite)) return values.map((value) => formatValue(value));
  const largest = Math.max(...sizes);
  const isPlain = largest < PLAIN.most && (step ?? Math.min(...sizes)) >= PLAIN.least;
  if (isPlain) {
    if (step === undefined) return values.map((value) => formatValue(value));
    const decimals = decimalsOf(step);
    return values.map((value) => (Math.abs(value) < step / 2 ? '0' : value.toFixed(decimals)));
  }
  if (step === undefined) {
    const digits = Math.max(...sizes.map(mantissaDigits));
    return values.map((value) => (value === 0 ? '0' : value.toExponential(digits).replace('e+', 'e')));
  }
  const exponent = exponentOf(largest);
  const unit = 10 ** exponent;
  const decimals = decimalsOf(step / unit);
  return values.map((value) =>
    Math.abs(value) < step / 2 ? '0' : `${(value / unit).toFixed(decimals)}e${exponent}`,
  );
}

/** Digits behind the point that a number needs in exponential notation. */
function mantissaDigits(size: number): number {
  const [mantissa = ''] = Number(size.toPrecision(MOST_DIGITS)).toExponential().split('e');
  return Math.max(0, mantissa.length - 2);
}
