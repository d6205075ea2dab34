import { formatCount } from '../run/format.js';
import type { BackendName, Experiment } from '../network/types.js';
import type { PageRunRequest } from '../protocol/pageRun.js';
import type { RunReport } from '../protocol/runReport.js';
import type { WorkerEvent } from '../protocol/worker.js';
import type { EndReason, RunResult } from '../run/result.js';
import type { RunClient } from '../worker/runClient.js';

export interface PageRunOptions {
  readonly runId: number;
  readonly experiment: Experiment;
  /** To the page; what is posted before it has loaded is lost. */
  readonly post: (request: PageRunRequest) => void;
  /** Called in order with every event of the run, `ended` last and exactly once. */
  readonly onEvent: (event: WorkerEvent) => void;
  /** Runs the same experiment without the page, because of `reason`, a sentence. */
  readonly fallBack: (reason: string) => RunClient;
  /** Time until the page must have started the run, in milliseconds. */
  readonly startLimitMs: number;
}

type Control = Extract<PageRunRequest, { type: 'controlRun' }>['action'];

/**
 * A run in the worker of a page. As long as it has not started, whatever goes wrong makes it fall back; later it ends, with
 * a message that says what to do.
 */
export class PageRun implements RunClient {
  readonly ended: Promise<RunResult>;
  private settle: (result: RunResult) => void = () => undefined;
  /** Waiting for the page, starting the backend, drawing data and parameters, taking steps. */
  private stage: 'waiting' | 'starting' | 'preparing' | 'running' | 'over' = 'waiting';
  private replacement: RunClient | undefined;
  /** Asked before the run had started. */
  private controls: Control[] = [];
  private steps = 0;
  private backend: BackendName | undefined;
  private readonly startLimit: NodeJS.Timeout;

  constructor(private readonly options: PageRunOptions) {
    this.ended = new Promise((resolve) => {
      this.settle = resolve;
    });
    const { startLimitMs } = options;
    this.startLimit = setTimeout(() => {
      this.replace(`The panel did not start it within ${startLimitMs / 1000} s.`);
    }, startLimitMs);
  }

  /** The page has loaded; a run that was in it before is gone. */
  pageLoaded(): void {
    const { runId, experiment } = this.options;
    if (this.isOpen) this.interrupt('was loaded anew');
    if (this.stage !== 'waiting' && this.stage !== 'starting') return;
    this.stage = 'starting';
    this.options.post({ type: 'startRun', runId, experiment });
    for (const action of this.controls) this.options.post({ type: 'controlRun', runId, action });
  }

  pageClosed(): void {
    if (this.isOpen) this.interrupt('was closed');
    else this.replace('The panel was closed before it had started.');
  }

  receive(report: RunReport): void {
    if (this.stage === 'over' || report.runId !== this.options.runId) return;
    switch (report.type) {
      case 'refused':
        this.replace(report.reason);
        break;
      case 'lost':
        if (this.isOpen) this.end('failed', `${report.message} It came to step ${this.stepText}.`);
        else this.replace(report.message);
        break;
      case 'ended':
        this.finish(report);
        break;
      default:
        if (report.type === 'preparing') this.open('preparing');
        else if (report.type === 'started') {
          this.open('running');
          this.backend = report.backend;
        } else if (report.type === 'progress') this.steps = report.step;
        this.options.onEvent(report);
    }
  }

  pause(): void {
    this.control('pause');
  }

  resume(): void {
    this.control('resume');
  }

  step(): void {
    this.control('step');
  }

  askForStatistics(): void {
    this.control('statistics');
  }

  askForContinuum(): void {
    this.control('continuum');
  }

  stop(): void {
    // Before its first step there is nothing to finish, and a worker that prepares does not listen.
    if (this.stage === 'running' || this.replacement !== undefined) this.control('stop');
    else this.dispose();
  }

  dispose(): void {
    if (this.replacement !== undefined) this.replacement.dispose();
    else if (this.stage !== 'over') {
      this.options.post({ type: 'endRun', runId: this.options.runId });
      this.end('stopped');
    }
  }

  /** Its backend has started: it is there, and nothing else will take its place. */
  private get isOpen(): boolean {
    return this.stage === 'preparing' || this.stage === 'running';
  }

  private get stepText(): string {
    return formatCount(this.steps);
  }

  private control(action: Control): void {
    if (this.replacement !== undefined) pass(action, this.replacement);
    else if (this.stage === 'waiting') this.controls.push(action);
    else if (this.stage !== 'over') {
      if (this.stage === 'starting') this.controls.push(action);
      this.options.post({ type: 'controlRun', runId: this.options.runId, action });
    }
  }

  private open(stage: 'preparing' | 'running'): void {
    clearTimeout(this.startLimit);
    this.stage = stage;
  }

  private replace(reason: string): void {
    if (this.stage === 'over') return;
    clearTimeout(this.startLimit);
    this.stage = 'over';
    this.options.post({ type: 'endRun', runId: this.options.runId });
    const replacement = this.options.fallBack(reason);
    this.replacement = replacement;
    for (const action of this.controls) pass(action, replacement);
    void replacement.ended.then(this.settle);
  }

  private interrupt(what: string): void {
    this.end(
      'interrupted',
      `Training on webgl runs in its panel, which ${what} at step ${this.stepText}; what it had recorded is shown. ` +
        'Restart to train again from the same seed.',
    );
  }

  private end(reason: EndReason, message?: string): void {
    const { runId, experiment } = this.options;
    const unknown = { finalLoss: undefined, finalValidationLoss: undefined };
    const result = { reason, steps: this.steps, ...unknown, backend: this.backend, seed: experiment.seed };
    this.finish({ type: 'ended', runId, result: message === undefined ? result : { ...result, message } });
  }

  private finish(event: Extract<WorkerEvent, { type: 'ended' }>): void {
    clearTimeout(this.startLimit);
    this.stage = 'over';
    this.options.onEvent(event);
    this.settle(event.result);
  }
}

function pass(control: Control, client: RunClient): void {
  if (control === 'statistics') client.askForStatistics();
  else if (control === 'continuum') client.askForContinuum();
  else client[control]();
}
