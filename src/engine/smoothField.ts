import type { Random } from '../base/random.js';
import { convolveRings, ringFilter } from './ringFilter.js';

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
    convolveRings(noise, inputFilter, { count: outputs, size: inputs, start: (j) => j, stride: outputs });
    convolveRings(noise, outputFilter, {
      count: inputs,
      size: outputs,
      start: (i) => i * outputs,
      stride: 1,
    });
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
