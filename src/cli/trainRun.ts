import type { Experiment } from '../network/types.js';
import type { NamedTensor, WorkerEvent } from '../protocol/worker.js';
import type { RunResult } from '../run/result.js';
import { RunStore } from '../run/runStore.js';
import { emptyValidationCurve, type ValidationCurve, type ValidationPoint } from '../run/validationCurve.js';
import { startRun } from '../worker/runClient.js';
import { ProgressLine } from './progressLine.js';
import { ContinuumLog } from '../run/continuumLog.js';
import { DynamicsLog } from '../run/dynamicsLog.js';
import { StatisticsLog } from '../run/statisticsLog.js';
import type { Terminal } from './terminal.js';

/** What a run needs of the installed program. */
export interface WorkerFiles {
  readonly workerFile: string;
  readonly wasmDirectory: string;
}

export interface TrainOptions {
  /** Takes the tensors of every decomposed step; left out where nobody wants them. */
  readonly trajectory?: ((tensors: readonly NamedTensor[]) => void) | undefined;
  /** Which run it is, in front of its progress. */
  readonly label?: string;
}

export interface TrainedRun {
  readonly store: RunStore;
  readonly result: RunResult;
  readonly validation: ValidationCurve;
  readonly statistics: StatisticsLog;
  readonly dynamics: DynamicsLog;
  readonly continuum: ContinuumLog;
}

/**
 * Runs the training to its end, or to an interrupt.
 * @throws Error when the trajectory cannot be written; the run has been ended then
 */
export async function trainRun(
  experiment: Experiment,
  { trajectory, label = '' }: TrainOptions,
  terminal: Terminal,
  { workerFile, wasmDirectory }: WorkerFiles,
): Promise<TrainedRun> {
  const store = RunStore.of(experiment.network.links);
  const points: ValidationPoint[] = [];
  const statistics = new StatisticsLog();
  const dynamics = new DynamicsLog();
  const continuum = new ContinuumLog();
  const progress = terminal.showsProgress ? new ProgressLine(terminal.writeError, label) : undefined;
  let problem: Error | undefined;
  const receive = (event: WorkerEvent): void => {
    switch (event.type) {
      case 'started':
        if (event.notice !== undefined) terminal.writeError(`${event.notice}\n`);
        break;
      case 'preparing':
        break;
      case 'progress':
        progress?.update(event.step, experiment.training.steps, event.trainingLoss, event.stepsPerSecond);
        break;
      case 'frames':
        store.append(event.packed);
        break;
      case 'validation':
        points.push({ step: event.step, loss: event.loss });
        break;
      case 'statistics':
        statistics.add(event.record);
        break;
      case 'dynamics':
        dynamics.add(event.record);
        break;
      case 'continuum':
        continuum.add(event.record);
        break;
      case 'trajectory':
        trajectory?.(event.tensors);
        break;
      case 'ended':
        progress?.clear();
        break;
    }
  };
  const run = startRun({
    workerFile,
    wasmDirectory,
    runId: 1,
    experiment,
    trajectory: trajectory !== undefined,
    onEvent: (event) => {
      if (problem !== undefined) return;
      try {
        receive(event);
      } catch (thrown) {
        problem = thrown instanceof Error ? thrown : new Error(String(thrown));
        run.dispose();
      }
    },
  });
  let interrupted = false;
  const ignoreInterrupts = terminal.onInterrupt(() => {
    if (interrupted) run.dispose();
    else run.stop();
    interrupted = true;
  });
  const result = await run.ended;
  ignoreInterrupts();
  if (problem !== undefined) throw problem;
  const validation = { ...emptyValidationCurve(experiment), points };
  return { store, result, validation, statistics, dynamics, continuum };
}
