import fc from 'fast-check';
import { ACTIVATION_NAMES } from '../../../src/base/activation.js';
import { LOSS_NAMES } from '../../../src/base/loss.js';
import { createRandom } from '../../../src/base/random.js';
import type { ChainParameters, ChainPlan, ChainTrainer } from '../../../src/kernels/chainPlan.js';

export interface ChainShape {
  readonly mostLinks: number;
  readonly widest: number;
  readonly mostSamples: number;
}

/** Random chains with everything that a link can have. */
export function chainPlans({ mostLinks, widest, mostSamples }: ChainShape): fc.Arbitrary<ChainPlan> {
  const width = fc.integer({ min: 1, max: widest });
  const link = fc.record({
    outputs: width,
    activation: fc.constantFrom(...ACTIVATION_NAMES),
    bias: fc.boolean(),
    frozen: fc.nat(4).map((n) => n === 0),
    rateFactor: fc.constantFrom(1, 0.5, 2),
    weightDecay: fc.constantFrom(0, 0.01, 0.3),
  });
  return fc
    .record({
      inputs: width,
      links: fc.array(link, { minLength: 1, maxLength: mostLinks }),
      loss: fc.constantFrom(...LOSS_NAMES),
      samples: fc.oneof(fc.constant(1), fc.integer({ min: 2, max: mostSamples })),
      momentum: fc.constantFrom(0, 0.9),
      looksAhead: fc.boolean(),
    })
    .map(({ inputs, links, ...rest }) => ({
      ...rest,
      links: links.map((own, m) => ({ ...own, inputs: links[m - 1]?.outputs ?? inputs })),
    }));
}

/** Weights of the size that keeps neurons around 1, and biases. */
export function drawParameters({ links }: ChainPlan, seed: number): ChainParameters[] {
  const random = createRandom(seed, 'chain parameters');
  return links.map(({ inputs, outputs, bias }) => ({
    weights: Float32Array.from({ length: inputs * outputs }, () => random.normal() / Math.sqrt(inputs)),
    bias: bias ? Float32Array.from({ length: outputs }, () => 0.3 * random.normal()) : undefined,
  }));
}

/** Writes a random batch, the same for the same seed; targets are probabilities, which every loss takes. */
export function writeBatch(trainer: ChainTrainer, { samples }: ChainPlan, seed: number): void {
  const random = createRandom(seed, 'chain batch');
  const { inputs, targets } = trainer;
  for (let i = 0; i < inputs.length; i++) inputs[i] = random.normal();
  const size = targets.length / samples;
  for (let s = 0; s < samples; s++) {
    const row = targets.subarray(s * size, (s + 1) * size);
    for (let j = 0; j < size; j++) row[j] = random.uniform();
    const sum = row.reduce((total, value) => total + value, 0);
    for (let j = 0; j < size; j++) row[j]! /= sum;
  }
}

/** All parameters in one array. */
export const flatten = (parameters: readonly ChainParameters[]): number[] =>
  parameters.flatMap(({ weights, bias }) => [...weights, ...(bias ?? [])]);
