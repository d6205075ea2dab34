import type { StartedBackend } from '../engine/backend.js';
import { memoryProblem } from '../network/memoryEstimate.js';
import type { BackendName, Experiment } from '../network/types.js';
import type { WorkerRequest } from '../protocol/worker.js';
import type { EndReason, RunResult } from '../run/result.js';
import { failureText } from './failureText.js';
import type { FinalLosses } from './finalLosses.js';
import { Outbox } from './outbox.js';
import { RecordedTraining } from './recordedTraining.js';
import type { createRecorders } from './recorders.js';
import { affordableLosses, divergenceMessage, endedResult, unopenedResult } from './runEnding.js';
import type { SessionHost } from './sessionHost.js';
import { Validations } from './validations.js';

/** Training goes on for so long before messages are looked at; they are then acted on before the next step. */
const SLICE_MS = 20;
/** A run that the user has stopped ends after so long, whether its final losses are known or not. */
const STOP_MS = 60;

/** Records of the next step that may be asked for. */
type AskedRecord = 'statistics' | 'continuum';

type StartRequest = Extract<WorkerRequest, { type: 'start' }>;

/** A run whose backend has started. */
interface OpenRun {
  readonly runId: number;
  readonly experiment: Experiment;
  readonly backend: BackendName;
  readonly training: RecordedTraining;
  readonly outbox: Outbox;
  readonly validations: Validations;
}

type State =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'starting';
      readonly request: StartRequest;
      readonly paused: boolean;
      /** Records of the first step that were asked for. */
      readonly asked: readonly AskedRecord[];
    }
  | { readonly kind: 'running'; readonly run: OpenRun }
  | { readonly kind: 'paused'; readonly run: OpenRun }
  /** All steps are taken; only validations and the final losses are missing. */
  | { readonly kind: 'finishing'; readonly run: OpenRun; readonly losses: FinalLosses }
  | { readonly kind: 'ended' };

/**
 * One run in its worker, as a state machine: idle → starting → running ⇄ paused → finishing → ended. A session runs
 * once. Requests that make no sense in the present state, or belong to another run, are ignored; whatever is thrown
 * inside ends the run as failed.
 */
export class Session {
  private state: State = { kind: 'idle' };
  private sliceScheduled = false;

  constructor(private readonly host: SessionHost) {}

  handle(request: WorkerRequest): void {
    if (request.type === 'start') {
      if (this.state.kind === 'idle') void this.start(request);
      return;
    }
    if (request.runId !== this.runId) return;
    this.guarded(() => {
      switch (request.type) {
        case 'pause':
          this.pause();
          break;
        case 'resume':
          this.resume();
          break;
        case 'step':
          if (this.state.kind === 'paused') this.stepOnce(this.state.run);
          break;
        case 'statistics':
        case 'continuum':
          this.askFor(request.type);
          break;
        case 'stop':
          this.stop();
          break;
      }
    });
  }

  private get runId(): number | undefined {
    switch (this.state.kind) {
      case 'idle':
      case 'ended':
        return undefined;
      case 'starting':
        return this.state.request.runId;
      default:
        return this.state.run.runId;
    }
  }

