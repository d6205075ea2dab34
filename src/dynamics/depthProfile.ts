/** How a density τ_m varies over a stretch of links (THEORY §6.2). */
export interface DepthProfile {
  readonly mean: number;
  /** Standard deviation over depth (of the links as they are) ÷ |mean|; undefined where the mean is 0. */
  readonly variation: number | undefined;
  /** 2 (τ_(m+1) − τ_m) / (|τ_(m+1)| + |τ_m|), in [−2, 2]; undefined where both are 0. */
  readonly steps: readonly (number | undefined)[];
  /**
   * Power P(k) of the Fourier modes k = 0 … ⌊L/2⌋ with k waves over the stretch, both signs of k together; their sum is 1.
   * P(0) = 1/(1 + CV²), and a profile of period p has its power at multiples of L/p. Undefined where all τ are 0.
   */
  readonly power: readonly number[] | undefined;
  /**
   * Slope of ln|τ| against m by least squares, and the standard deviation of what it leaves. A pure exponential is an
   * eigenstate of the translation, and leaves nothing. Undefined unless all τ have one sign, and for a single link.
   */
  readonly logSlope: number | undefined;
  readonly logResidual: number | undefined;
}

/**
 * @param values τ by link, at least one
 * @throws RangeError when there is none
 */
export function depthProfile(values: readonly number[]): DepthProfile {
  const count = values.length;
  if (count === 0) throw new RangeError('a profile has at least one link');
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
  const { slope, residual } = fitLogarithm(values);
  return {
    mean,
    variation: mean === 0 ? undefined : spread / Math.abs(mean),
    steps: values.slice(1).map((next, m) => relativeStep(values[m]!, next)),
    power: modePowers(values),
    logSlope: slope,
    logResidual: residual,
  };
}

/** 2 (b − a) / (|a| + |b|); undefined where both are 0. */
export function relativeStep(a: number, b: number): number | undefined {
  const scale = Math.abs(a) + Math.abs(b);
  return scale === 0 ? undefined : (2 * (b - a)) / scale;
}

function modePowers(values: readonly number[]): readonly number[] | undefined {
  const count = values.length;
  const powers = Array.from({ length: Math.floor(count / 2) + 1 }, (_, k) => {
    let real = 0;
    let imaginary = 0;
    for (const [m, value] of values.entries()) {
      // Reduced first, so that the angle keeps its digits.
      const angle = (2 * Math.PI * ((k * m) % count)) / count;
      real += value * Math.cos(angle);
      imaginary += value * Math.sin(angle);
    }
    const isOwnMirror = k === 0 || 2 * k === count;
    return (isOwnMirror ? 1 : 2) * (real * real + imaginary * imaginary);
  });
  const total = powers.reduce((sum, power) => sum + power, 0);
  return total === 0 ? undefined : powers.map((power) => power / total);
}

/** ln|τ| = slope · m + rest, by least squares. */
function fitLogarithm(values: readonly number[]): {
  readonly slope: number | undefined;
  readonly residual: number | undefined;
} {
  const count = values.length;
  const oneSign = values.every((value) => value > 0) || values.every((value) => value < 0);
  if (!oneSign || count < 2) return { slope: undefined, residual: undefined };
  const logarithms = values.map((value) => Math.log(Math.abs(value)));
  const { slope, intercept } = fitLine(logarithms);
  const squares = logarithms.reduce((sum, value, m) => sum + (value - intercept - slope * m) ** 2, 0);
  return { slope, residual: Math.sqrt(squares / count) };
}

/** Least squares of values against their index; at least two. */
export function fitLine(values: readonly number[]): { readonly slope: number; readonly intercept: number } {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let covariance = 0;
  let variance = 0;
  for (const [m, value] of values.entries()) {
    covariance += (m - middle) * (value - mean);
    variance += (m - middle) ** 2;
  }
  const slope = covariance / variance;
  return { slope, intercept: mean - slope * middle };
}
