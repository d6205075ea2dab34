import { createRandom } from '../base/random.js';
import { oneHot } from './oneHot.js';
import type { Dataset, XorPlan } from './types.js';

/**
 * Exclusive or and its generalisation, parity: X = (±1, …, ±1) + noise · ε, ε ~ N(0, 1), the corners of the cube in turn.
 * Class 1 where the number of −1 of the corner is odd. Y is one-hot. No plane separates the classes.
 */
export function createXorData({ inputs, outputs, samples, noise }: XorPlan, seed: number): Dataset {
  const noiseStream = createRandom(seed, 'data/xor/noise');
  const labels = new Uint8Array(samples);
  const x = new Float32Array(samples * inputs);
  for (let s = 0; s < samples; s++) {
    const corner = s % 2 ** inputs;
    let odd = 0;
    for (let i = 0; i < inputs; i++) {
      const negative = (corner >> i) & 1;
      odd ^= negative;
      x[s * inputs + i] = (negative === 1 ? -1 : 1) + noise * noiseStream.normal();
    }
    labels[s] = odd;
  }
  return { samples, inputs, outputs, x, y: oneHot(labels, outputs) };
}
