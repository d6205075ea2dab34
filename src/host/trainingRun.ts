import { assertNever } from '../base/result.js';
import type { Experiment } from '../network/types.js';
import type { WorkerEvent } from '../protocol/worker.js';
import { ContinuumLog } from '../run/continuumLog.js';
import { DynamicsLog } from '../run/dynamicsLog.js';
import { formatCount } from '../run/format.js';
import { isLive } from '../run/result.js';
import { RunStore } from '../run/runStore.js';
import { StatisticsLog } from '../run/statisticsLog.js';
import type { RunClient } from '../worker/runClient.js';
import { EnsembleRuns } from './ensembleRuns.js';
import type { RunFacts } from './runFacts.js';
import { NO_MARKS, type RunMarks, type RunOrigin } from './runOrigin.js';
import type { SavedRun } from './savedRun.js';

/** Starts a worker for a run; the extension binds it to its worker file, tests to a stand-in. */
export type StartWorker = (request: {
  readonly runId: number;
  readonly experiment: Experiment;
  readonly onEvent: (event: WorkerEvent) => void;
}) => RunClient;

/** What is known of a run before it starts. */
export interface NewRun {
  readonly facts: RunFacts;
  readonly origin: RunOrigin;
  readonly marks?: RunMarks;
}

/** One run: its facts and frames as the worker's events tell them, and the controls of its worker. */
export class TrainingRun {
  private client: RunClient | undefined;
  private lastTrainingLoss: number | undefined;
  private replaced = false;
  private others: EnsembleRuns | undefined;

  private constructor(
    private current: RunFacts,
    readonly origin: RunOrigin,
    /** What a person says of it. */
    public marks: RunMarks,
    readonly store: RunStore,
    readonly dynamics: DynamicsLog,
    readonly continuum: ContinuumLog,
    readonly statistics: StatisticsLog,
    private readonly onChange: () => void,
  ) {}

  /**
   * Starts a run in a worker of its own.
   * @param onChange called after every change of facts, frames or training loss
   */
  static start(
    startWorker: StartWorker,
    experiment: Experiment,
    { facts, origin, marks = NO_MARKS }: NewRun,
    onChange: () => void,
  ): TrainingRun {
    const store = RunStore.of(experiment.network.links);
    const run = new TrainingRun(
      facts,
      origin,
      marks,
      store,
      new DynamicsLog(),
      new ContinuumLog(),
      new StatisticsLog(),
      onChange,
    );
    if (experiment.analysis.seeds > 1) {
      run.others = new EnsembleRuns(startWorker, facts.number, experiment, onChange);
    }
    run.client = startWorker({
      runId: facts.number,
      experiment,
      onEvent: (event) => {
        run.receive(event);
      },
    });
    return run;
  }

  /** A run whose worker is gone. */
  static restore({ facts, origin, marks, store, dynamics, continuum, statistics }: SavedRun): TrainingRun {
    return new TrainingRun(facts, origin, marks, store, dynamics, continuum, statistics, () => undefined);
  }

  get facts(): RunFacts {
    return this.current;
  }

  get id(): string {
    return this.origin.id;
  }

  get name(): string {
    return this.marks.name ?? `run ${this.current.number}`;
  }

  /** It has something to be kept for: a frame, or an end of its own. */
  get counts(): boolean {
    return this.store.frameCount > 0 || !isLive(this.current.status);
  }

  get live(): boolean {
    return isLive(this.current.status) || this.others?.live === true;
  }

  /** It and the runs with other seeds; undefined where it is by itself. */
  get ensemble(): EnsembleRuns | undefined {
    return this.others;
  }

  /** Of the latest step told; undefined before the first. */
  get trainingLoss(): number | undefined {
    return this.lastTrainingLoss;
  }

  pause(): void {
    this.client?.pause();
  }

  resume(): void {
    this.client?.resume();
  }

  step(): void {
    this.client?.step();
  }

  /** Statistics of the next step that it takes. */
  askForStatistics(): void {
    this.client?.askForStatistics();
  }

  /** A record of the continuum, with all details, of the next step that it takes. */
  askForContinuum(): void {
    this.client?.askForContinuum();
  }

  stop(): void {
    this.others?.stop();
    this.client?.stop();
  }

  /** Ends it because a newer run takes its place: stopped where it is. */
  replace(): void {
    const wasLive = isLive(this.current.status);
    this.dispose();
    if (!wasLive) return;
    this.current = {
      ...this.current,
      status: 'stopped',
      stepsPerSecond: undefined,
      endedAt: Date.now(),
      message: `A newer run took its place at step ${formatCount(this.current.step)}.`,
    };
    this.onChange();
  }

  /** Ends the worker without another word from it. */
  dispose(): void {
    this.replaced = true;
    this.client?.dispose();
    this.client = undefined;
    this.others?.dispose();
  }

  private receive(event: WorkerEvent): void {
    if (this.replaced) return;
    switch (event.type) {
      case 'started':
        this.current = {
          ...this.current,
          status: 'running',
          backend: event.backend,
          path: event.path,
          notice: event.notice,
        };
        break;
      case 'progress': {
        const { status, step, stepsPerSecond, trainingLoss } = event;
        this.current = { ...this.current, status, step, stepsPerSecond };
        this.lastTrainingLoss = trainingLoss;
        break;
      }
      case 'frames':
        this.store.append(event.packed);
        break;
      case 'validation': {
        const { validation } = this.current;
        const point = { step: event.step, loss: event.loss };
        this.current = {
          ...this.current,
          validation: { ...validation, points: [...validation.points, point] },
        };
        break;
      }
      case 'statistics':
        this.statistics.add(event.record);
        break;
      case 'dynamics':
        this.dynamics.add(event.record);
        break;
      case 'continuum':
        this.continuum.add(event.record);
        break;
      case 'preparing':
      case 'trajectory':
        return;
      case 'ended': {
        const { reason, steps, finalLoss, backend, message } = event.result;
        this.current = {
          ...this.current,
          status: reason,
          step: steps,
          stepsPerSecond: undefined,
          finalLoss,
          endedAt: Date.now(),
          backend: backend ?? this.current.backend,
          message,
        };
        this.client = undefined;
        this.others?.add(event.result, this);
        break;
      }
      default:
        assertNever(event);
    }
    this.onChange();
  }
}
