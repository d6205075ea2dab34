import { derivativeWeights } from './finiteDifference.js';

/**
 * How fields on a ring of neurons are differentiated: `spectral` by the trigonometric polynomial through all N values,
 * `finiteDifference` by the polynomial through the nearest six or so, which costs less and keeps what is rough local.
 */
export const RING_SCHEMES = ['spectral', 'finiteDifference'] as const;
export type RingScheme = (typeof RING_SCHEMES)[number];

/** Points of the polynomials of `finiteDifference` between neurons, one less at a neuron; rings with fewer are spectral. */
const STENCIL = 6;

/** A circulant matrix: result_i = Σ_j factors_j · values_(i + lowest + j), on a ring. */
export interface RingOperator {
  readonly lowest: number;
  readonly factors: Float64Array;
}

/** Operators that were asked for: the same few at every record of a run. */
const known = new Map<string, RingOperator>();
/** Many more than a run asks for; other rings and offsets start it anew. */
const MOST_KNOWN = 1000;

/**
 * ∂_y^d A at y = i + shift + reach for every i, where A is known at the integers of a ring of N. The unit of y is the distance of
 * neighbours.
 * @param shift middle of the polynomial of a finite difference
 * @param reach how far from its middle it is evaluated; the trigonometric polynomial is the same everywhere
 */
export function ringOperator(
  scheme: RingScheme,
  neurons: number,
  derivative: number,
  shift: number,
  reach = 0,
): RingOperator {
  const spectral = scheme === 'spectral' || neurons < STENCIL;
  const key = spectral ? `${neurons},${derivative},${shift + reach}` : `${derivative},${shift},${reach}`;
  let operator = known.get(key);
  if (operator === undefined) {
    operator = spectral
      ? spectralOperator(neurons, derivative, shift + reach)
      : nearbyOperator(derivative, shift, reach);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, operator);
  }
  return operator;
}

function nearbyOperator(derivative: number, shift: number, reach: number): RingOperator {
  const points = Number.isInteger(shift) ? STENCIL - 1 : STENCIL;
  const lowest = Math.ceil(shift - points / 2);
  const offsets = Array.from({ length: points }, (_, j) => lowest + j);
  return { lowest, factors: derivativeWeights(offsets, shift + reach, derivative) };
}

/**
 * Derivative of the trigonometric polynomial through the values of a ring. The highest mode of an even ring, ±1 in turn, is taken as a
 * cosine: it vanishes half way between neurons.
 */
function spectralOperator(neurons: number, derivative: number, at: number): RingOperator {
  const unit = (2 * Math.PI) / neurons;
  const factors = Float64Array.from({ length: neurons }, (_, j) => {
    let sum = derivative === 0 ? 1 : 0;
    for (let k = 1; 2 * k <= neurons; k++) {
      const multiplicity = 2 * k === neurons ? 1 : 2;
      // The d-th derivative of cos is cos, a quarter turn on for each d.
      sum +=
        multiplicity * (k * unit) ** derivative * Math.cos(k * unit * (at - j) + 0.5 * Math.PI * derivative);
    }
    return sum / neurons;
  });
  return { lowest: 0, factors };
}

/**
 * Applies an operator to rows of `neurons` values, each a ring of its own; rows × neurons, row-major.
 * @param result where to write it
 * @param at the first place there
 */
export function applyRingOperator(
  { lowest, factors }: RingOperator,
  values: ArrayLike<number>,
  neurons: number,
  result: Float64Array = new Float64Array(values.length),
  at = 0,
): Float64Array {
  const taps = factors.length;
  // A ring from its first tap on, and on beyond its end as far as the taps of its last place reach.
  const opened = new Float64Array(neurons + Math.max(taps, STENCIL) - 1);
  const first = ((lowest % neurons) + neurons) % neurons;
  for (let row = 0; row < values.length; row += neurons) {
    let from = first;
    for (let i = 0; i < opened.length; i++) {
      opened[i] = values[row + from]!;
      if (++from === neurons) from = 0;
    }
    if (taps <= STENCIL) applyFew(factors, opened, neurons, result, at + row);
    else applyMany(factors, opened, neurons, result, at + row);
  }
  return result;
}

function applyMany(
  factors: Float64Array,
  opened: Float64Array,
  neurons: number,
  result: Float64Array,
  at: number,
): void {
  for (let i = 0; i < neurons; i++) {
    let sum = 0;
    for (let j = 0; j < factors.length; j++) sum += factors[j]! * opened[i + j]!;
    result[at + i] = sum;
  }
}

/** The same with all factors at hand, three times as fast: this is where a record of a local network spends its time. */
function applyFew(
  factors: Float64Array,
  opened: Float64Array,
  neurons: number,
  result: Float64Array,
  at: number,
): void {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = factors;
  for (let i = 0; i < neurons; i++) {
    result[at + i] =
      a * opened[i]! +
      b * opened[i + 1]! +
      c * opened[i + 2]! +
      d * opened[i + 3]! +
      e * opened[i + 4]! +
      f * opened[i + 5]!;
  }
}
