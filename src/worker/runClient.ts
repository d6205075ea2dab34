import { Worker } from 'node:worker_threads';
import { messageOf } from '../base/result.js';
import type { BackendName, Experiment } from '../network/types.js';
import type { WorkerEvent, WorkerRequest } from '../protocol/worker.js';
import type { EndReason, RunResult } from '../run/result.js';
import { loadWasmModules } from './wasmFiles.js';

/** A busy machine may take seconds to start a worker; after this long it is taken for dead. */
const START_LIMIT_MS = 60_000;

export interface RunClientOptions {
  /** The built worker, dist/worker.js. */
  readonly workerFile: string;
  /** Folder of the `.wasm` files: TF.js's and our own. */
  readonly wasmDirectory: string;
  readonly runId: number;
  readonly experiment: Experiment;
  /** Whether to send the tensors of every analysed step too; not unless told. */
  readonly trajectory?: boolean;
  /** Called in order with every event of the run, `ended` last and exactly once. */
  readonly onEvent: (event: WorkerEvent) => void;
  /** Time until the worker must have started its backend, in milliseconds; a minute unless told. */
  readonly startLimitMs?: number;
}

/** The controls of a run in a worker of its own. None of them throws; after the end they do nothing. */
export interface RunClient {
  pause(): void;
  resume(): void;
  /** One training step while paused; always analysed. */
  step(): void;
  /** Statistics of the next step; of a paused run, when it takes one. */
  askForStatistics(): void;
  /** A record of the continuum with all details, of the next step that it takes. */
  askForContinuum(): void;
  stop(): void;
  /** Ends the worker at once; the run ends as stopped. */
  dispose(): void;
  /** Settles with the result of the `ended` event; never rejects. */
  readonly ended: Promise<RunResult>;
}

/**
 * Starts a worker thread and a run in it. A worker that crashes, exits or does not start in time ends its run as
 * failed, with a message.
 */
export function startRun(options: RunClientOptions): RunClient {
  const { runId, experiment, wasmDirectory, onEvent, startLimitMs = START_LIMIT_MS } = options;
  let live = true;
  let started = false;
  let steps = 0;
  let backend: BackendName | undefined;
  let settle: (result: RunResult) => void;
  const ended = new Promise<RunResult>((resolve) => {
    settle = resolve;
  });

  // What TF.js prints in the worker is not for whoever reads this process's output.
  const worker = new Worker(options.workerFile, { name: 'BBD training', stdout: true, stderr: true });

  const end = (event: Extract<WorkerEvent, { type: 'ended' }>): void => {
    live = false;
    clearTimeout(startLimit);
    void worker.terminate();
    onEvent(event);
    settle(event.result);
  };
  /** Ends the run for the worker, which no longer can. */
  const endInstead = (reason: EndReason, message?: string): void => {
    if (!live) return;
    const unknown = { finalLoss: undefined, finalValidationLoss: undefined };
    const result = { reason, steps, ...unknown, backend, seed: experiment.seed };
    end({ type: 'ended', runId, result: message === undefined ? result : { ...result, message } });
  };
  const startLimit = setTimeout(() => {
    endInstead(
      'failed',
      `The training worker did not start within ${startLimitMs / 1000} s. Run again when the machine is less busy.`,
    );
  }, startLimitMs);

  worker.on('message', (event: WorkerEvent) => {
    if (!live) return;
    if (event.type === 'ended') {
      end(event);
      return;
    }
    if (event.type === 'preparing') {
      clearTimeout(startLimit);
    } else if (event.type === 'started') {
      clearTimeout(startLimit);
      started = true;
      backend = event.backend;
    } else if (event.type === 'progress') {
      steps = event.step;
    }
    onEvent(event);
  });
  worker.on('error', (error) => {
    const advice = 'If it ran out of memory, use smaller layers, batches or data.';
    endInstead('failed', `The training worker crashed after step ${steps}: ${messageOf(error)}. ${advice}`);
  });
  worker.on('messageerror', (error) => {
    endInstead('failed', `A message of the training worker could not be read: ${messageOf(error)}.`);
  });
  worker.on('exit', (code) => {
    endInstead('failed', `The training worker ended by itself with code ${code}. Run again.`);
  });

  const post = (request: WorkerRequest): void => {
    if (live) worker.postMessage(request);
  };
  // While the thread starts, what it will need is loaded; requests keep their order.
  const opened = loadWasmModules(wasmDirectory).then((wasm) => {
    post({ type: 'start', runId, experiment, wasm, trajectory: options.trajectory ?? false });
  });
  const request = (type: 'pause' | 'resume' | 'step' | 'statistics' | 'continuum' | 'stop'): void => {
    void opened.then(() => {
      post({ type, runId });
    });
  };

  return {
    pause: () => {
      request('pause');
    },
    resume: () => {
      request('resume');
    },
    step: () => {
      request('step');
    },
    askForStatistics: () => {
      request('statistics');
    },
    askForContinuum: () => {
      request('continuum');
    },
    stop: () => {
      // A worker that draws its data and first parameters does not listen, and has nothing to finish.
      if (started) request('stop');
      else endInstead('stopped');
    },
    dispose: () => {
      endInstead('stopped');
    },
    ended,
  };
}
