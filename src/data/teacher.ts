import { createRandom } from '../base/random.js';
import type { Dataset, TeacherPlan } from './types.js';

/** Hidden units of the teacher. */
const HIDDEN = 16;

/**
 * X and targets of a random one-hidden-layer tanh network:
 *
 *     Y = A tanh(V X + c) + noise · ε,   X ~ N(0, 1) in each component,
 *     V ~ N(0, 1/inputs), c ~ N(0, ¼), A ~ N(0, 2/16), ε ~ N(0, 1),
 *
 * with 16 hidden units, so that pre-activations and targets are of order 1 whatever the number of inputs. Network,
 * inputs and noise are streams of their own: more samples keep the first ones, other noise keeps the function.
 */
export function createTeacherData(plan: TeacherPlan, seed: number): Dataset {
  const { inputs, outputs, samples, noise } = plan;
  const network = createRandom(seed, 'data/teacher/network');
  const draw = (count: number, deviation: number): Float64Array =>
    Float64Array.from({ length: count }, () => deviation * network.normal());
  const hiddenWeights = draw(HIDDEN * inputs, 1 / Math.sqrt(inputs));
  const hiddenBias = draw(HIDDEN, 0.5);
  const outputWeights = draw(outputs * HIDDEN, Math.sqrt(2 / HIDDEN));

  const inputStream = createRandom(seed, 'data/teacher/inputs');
  const noiseStream = createRandom(seed, 'data/teacher/noise');
  const x = new Float32Array(samples * inputs);
  const y = new Float32Array(samples * outputs);
  const hidden = new Float64Array(HIDDEN);
  for (let s = 0; s < samples; s++) {
    const row = x.subarray(s * inputs, (s + 1) * inputs);
    for (let i = 0; i < inputs; i++) row[i] = inputStream.normal();
    for (let j = 0; j < HIDDEN; j++) {
      let z = hiddenBias[j]!;
      for (let i = 0; i < inputs; i++) z += hiddenWeights[j * inputs + i]! * row[i]!;
      hidden[j] = Math.tanh(z);
    }
    for (let k = 0; k < outputs; k++) {
      let target = noise * noiseStream.normal();
      for (let j = 0; j < HIDDEN; j++) target += outputWeights[k * HIDDEN + j]! * hidden[j]!;
      y[s * outputs + k] = target;
    }
  }
  return { samples, inputs, outputs, x, y };
}
