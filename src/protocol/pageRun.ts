import type { Experiment } from '../network/types.js';
import type { WorkerRequest } from './worker.js';

/** What the host asks of a page about a run in the page's worker. */
export type PageRunRequest =
  | { readonly type: 'startRun'; readonly runId: number; readonly experiment: Experiment }
  | {
      readonly type: 'controlRun';
      readonly runId: number;
      readonly action: (typeof RUN_CONTROLS)[number];
    }
  /** Ends the worker at once, without another word from it. */
  | { readonly type: 'endRun'; readonly runId: number };

export const RUN_CONTROLS = ['pause', 'resume', 'step', 'statistics', 'continuum', 'stop'] as const;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Tells an experiment from anything else by its parts; they come from the extension's own check of the spec. */
function isExperiment(value: unknown): value is Experiment {
  if (!isRecord(value) || typeof value['seed'] !== 'number') return false;
  const { network, data, training, analysis } = value;
  return isRecord(network) && Array.isArray(network['links']) && [data, training, analysis].every(isRecord);
}

/** The request if it is one, else undefined. */
export function readPageRunRequest(message: unknown): PageRunRequest | undefined {
  if (!isRecord(message)) return undefined;
  const { runId, experiment } = message;
  if (typeof runId !== 'number') return undefined;
  switch (message['type']) {
    case 'startRun':
      return isExperiment(experiment) ? { type: 'startRun', runId, experiment } : undefined;
    case 'controlRun': {
      const action = RUN_CONTROLS.find((name) => name === message['action']);
      return action === undefined ? undefined : { type: 'controlRun', runId, action };
    }
    case 'endRun':
      return { type: 'endRun', runId };
    default:
      return undefined;
  }
}

/** Whether a worker in a page is asked this, rather than anything else. */
export function isWorkerRequest(message: unknown): message is WorkerRequest {
  if (!isRecord(message) || typeof message['runId'] !== 'number') return false;
  if (message['type'] === 'start') return isRecord(message['wasm']) && isExperiment(message['experiment']);
  return RUN_CONTROLS.some((name) => name === message['type']);
}
