import { createRandom, permutation } from '../base/random.js';
import type { DataPlan } from './types.js';

/** Rows of a data set by what they are for, each in ascending order: together they are all rows. */
export interface SampleSplit {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
}

/** Samples of a plan that are trained on. */
export const trainingSamples = ({ samples, validation = 0 }: DataPlan): number => samples - validation;

/**
 * Which samples of a plan are kept apart: drawn from all with equal chances, from a random stream of their own. Without
 * a validation part all are trained on.
 */
export function splitSamples({ samples, validation = 0 }: DataPlan, seed: number): SampleSplit {
  if (validation === 0) {
    return {
      training: Uint32Array.from({ length: samples }, (_, row) => row),
      validation: new Uint32Array(),
    };
  }
  const order = permutation(samples, createRandom(seed, 'validation'));
  return { training: order.slice(validation).sort(), validation: order.slice(0, validation).sort() };
}
