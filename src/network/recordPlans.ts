import type { Experiment } from './types.js';

type Analysis = Experiment['analysis'];

/** Whether a step has a record of its continuum limit by the plan: one at every n-th analysed step. */
export const hasContinuum = ({ every, continuum }: Analysis, step: number): boolean =>
  continuum > 0 && step % (every * continuum) === 0;

/**
 * Whether a step has statistics by the plan: step 0, and then the first analysed step that is so many steps later than the
 * last one. Steps that are analysed by hand between them do not change that, so that runs of other seeds have the same.
 */
export const hasStatistics = ({ every, statistics }: Analysis, step: number): boolean =>
  statistics > 0 && step % (every * Math.ceil(statistics / every)) === 0;
