import type { StartWorker } from '../../../src/host/trainingRun.js';
import type { Experiment } from '../../../src/network/types.js';
import type { WorkerEvent } from '../../../src/protocol/worker.js';

/** A worker that does nothing but note what it is asked; the test tells its events. */
export interface FakeWorker {
  readonly experiment: Experiment;
  readonly requests: string[];
  readonly tell: (event: WithoutRunId<WorkerEvent>) => void;
}

type WithoutRunId<Event> = Event extends unknown ? Omit<Event, 'runId'> : never;

/** @returns a starter, and the workers that it started so far */
export function createFakeWorkers(): { readonly start: StartWorker; readonly workers: FakeWorker[] } {
  const workers: FakeWorker[] = [];
  const start: StartWorker = ({ runId, experiment, onEvent }) => {
    const requests: string[] = [];
    const note = (name: string) => (): void => {
      requests.push(name);
    };
    workers.push({
      experiment,
      requests,
      tell: (event) => {
        onEvent({ ...event, runId });
      },
    });
    return {
      pause: note('pause'),
      resume: note('resume'),
      step: note('step'),
      askForStatistics: note('statistics'),
      askForContinuum: note('continuum'),
      stop: note('stop'),
      dispose: note('dispose'),
      ended: new Promise(() => undefined),
    };
  };
  return { start, workers };
}
