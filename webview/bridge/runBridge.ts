import { fail, messageOf, succeed } from '../../src/base/result.js';
import type { PageRunRequest } from '../../src/protocol/pageRun.js';
import { isLastReport, readRunReport, type RunReport } from '../../src/protocol/runReport.js';
import type { WorkerRequest } from '../../src/protocol/worker.js';

/** What a worker is started from; inside it nothing of the extension can be fetched. */
export interface WorkerAssets {
  readonly source: string;
  /** Our own kernels, compiled from src/kernels/assembly; undefined where they cannot be had. */
  readonly kernels: WebAssembly.Module | undefined;
}

/** The part of a Web Worker that is used. */
export type PageWorker = Pick<
  Worker,
  'postMessage' | 'terminate' | 'onmessage' | 'onmessageerror' | 'onerror'
>;

export interface RunBridgeOptions {
  readonly report: (report: RunReport) => void;
  readonly loadAssets: () => Promise<WorkerAssets>;
  /** @throws Error where workers are forbidden */
  readonly createWorker: (source: string) => PageWorker;
}

interface LiveRun {
  readonly runId: number;
  /** Undefined while what it is made of is loaded. */
  worker: PageWorker | undefined;
  /** What has been asked of the run before its worker was there. */
  readonly waiting: WorkerRequest[];
}

/** Runs one run at a time in a worker of this page, for the host: passes requests on to it, and back what it tells. */
export class RunBridge {
  private run: LiveRun | undefined;

  constructor(private readonly options: RunBridgeOptions) {}

  receive(request: PageRunRequest): void {
    switch (request.type) {
      case 'startRun':
        void this.start(request);
        break;
      case 'controlRun':
        this.ask({ type: request.action, runId: request.runId });
        break;
      case 'endRun':
        if (this.run?.runId === request.runId) this.end();
        break;
    }
  }

  private async start({ runId, experiment }: Extract<PageRunRequest, { type: 'startRun' }>): Promise<void> {
    this.end();
    const run: LiveRun = { runId, worker: undefined, waiting: [] };
    this.run = run;
    try {
      const { source, kernels } = await this.options.loadAssets();
      // It may have been ended, or replaced, meanwhile.
      if (this.run !== run) return;
      const worker = this.options.createWorker(source);
      run.worker = worker;
      this.listen(run, worker);
      const wasm = {
        tensorflow: fail('not used here'),
        kernels: kernels === undefined ? fail('could not be loaded') : succeed(kernels),
      };
      worker.postMessage({
        type: 'start',
        runId,
        experiment,
        wasm,
        trajectory: false,
      } satisfies WorkerRequest);
      for (const request of run.waiting) worker.postMessage(request);
    } catch (thrown) {
      this.tell(run, {
        type: 'refused',
        runId,
        reason: `Its worker could not be made: ${messageOf(thrown)}.`,
      });
    }
  }

  private ask(request: WorkerRequest): void {
    const { run } = this;
    if (run?.runId !== request.runId) return;
    if (run.worker === undefined) run.waiting.push(request);
    else run.worker.postMessage(request);
  }

  private listen(run: LiveRun, worker: PageWorker): void {
    const { runId } = run;
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      const report = readRunReport(data);
      if (report?.runId === runId) this.tell(run, report);
    };
    worker.onmessageerror = () => {
      this.tell(run, { type: 'lost', runId, message: 'A message of the worker could not be read.' });
    };
    worker.onerror = (event) => {
      // What is shown of it in the console is shown to the user instead.
      event.preventDefault();
      const reason = event.message === '' ? 'it could not be started' : event.message;
      this.tell(run, { type: 'lost', runId, message: `The training worker crashed: ${reason}.` });
    };
  }

  private tell(run: LiveRun, report: RunReport): void {
    if (this.run !== run) return;
    if (isLastReport(report)) this.end();
    this.options.report(report);
  }

  private end(): void {
    this.run?.worker?.terminate();
    this.run = undefined;
  }
}
