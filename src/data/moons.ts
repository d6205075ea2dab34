import { createRandom } from '../base/random.js';
import { oneHot } from './oneHot.js';
import type { Dataset, MoonsPlan } from './types.js';

/**
 * Two half circles that reach into one another; the two classes take turns:
 *
 *     class 0: X = (cos φ, sin φ) + noise · ε,   class 1: X = (1 − cos φ, ½ − sin φ) + noise · ε,
 *
 * φ uniform in [0, π), ε ~ N(0, 1). Y is one-hot.
 */
export function createMoonsData({ inputs, outputs, samples, noise }: MoonsPlan, seed: number): Dataset {
  const places = createRandom(seed, 'data/moons/places');
  const noiseStream = createRandom(seed, 'data/moons/noise');
  const labels = Uint8Array.from({ length: samples }, (_, s) => s % 2);
  const x = new Float32Array(samples * inputs);
  for (let s = 0; s < samples; s++) {
    const angle = Math.PI * places.uniform();
    const second = labels[s] === 1;
    const [across, up] = [Math.cos(angle), Math.sin(angle)];
    x[2 * s] = (second ? 1 - across : across) + noise * noiseStream.normal();
    x[2 * s + 1] = (second ? 0.5 - up : up) + noise * noiseStream.normal();
  }
  return { samples, inputs, outputs, x, y: oneHot(labels, outputs) };
}
