import { createRandom } from '../base/random.js';
import type { Dataset, RingWavesPlan } from './types.js';

/**
 * Smooth periodic fields on a ring of N places, and the same fields moved on:
 *
 *     X_i = Σ_k (a_k cos 2πki/N + b_k sin 2πki/N),  k = 1 … waves,    Y_i = X_(i + shift) + noise · ε_i,
 *
 * with a_k, b_k ~ N(0, 1/waves), so that X has variance 1 at every place (for waves < N/2), and ε ~ N(0, 1). A chain of `shift` layers whose
 * neurons see themselves and one neighbour can compute Y.
 */
export function createRingWavesData(plan: RingWavesPlan, seed: number): Dataset {
  const { inputs: places, samples, noise, waves, shift } = plan;
  const amplitudes = createRandom(seed, 'data/ring-waves/amplitudes');
  const noiseStream = createRandom(seed, 'data/ring-waves/noise');
  const deviation = Math.sqrt(1 / waves);
  const cosines = Float64Array.from({ length: places }, (_, i) => Math.cos((2 * Math.PI * i) / places));
  const sines = Float64Array.from({ length: places }, (_, i) => Math.sin((2 * Math.PI * i) / places));
  const x = new Float32Array(samples * places);
  const y = new Float32Array(samples * places);
  const field = new Float64Array(places);
  for (let s = 0; s < samples; s++) {
    field.fill(0);
    for (let k = 1; k <= waves; k++) {
      const a = deviation * amplitudes.normal();
      const b = deviation * amplitudes.normal();
      for (let i = 0; i < places; i++) {
        const phase = (k * i) % places;
        field[i] = field[i]! + a * cosines[phase]! + b * sines[phase]!;
      }
    }
    for (let i = 0; i < places; i++) {
      x[s * places + i] = field[i]!;
      y[s * places + i] = field[(i + shift) % places]! + noise * noiseStream.normal();
    }
  }
  return { samples, inputs: places, outputs: places, x, y };
}
