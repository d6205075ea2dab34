import { multiplyAdds } from './multiplyAdds.js';
import type { Experiment } from './types.js';

/** Points that the curve of the validation loss has at most, but for its last one. */
const MOST_VALIDATIONS = 200;
/** Multiply-adds that all validations of a run may take whatever training takes: some seconds. */
const FREE_WORK = 1e9;
/** Beyond that: samples validated for each one trained on. */
const SHARE_OF_TRAINING = 1 / 4;
/** Multiply-adds of one validation beyond which there is none: it would take longer than anyone waits. */
const MOST_WORK = 2e10;

/** Why a run has no validation loss: the spec keeps no samples apart, or one pass over them would take too long. */
export const VALIDATION_GAPS = ['noSplit', 'tooDear'] as const;
export type ValidationGap = (typeof VALIDATION_GAPS)[number];

export type ValidationPlan =
  | {
      /** Samples that are kept apart. */
      readonly samples: number;
      /** Steps between two validations, from step 0 on: a multiple of those between two analysed ones. */
      readonly every: number;
      readonly gap: undefined;
    }
  | { readonly samples: number; readonly every: undefined; readonly gap: ValidationGap };

/**
 * How often the validation loss of a run is taken, so that it stays cheap beside the training: decided from the plan
 * alone, so that the same spec gives the same points.
 */
export function validationPlan({ network, data, training, analysis }: Experiment): ValidationPlan {
  const { validation: samples = 0 } = data;
  if (samples === 0) return { samples, every: undefined, gap: 'noSplit' };
  const work = samples * multiplyAdds(network.links);
  if (work > MOST_WORK) return { samples, every: undefined, gap: 'tooDear' };
  const { steps, batchSize } = training;
  const affordable = Math.max(FREE_WORK / work, (SHARE_OF_TRAINING * steps * batchSize) / samples);
  const count = Math.max(1, Math.min(MOST_VALIDATIONS, Math.floor(affordable)));
  return { samples, every: analysis.every * Math.ceil(steps / count / analysis.every), gap: undefined };
}
