import type { BackendName, Experiment } from '../network/types.js';
import type { EndReason, RunResult } from '../run/result.js';
import type { DatasetLoss } from './datasetLoss.js';
import { FinalLosses } from './finalLosses.js';
import type { RecordedTraining } from './recordedTraining.js';

/** Multiply-adds that the final loss may take: some seconds. Beyond that it stays undefined. */
const FINAL_LOSS_WORK = 2e10;

const UNKNOWN = new FinalLosses(undefined, undefined);

/** The final losses that do not take too long, to be computed piece by piece. */
export function affordableLosses(
  training: Pick<RecordedTraining, 'finalLoss' | 'validationLoss'>,
): FinalLosses {
  const affordable = (loss: DatasetLoss | undefined): DatasetLoss | undefined =>
    loss !== undefined && loss.work <= FINAL_LOSS_WORK ? loss : undefined;
  return new FinalLosses(affordable(training.finalLoss()), affordable(training.validationLoss()));
}

/** The result of a run that ended before its backend had started. */
export function unopenedResult(reason: EndReason, experiment: Experiment, message?: string): RunResult {
  const unopened = { training: { steps: 0 }, experiment, backend: undefined };
  return endedResult(unopened, reason, UNKNOWN, message);
}

/**
 * The result of a run as it stands.
 * @param losses those at its end; all unknown where they were not asked for
 */
export function endedResult(
  run: {
    readonly training: Pick<RecordedTraining, 'steps'>;
    readonly experiment: Experiment;
    readonly backend: BackendName | undefined;
  },
  reason: EndReason,
  { values }: FinalLosses = UNKNOWN,
  message?: string,
): RunResult {
  return {
    reason,
    steps: run.training.steps,
    ...values,
    backend: run.backend,
    seed: run.experiment.seed,
    ...(message === undefined ? {} : { message }),
  };
}

/** That a loss or a parameter is not finite any more, where, and what helps. */
export function divergenceMessage(
  { steps }: Pick<RecordedTraining, 'steps'>,
  { training: { learningRate } }: Experiment,
): string {
  return (
    `The training diverged at step ${steps}: the loss or a parameter is no longer a finite number. Lower ` +
    `training.learningRate (now ${learningRate}), or start from smaller weights (init.gain).`
  );
}
