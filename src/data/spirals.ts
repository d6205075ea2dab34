import { createRandom } from '../base/random.js';
import type { Dataset, SpiralsPlan } from './types.js';

/** Radius at the end of a spiral: coordinates of order 1. */
const RADIUS = 2;
const TURNS = 1;

/**
 * Interleaved spirals in the plane, one a class; the classes take turns, so that any run of samples has all of them:
 *
 *     X = r (cos φ, sin φ) + noise · ε,   r = 2u, φ = 2π (u + class/classes),   u uniform in [0, 1), ε ~ N(0, 1).
 *
 * Y is one-hot.
 */
export function createSpiralsData(plan: SpiralsPlan, seed: number): Dataset {
  const { inputs, outputs, samples, noise } = plan;
  const places = createRandom(seed, 'data/spirals/places');
  const noiseStream = createRandom(seed, 'data/spirals/noise');
  const x = new Float32Array(samples * inputs);
  const y = new Float32Array(samples * outputs);
  for (let s = 0; s < samples; s++) {
    const spiral = s % outputs;
    const u = places.uniform();
    const angle = 2 * Math.PI * (TURNS * u + spiral / outputs);
    x[2 * s] = RADIUS * u * Math.cos(angle) + noise * noiseStream.normal();
    x[2 * s + 1] = RADIUS * u * Math.sin(angle) + noise * noiseStream.normal();
    y[s * outputs + spiral] = 1;
  }
  return { samples, inputs, outputs, x, y };
}
