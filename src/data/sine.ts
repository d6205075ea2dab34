import { createRandom } from '../base/random.js';
import type { Dataset, SinePlan } from './types.js';

/** Regression in one dimension: X uniform in [−π, π), Y = sin X + noise · ε with ε ~ N(0, 1). */
export function createSineData({ inputs, outputs, samples, noise }: SinePlan, seed: number): Dataset {
  const places = createRandom(seed, 'data/sine/places');
  const noiseStream = createRandom(seed, 'data/sine/noise');
  const x = new Float32Array(samples);
  const y = new Float32Array(samples);
  for (let s = 0; s < samples; s++) {
    const place = Math.PI * (2 * places.uniform() - 1);
    x[s] = place;
    y[s] = Math.sin(place) + noise * noiseStream.normal();
  }
  return { samples, inputs, outputs, x, y };
}
