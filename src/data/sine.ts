import { createRandom } from '../base/random.js';
import type { Dataset, SinePlan } from './types.js';

/** Regression in one dimension: x uniform in [−1, 1), y = sin(2π · frequency · x) + noise · ε with ε ~ N(0, 1). */
export function createSineData(plan: SinePlan, seed: number): Dataset {
  const { inputs, outputs, samples, noise, frequency } = plan;
  const places = createRandom(seed, 'data/sine/places');
  const noiseStream = createRandom(seed, 'data/sine/noise');
  const x = new Float32Array(samples);
  const y = new Float32Array(samples);
  for (let s = 0; s < samples; s++) {
    const place = 2 * places.uniform() - 1;
    x[s] = place;
    y[s] = Math.sin(2 * Math.PI * frequency * place) + noise * noiseStream.normal();
  }
  return { samples, inputs, outputs, x, y };
}
