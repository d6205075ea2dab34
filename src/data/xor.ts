import { createRandom } from '../base/random.js';
import { oneHot } from './oneHot.js';
import type { Dataset, XorPlan } from './types.js';

/** The four corners in turn; the class is whether the signs differ. */
const CORNERS = [
  { x: -1, y: -1, label: 0 },
  { x: -1, y: 1, label: 1 },
  { x: 1, y: 1, label: 0 },
  { x: 1, y: -1, label: 1 },
] as const;

/**
 * Exclusive or: X = (±1, ±1) + noise · ε, ε ~ N(0, 1), the four corners in turn; class 1 where the signs of the corner
 * differ. Y is one-hot. No line separates the classes.
 */
export function createXorData({ inputs, outputs, samples, noise }: XorPlan, seed: number): Dataset {
  const noiseStream = createRandom(seed, 'data/xor/noise');
  const labels = new Uint8Array(samples);
  const x = new Float32Array(samples * inputs);
  for (let s = 0; s < samples; s++) {
    const corner = CORNERS[s % CORNERS.length]!;
    labels[s] = corner.label;
    x[2 * s] = corner.x + noise * noiseStream.normal();
    x[2 * s + 1] = corner.y + noise * noiseStream.normal();
  }
  return { samples, inputs, outputs, x, y: oneHot(labels, outputs) };
}
