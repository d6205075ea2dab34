import type { PageRunRequest } from '../protocol/pageRun.js';
import type { RunReport } from '../protocol/runReport.js';
import type { WorkerEvent } from '../protocol/worker.js';
import type { RunClient } from '../worker/runClient.js';
import { PageRun } from './pageRun.js';
import type { StartWorker } from './trainingRun.js';

/** A panel that is still loading takes some seconds, on a busy machine many; graphics drivers may take some more. */
const START_LIMIT_MS = 60_000;

/** Where the runs of one panel take place: those on webgl in its page, all others in threads. */
export class PageRuns {
  private page: { readonly post: (request: PageRunRequest) => void; loaded: boolean } | undefined;
  private run: PageRun | undefined;

  constructor(
    private readonly startThread: StartWorker,
    private readonly startLimitMs = START_LIMIT_MS,
  ) {}

  readonly start: StartWorker = (request) => {
    if (request.experiment.training.backend !== 'webgl') return this.startThread(request);
    const { page } = this;
    if (page === undefined) return this.startOnWasm(request, 'It needs the panel, which is closed.');
    const run = new PageRun({
      ...request,
      post: page.post,
      fallBack: (reason) => this.startOnWasm(request, reason),
      startLimitMs: this.startLimitMs,
    });
    this.run = run;
    if (page.loaded) run.pageLoaded();
    return run;
  };

  /** There is a page, which will load. */
  pageOpened(post: (request: PageRunRequest) => void): void {
    this.pageClosed();
    this.page = { post, loaded: false };
  }

  /** The page is ready for requests, for the first time or anew. */
  pageLoaded(): void {
    if (this.page === undefined) return;
    this.page.loaded = true;
    this.run?.pageLoaded();
  }

  pageClosed(): void {
    this.page = undefined;
    this.run?.pageClosed();
    this.run = undefined;
  }

  receive(report: RunReport): void {
    this.run?.receive(report);
  }

  private startOnWasm({ runId, experiment, onEvent }: Parameters<StartWorker>[0], reason: string): RunClient {
    const notice = `The backend webgl is not to be had, so training runs on wasm. ${reason}`;
    const tell = (event: WorkerEvent): void => {
      if (event.type !== 'started') onEvent(event);
      else onEvent({ ...event, notice: event.notice === undefined ? notice : `${notice} ${event.notice}` });
    };
    const training = { ...experiment.training, backend: 'wasm' } as const;
    return this.startThread({ runId, experiment: { ...experiment, training }, onEvent: tell });
  }
}
