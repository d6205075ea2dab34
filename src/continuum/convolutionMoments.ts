import { derivativeWeights } from './finiteDifference.js';
import { norm } from './combine.js';

/** How the taps of a kernel lie: sizes of the window along its axes, one or two. */
export interface WindowShape {
  readonly window: readonly number[];
}

/**
 * Moments of a convolution's kernel over the offsets of its taps, in places: μ_n = Σ_k s_k^n w_k, along one axis, so that
 * Wh = Σ_n μ_n ∂_y^n h / n!: gain μ₀, drift μ₁, diffusion ½μ₂ (THEORY §5a).
 */

/** Offsets s of the taps from the place that is computed: about it, with the odd place of an even window behind it. */
const tapOffsets = (size: number): readonly number[] =>
  Array.from({ length: size }, (_, k) => k - Math.floor(0.5 * (size - 1)));

/**
 * μ_p = Σ_k s^p w_k for a window of one axis, μ_pq = Σ s_x^p s_y^q w for one of two (s_y along columns, the second axis).
 * @param weights taps × (channels / groups) × filters, row-major
 * @param powers one for each axis of the window
 * @returns (channels / groups) × filters
 */
export function kernelMoment(
  weights: ArrayLike<number>,
  { window }: WindowShape,
  powers: readonly number[],
): Float64Array {
  const taps = window.reduce((product, size) => product * size, 1);
  const cell = weights.length / taps;
  const moment = new Float64Array(cell);
  for (let tap = 0; tap < taps; tap++) {
    let factor = 1;
    let rest = tap;
    for (let axis = window.length - 1; axis >= 0; axis--) {
      const size = window[axis]!;
      factor *= tapOffsets(size)[rest % size]! ** powers[axis]!;
      rest = Math.floor(rest / size);
    }
    for (let at = 0; at < cell; at++) moment[at]! += factor * weights[tap * cell + at]!;
  }
  return moment;
}

/** What a convolution does to smooth fields: Frobenius norms over its channels, in units of weights and places. */
export interface KernelMoments {
  /** ‖μ₀‖ */
  readonly gain: number;
  /** ‖μ₁‖ along each axis of the window: how far the kernel shifts, times gain. */
  readonly drift: readonly number[];
  /** ½‖μ_pq‖ of second order: p = q's own axis along the diagonal, [axis][axis]; symmetric. */
  readonly diffusion: readonly (readonly number[])[];
}

/** Gain, drift and diffusion of a kernel with one or two axes (THEORY §5a). */
export function kernelMoments(weights: ArrayLike<number>, shape: WindowShape): KernelMoments {
  const axes = shape.window.map((_, axis) => axis);
  const unit = (...of: readonly number[]): readonly number[] =>
    axes.map((axis) => of.filter((each) => each === axis).length);
  return {
    gain: norm(kernelMoment(weights, shape, unit())),
    drift: axes.map((axis) => norm(kernelMoment(weights, shape, unit(axis)))),
    diffusion: axes.map((a) => axes.map((b) => 0.5 * norm(kernelMoment(weights, shape, unit(a, b))))),
  };
}

/**
 * The weights whose convolution is Σ_(n≤order) μ_n δ^n / n!, with the differences δ^n on the window's own places: the kernel as it acts on
 * what is smooth. With order K − 1 it is the kernel itself: differences on K places are exact (THEORY §5a). One axis.
 * @param weights K × (channels / groups) × filters, row-major
 */
export function truncatedKernel(
  weights: ArrayLike<number>,
  shape: WindowShape & { readonly window: readonly [number] },
  order: number,
): Float64Array {
  const [size] = shape.window;
  const offsets = tapOffsets(size);
  const cell = weights.length / size;
  const kernel = new Float64Array(weights.length);
  let factorial = 1;
  for (let n = 0; n <= Math.min(order, size - 1); n++) {
    factorial *= Math.max(1, n);
    const moment = kernelMoment(weights, shape, [n]);
    const differences = derivativeWeights(offsets, 0, n);
    for (let tap = 0; tap < size; tap++) {
      const factor = differences[tap]! / factorial;
      for (let at = 0; at < cell; at++) kernel[tap * cell + at]! += factor * moment[at]!;
    }
  }
  return kernel;
}
