import { createRandom } from '../base/random.js';
import type { Dataset, RingWavesPlan } from './types.js';

/** Shortest waves: a third of them fit on the ring, so that a field is smooth on the scale of neighbours. */
const LARGEST_WAVENUMBER = 3;
/** How far the target has moved, in points of the ring. */
const SHIFT = 1;
/** Standard deviation of the Gaussian that the target is smoothed with, in points. */
const SPREAD = 1;

/** Wavenumbers of the fields: those that `points` can carry. */
const wavenumbers = (points: number): number =>
  Math.max(1, Math.min(LARGEST_WAVENUMBER, Math.floor((points - 1) / 2)));

/**
 * Smooth periodic fields on a ring of N points, and the same fields after they have moved and spread a little:
 *
 *     X_i = Σ_k (a_k cos q_k i + b_k sin q_k i),                       q_k = 2πk/N,  k = 1 … 3,
 *     Y_i = Σ_k exp(−½ q_k²) (a_k cos q_k(i − 1) + b_k sin q_k(i − 1)) + noise · ε_i,
 *
 * with a_k, b_k ~ N(0, 1/3), so that every X_i has variance 1. Y is X convolved with a Gaussian of 1 point's standard
 * deviation, shifted by 1 point: a few layers that see their two neighbours can compute it. Rings of fewer than 7 points
 * carry fewer waves.
 */
export function createRingWavesData(plan: RingWavesPlan, seed: number): Dataset {
  const { inputs: points, samples, noise } = plan;
  const waves = createRandom(seed, 'data/ring-waves/waves');
  const noiseStream = createRandom(seed, 'data/ring-waves/noise');
  const count = wavenumbers(points);
  const deviation = Math.sqrt(1 / count);
  const x = new Float64Array(samples * points);
  const y = new Float64Array(samples * points);
  for (let s = 0; s < samples; s++) {
    const at = s * points;
    for (let k = 1; k <= count; k++) {
      const q = (2 * Math.PI * k) / points;
      const damping = Math.exp(-0.5 * (SPREAD * q) ** 2);
      const a = deviation * waves.normal();
      const b = deviation * waves.normal();
      for (let i = 0; i < points; i++) {
        x[at + i] = x[at + i]! + a * Math.cos(q * i) + b * Math.sin(q * i);
        const moved = q * (i - SHIFT);
        y[at + i] = y[at + i]! + damping * (a * Math.cos(moved) + b * Math.sin(moved));
      }
    }
    for (let i = 0; i < points; i++) y[at + i] = y[at + i]! + noise * noiseStream.normal();
  }
  return { samples, inputs: points, outputs: points, x: Float32Array.from(x), y: Float32Array.from(y) };
}
