import { derivativeWeights } from './finiteDifference.js';

/**
 * How fields on a ring of neurons are differentiated: `spectral` by the trigonometric polynomial through all N values,
 * `finiteDifference` by the polynomial through the nearest six or so, which costs less and keeps what is rough local.
 */
export const RING_SCHEMES = ['spectral', 'finiteDifference'] as const;
export type RingScheme = (typeof RING_SCHEMES)[number];

/** Points of the polynomials of `finiteDifference` between neurons, one less at a neuron; rings with fewer are spectral. */
const STENCIL = 6;

/** A circulant matrix: result_i = Σ_j factors_j · values_(i + offsets_j), on a ring. */
export interface RingOperator {
  readonly offsets: readonly number[];
  readonly factors: Float64Array;
}

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
  if (scheme === 'spectral' || neurons < STENCIL) return spectralOperator(neurons, derivative, shift + reach);
  const points = Number.isInteger(shift) ? STENCIL - 1 : STENCIL;
  const lowest = Math.ceil(shift - points / 2);
  const offsets = Array.from({ length: points }, (_, j) => lowest + j);
  return { offsets, factors: derivativeWeights(offsets, shift + reach, derivative) };
}

/**
 * Derivative of the trigonometric polynomial through the values of a ring. The highest mode of an even ring, ±1 in turn, is taken as a
 * cosine: it vanishes half way between neurons.
 */
function spectralOperator(neurons: number, derivative: number, at: number): RingOperator {
  const unit = (2 * Math.PI) / neurons;
  const offsets = Array.from({ length: neurons }, (_, j) => j);
  const factors = Float64Array.from(offsets, (j) => {
    let sum = derivative === 0 ? 1 : 0;
    for (let k = 1; 2 * k <= neurons; k++) {
      const multiplicity = 2 * k === neurons ? 1 : 2;
      // The d-th derivative of cos is cos, a quarter turn on for each d.
      sum +=
        multiplicity * (k * unit) ** derivative * Math.cos(k * unit * (at - j) + 0.5 * Math.PI * derivative);
    }
    return sum / neurons;
  });
  return { offsets, factors };
}

/** Applies an operator to rows of `neurons` values, each a ring of its own; rows × neurons, row-major. */
export function applyRingOperator(
  { offsets, factors }: RingOperator,
  values: ArrayLike<number>,
  neurons: number,
): Float64Array {
  const result = new Float64Array(values.length);
  offsets.forEach((offset, j) => {
    const factor = factors[j]!;
    if (factor === 0) return;
    const turn = ((offset % neurons) + neurons) % neurons;
    for (let row = 0; row < values.length; row += neurons) {
      const back = row - neurons + turn;
      const split = row + neurons - turn;
      for (let i = row; i < split; i++) result[i]! += factor * values[i + turn]!;
      for (let i = split; i < row + neurons; i++) result[i]! += factor * values[i - row + back]!;
    }
  });
  return result;
}
