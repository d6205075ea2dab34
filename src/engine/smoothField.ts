import type { Random } from '../base/random.js';

/**
 * Gaussian random fields over depth and width, of unit variance everywhere: weights that vary slowly from layer to
 * layer and from neuron to neuron, as the continuum limit supposes.
 *
 *     ⟨W⁽ᵐ⁾_ij W⁽ⁿ⁾_kl⟩ = exp(−(m − n)²/2ξ²) · c(i − k) · c(j − l)
 *
 * ξ is the correlation length along depth. c is a Gaussian of the correlation length along width, summed over all
 * turns of a ring of N neurons and normalised, c(0) = 1: a field on a ring has no edges. A length of 0 means no
 * correlation.
 */
export interface SmoothField {
  readonly inputs: number;
  readonly outputs: number;
  /** In layers. */
  readonly depthCorrelation: number;
  /** In neurons. */
  readonly widthCorrelation: number;
}

/**
 * Variance of a layer, given those before it, from which it counts as determined by them: beyond this the square root
 * of the correlations is only rounding.
 */
const DETERMINED = 1e-12;
/** Powers this much smaller than the largest of a spectrum are only its rounding. */
const NOISE = 1e-13;
/** Parts of a filter this much smaller than its largest are left out: weights are float32. */
const NEGLIGIBLE = 1e-7;

/**
 * The fields of consecutive layers, each inputs × outputs, row-major, float64. A layer draws from its own stream and,
 * so as to be correlated with them, adds up those before it: layers that come after leave it as it is.
 * @param randoms one stream a layer, in order of depth
 */
export function drawSmoothField(field: SmoothField, randoms: readonly Random[]): Float64Array[] {
  const { inputs, outputs, depthCorrelation, widthCorrelation } = field;
  const roots = rootOfDepthCorrelation(randoms.length, depthCorrelation);
  const inputFilter = ringFilter(inputs, widthCorrelation);
  const outputFilter = ringFilter(outputs, widthCorrelation);
  /** Independent of each other; undefined where no layer needs it. */
  const noises = randoms.map((random, n) => {
    if (roots[n]![n] === 0) return undefined;
    const noise = Float64Array.from({ length: inputs * outputs }, () => random.normal());
    filterColumns(noise, inputs, outputs, inputFilter);
    filterRows(noise, inputs, outputs, outputFilter);
    return noise;
  });
  return roots.map((root) => {
    const layer = new Float64Array(inputs * outputs);
    root.forEach((weight, n) => {
      const noise = noises[n];
      if (noise === undefined || weight === 0) return;
      for (let at = 0; at < layer.length; at++) layer[at]! += weight * noise[at]!;
    });
    return layer;
  });
}

/** The lower triangle R with R Rᵀ = exp(−(m − n)²/2ξ²), by Cholesky's method for semidefinite matrices; rows of norm 1. */
function rootOfDepthCorrelation(layers: number, length: number): Float64Array[] {
  const rows: Float64Array[] = [];
  for (let m = 0; m < layers; m++) {
    const row = new Float64Array(m + 1);
    let determined = 0;
    for (let n = 0; n < m; n++) {
      const other = rows[n]!;
      const pivot = other[n]!;
      if (pivot === 0) continue;
      let rest = gaussian(m - n, length);
      for (let k = 0; k < n; k++) rest -= row[k]! * other[k]!;
      row[n] = rest / pivot;
      determined += row[n]! ** 2;
    }
    const free = 1 - determined;
    if (free > DETERMINED) row[m] = Math.sqrt(free);
    else for (let n = 0; n < m; n++) row[n]! /= Math.sqrt(determined);
    rows.push(row);
  }
  return rows;
}

/** exp(−d²/2ξ²); of length 0 it is 1 at 0 and 0 elsewhere. */
function gaussian(distance: number, length: number): number {
  if (distance === 0) return 1;
  return length === 0 ? 0 : Math.exp(-0.5 * (distance / length) ** 2);
}

/** What is convolved with white noise on a ring: offsets, and a factor for each. Σ factor² = 1. */
interface RingFilter {
  readonly offsets: readonly number[];
  readonly factors: readonly number[];
}

/** The filter whose convolution with itself is the correlation on a ring of `size`: the root of its spectrum. */
function ringFilter(size: number, length: number): RingFilter {
  if (length === 0 || size === 1) return { offsets: [0], factors: [1] };
  const correlations = ringCorrelations(size, length);
  const cosines = Float64Array.from({ length: size }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  /** Real and even, so its own inverse but for the factor 1/size. */
  const transform = (values: Float64Array): Float64Array =>
    values.map((_, k) => {
      let sum = 0;
      for (let d = 0; d < size; d++) sum += values[d]! * cosines[(k * d) % size]!;
      return sum;
    });
  // A sum of Gaussians over the turns of a ring has a positive spectrum, the largest first.
  const powers = transform(correlations);
  const filter = transform(powers.map((power) => (power > NOISE * powers[0]! ? Math.sqrt(power) : 0)));
  const offsets: number[] = [];
  filter.forEach((value, d) => {
    if (Math.abs(value) > NEGLIGIBLE * filter[0]!) offsets.push(d);
  });
  const norm = Math.sqrt(offsets.reduce((sum, d) => sum + filter[d]! ** 2, 0));
  return { offsets, factors: offsets.map((d) => filter[d]! / norm) };
}

/** c(d) for d = 0 … size − 1. */
function ringCorrelations(size: number, length: number): Float64Array {
  // Beyond nine lengths nothing is left in float64; much longer than the ring, all is one.
  const turns = Math.min(Math.ceil((9 * length) / size), 1000);
  const sums = Float64Array.from({ length: size }, (_, d) => {
    let sum = 0;
    for (let turn = -turns - 1; turn <= turns; turn++) sum += gaussian(d + turn * size, length);
    return sum;
  });
  return sums.map((sum) => sum / sums[0]!);
}

/** Convolves every column, a ring of `inputs`, in place. */
function filterColumns(matrix: Float64Array, inputs: number, outputs: number, filter: RingFilter): void {
  if (filter.offsets.length === 1) return;
  const source = matrix.slice();
  matrix.fill(0);
  for (let i = 0; i < inputs; i++) {
    filter.offsets.forEach((offset, at) => {
      const factor = filter.factors[at]!;
      const from = ((i + offset) % inputs) * outputs;
      for (let j = 0; j < outputs; j++) matrix[i * outputs + j]! += factor * source[from + j]!;
    });
  }
}

/** Convolves every row, a ring of `outputs`, in place. */
function filterRows(matrix: Float64Array, inputs: number, outputs: number, filter: RingFilter): void {
  if (filter.offsets.length === 1) return;
  const row = new Float64Array(outputs);
  for (let start = 0; start < inputs * outputs; start += outputs) {
    row.fill(0);
    filter.offsets.forEach((offset, at) => {
      const factor = filter.factors[at]!;
      const turn = outputs - offset;
      for (let j = 0; j < turn; j++) row[j]! += factor * matrix[start + offset + j]!;
      for (let j = turn; j < outputs; j++) row[j]! += factor * matrix[start - turn + j]!;
    });
    matrix.set(row, start);
  }
}
