import type { Experiment } from './types.js';

type Analysis = Experiment['analysis'];
type PlannedRun = Pick<Experiment, 'training' | 'analysis'>;

/** The last step that is analysed by the plan. */
export const lastAnalysedStep = ({ training: { steps }, analysis: { every } }: PlannedRun): number =>
  Math.floor((steps - 1) / every) * every;

/** Whether a step has a record of its continuum limit by the plan: every n-th analysed step has one, and the last. */
export function hasContinuum(run: PlannedRun, step: number): boolean {
  const { every, continuum } = run.analysis;
  return continuum > 0 && (step % (every * continuum) === 0 || step === lastAnalysedStep(run));
}

/**
 * Whether a step has statistics by the plan: step 0, and then the first analysed step that is so many steps later than the
 * last one. Steps that are analysed by hand between them do not change that, so that runs of other seeds have the same.
 */
export const hasStatistics = ({ every, statistics }: Analysis, step: number): boolean =>
  statistics > 0 && step % (every * Math.ceil(statistics / every)) === 0;
