import { multiplyAdds } from './multiplyAdds.js';
import type { Experiment } from './types.js';

/** Records of a run where its training takes so long that they do not count, and where they take little by themselves. */
const MOST_RECORDS = 50;
const CHEAP_RECORDS = 20;
/** What records may take of the time of all training steps. */
const SHARE_OF_TRAINING = 1 / 10;
/** Multiply-adds that all records of a run may take whatever training takes: about a second. */
const FREE_WORK = 3e8;
/** Matrix products of a training step: forward, back to the layer below, gradient. */
const STEP_PRODUCTS = 3;
/** Of a record: two forward passes, one backward, gradient and tangent, which has two. */
const RECORD_PRODUCTS = 6;
/** How much longer a multiply-add takes in a record, plain TypeScript in float64, than in the fused step; bench/README.md. */
const SLOWER_THAN_TRAINING = 40;

/** Which analysed steps of a run have a record of its dynamics. */
export interface DynamicsPlan {
  /** A record at every n-th analysed step, from step 0 on; 0 for none. */
  readonly every: number;
  /** Whether the spec leaves it open: then the first analysed step behind step 0 and the last one have a record, too. */
  readonly automatic: boolean;
}

type PlannedRun = Pick<Experiment, 'network' | 'training' | 'analysis'>;

/** Steps 0, every, 2·every, … of a run. */
const analysedSteps = ({ training, analysis }: PlannedRun): number =>
  Math.ceil(training.steps / analysis.every);

/**
 * How often the dynamics of a run are recorded, as the spec says or so that they stay cheap: decided from the plan alone, so that
 * the same spec gives the same records. None by itself where even one takes more than the budget and its share of the training.
 */
export function dynamicsPlan(run: PlannedRun): DynamicsPlan {
  const { network, training, analysis } = run;
  if (analysis.dynamics !== undefined) return { every: analysis.dynamics, automatic: false };
  const uses = multiplyAdds(network.links);
  const samples = analysis.mode === 'probe' ? analysis.probe : training.batchSize;
  const recordWork = RECORD_PRODUCTS * uses * samples;
  const trainingWork = STEP_PRODUCTS * uses * training.batchSize * training.steps;
  const paid = (SHARE_OF_TRAINING * trainingWork) / (recordWork * SLOWER_THAN_TRAINING);
  const free = FREE_WORK / recordWork;
  const count = Math.floor(Math.max(Math.min(MOST_RECORDS, paid), Math.min(CHEAP_RECORDS, free)));
  return { every: count === 0 ? 0 : Math.ceil(analysedSteps(run) / count), automatic: true };
}

/** Whether a step has a record of its dynamics by the plan. */
export function hasDynamics(run: PlannedRun, { every, automatic }: DynamicsPlan, step: number): boolean {
  const frame = step / run.analysis.every;
  if (every === 0 || !Number.isInteger(frame)) return false;
  return frame % every === 0 || (automatic && (frame === 1 || frame === analysedSteps(run) - 1));
}