  private async start(request: StartRequest): Promise<void> {
    const { experiment } = request;
    this.state = { kind: 'starting', request, paused: false, asked: [] };
    try {
      const [started, { createRecorders }] = await Promise.all([
        this.host.startBackend(experiment, request.wasm),
        this.host.loadRecorders(),
      ]);
      this.open(request, started, createRecorders);
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  private open(
    request: StartRequest,
    { backend, notice }: StartedBackend,
    recordersOf: typeof createRecorders,
  ): void {
    const { experiment, runId, trajectory } = request;
    // It may have been stopped while the backend started.
    if (this.state.kind !== 'starting') return;
    const { memory = Infinity } = this.host;
    const problem = memoryProblem(experiment, memory);
    if (problem !== undefined) throw new RangeError(problem);
    this.host.post({ type: 'preparing', runId });
    const training = new RecordedTraining(experiment, recordersOf, trajectory);
    const outbox = new Outbox(runId, experiment.network.links.length, this.host.post, this.host.now);
    const validations = new Validations((step, loss) => {
      this.host.post({ type: 'validation', runId, step, loss });
    });
    const run = { runId, experiment, backend, training, outbox, validations };
    for (const kind of this.state.asked) ask(training, kind);
    const { path } = training;
    this.host.post({ type: 'started', runId, backend, path, ...(notice === undefined ? {} : { notice }) });
    const kind = this.state.paused ? 'paused' : 'running';
    this.state = { kind, run };
    outbox.postAll(kind, 0);
    if (kind === 'running') this.scheduleSlice();
  }

  private pause(): void {
    if (this.state.kind === 'starting') this.state = { ...this.state, paused: true };
    if (this.state.kind !== 'running') return;
    const { run } = this.state;
    this.state = { kind: 'paused', run };
    run.outbox.postAll('paused', run.training.steps);
    if (run.validations.pending) this.scheduleSlice();
  }

  private resume(): void {
    if (this.state.kind === 'starting') this.state = { ...this.state, paused: false };
    if (this.state.kind !== 'paused') return;
    const { run } = this.state;
    this.state = { kind: 'running', run };
    run.outbox.postAll('running', run.training.steps);
    this.scheduleSlice();
  }

  private stepOnce(run: OpenRun): void {
    if (!this.takeStep(run, true)) return;
    if (run.training.complete) this.finish(run);
    else run.outbox.postAll('paused', run.training.steps);
    if (run.validations.pending) this.scheduleSlice();
  }

  private askFor(kind: AskedRecord): void {
    const { state } = this;
    if (state.kind === 'starting') this.state = { ...state, asked: [...state.asked, kind] };
    if (state.kind === 'running' || state.kind === 'paused') ask(state.run.training, kind);
  }

  private stop(): void {
    const { state } = this;
    if (state.kind === 'starting') {
      const { runId, experiment } = state.request;
      this.end(runId, unopenedResult('stopped', experiment));
    } else if (state.kind === 'running' || state.kind === 'paused') {
      const { run } = state;
      const deadline = this.host.now() + STOP_MS;
      while (run.validations.pending && this.host.now() < deadline) run.validations.advance();
      const losses = affordableLosses(run.training);
      while (!losses.done && this.host.now() < deadline) losses.advance();
      this.endRun(run, 'stopped', losses);
    } else if (state.kind === 'finishing') {
      this.endRun(state.run, 'completed', state.losses);
    }
  }

  /** All steps are taken. */
  private finish(run: OpenRun): void {
    run.outbox.postAll('running', run.training.steps);
    this.state = { kind: 'finishing', run, losses: affordableLosses(run.training) };
    this.scheduleSlice();
  }

  private scheduleSlice(): void {
    if (this.sliceScheduled) return;
    this.sliceScheduled = true;
    this.host.defer(() => {
      this.sliceScheduled = false;
      this.guarded(() => {
        this.work();
      });
    });
  }

  private work(): void {
    switch (this.state.kind) {
      case 'running':
        this.train(this.state.run);
        break;
      case 'paused':
        this.validate(this.state.run);
        break;
      case 'finishing':
        this.evaluate(this.state.run, this.state.losses);
        break;
      default:
    }
  }

  /** A piece of the validation of a run that takes no steps meanwhile. */
  private validate({ validations }: OpenRun): void {
    validations.advance();
    if (validations.pending) this.scheduleSlice();
  }

  private train(run: OpenRun): void {
    const deadline = this.host.now() + SLICE_MS;
    while (!run.training.complete) {
      if (run.validations.pending) run.validations.advance();
      else if (!this.takeStep(run, false)) return;
      run.outbox.postDue(run.training.steps);
      if (this.host.now() >= deadline) break;
    }
    if (run.training.complete) this.finish(run);
    else this.scheduleSlice();
  }

  private evaluate(run: OpenRun, losses: FinalLosses): void {
    if (run.validations.pending) run.validations.advance();
    else if (!losses.done) losses.advance();
    if (losses.done && !run.validations.pending) this.endRun(run, 'completed', losses);
    else this.scheduleSlice();
  }

  /** Takes a step and tells of it; false when the run has ended by it. */
  private takeStep(run: OpenRun, always: boolean): boolean {
    const { training, outbox, validations } = run;
    let told = 0;
    // What is recorded beside a frame may take long: the frame does not wait for it.
    const outcome = training.takeStep(always, (trainingLoss, frame) => {
      told++;
      outbox.add(trainingLoss, frame);
      outbox.postFrames();
    });
    if (outcome === undefined) {
      this.endRun(run, 'diverged', undefined, divergenceMessage(run.training, run.experiment));
      return false;
    }
    if (told === 0) outbox.add(outcome.trainingLoss, outcome.frame);
    if (outcome.validation !== undefined) {
      validations.add({ step: training.steps - 1, loss: outcome.validation });
    }
    outbox.postRecords(outcome);
    return true;
  }

  /** Does something of which every failure ends the run. */
  private guarded(act: () => void): void {
    try {
      act();
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  private fail(thrown: unknown): void {
    const { state } = this;
    if (state.kind === 'idle' || state.kind === 'ended') return;
    const { experiment } = state.kind === 'starting' ? state.request : state.run;
    const message = failureText(thrown, experiment);
    if (state.kind === 'starting') {
      const { runId } = state.request;
      this.end(runId, unopenedResult('failed', experiment, `The training could not start: ${message}`));
    } else {
      const { run } = state;
      this.endRun(run, 'failed', undefined, `The training failed at step ${run.training.steps}: ${message}`);
    }
  }

  private endRun(run: OpenRun, reason: EndReason, losses?: FinalLosses, message?: string): void {
    const { runId, training, outbox } = run;
    const loss = losses?.values.finalValidationLoss;
    outbox.postAll(this.state.kind === 'paused' ? 'paused' : 'running', training.steps);
    if (loss !== undefined) this.host.post({ type: 'validation', runId, step: training.steps, loss });
    this.end(runId, endedResult(run, reason, losses, message));
  }

  private end(runId: number, result: RunResult): void {
    this.state = { kind: 'ended' };
    this.host.post({ type: 'ended', runId, result });
  }
}

function ask(training: RecordedTraining, kind: AskedRecord): void {
  if (kind === 'statistics') training.askForStatistics();
  else training.askForContinuum();
}
