import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PageRuns } from '../../../src/host/pageRuns.js';
import type { Experiment } from '../../../src/network/types.js';
import type { PageRunRequest } from '../../../src/protocol/pageRun.js';
import type { WorkerEvent } from '../../../src/protocol/worker.js';
import { createFakeWorkers } from './fakeWorker.js';
import { sampleExperiment } from './samples.js';

const LIMIT_MS = 5000;
const sample = sampleExperiment();
const onWebgl: Experiment = { ...sample, training: { ...sample.training, backend: 'webgl' } };
const STARTED = { type: 'started', runId: 1, backend: 'webgl', path: 'kernels' } as const;
const PROGRESS = {
  type: 'progress',
  runId: 1,
  status: 'running',
  step: 1240,
  trainingLoss: 1,
  stepsPerSecond: 9,
} as const;

function setUp({ page = true, loaded = true } = {}) {
  const threads = createFakeWorkers();
  const runs = new PageRuns(threads.start, LIMIT_MS);
  const posted: PageRunRequest[] = [];
  const events: WorkerEvent[] = [];
  if (page) runs.pageOpened((request) => posted.push(request));
  if (page && loaded) runs.pageLoaded();
  const start = (experiment = onWebgl) =>
    runs.start({ runId: 1, experiment, onEvent: (event) => events.push(event) });
  const asked = (): string[] =>
    posted.map((request) => (request.type === 'controlRun' ? request.action : request.type));
  return { runs, posted, events, start, asked, workers: threads.workers };
}

const resultOf = (events: readonly WorkerEvent[]) => {
  const last = events.at(-1);
  if (last?.type !== 'ended') throw new Error(`it has not ended: ${last?.type ?? 'no event'}`);
  return last.result;
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a run on webgl takes place in the page', () => {
  test('which is asked to start, controlled, and believed', async () => {
    const { runs, posted, events, start, asked } = setUp();
    const client = start();
    expect(posted).toEqual([{ type: 'startRun', runId: 1, experiment: onWebgl }]);
    runs.receive(STARTED);
    client.pause();
    client.step();
    client.resume();
    client.askForStatistics();
    client.askForContinuum();
    client.stop();
    expect(asked()).toEqual(['startRun', 'pause', 'step', 'resume', 'statistics', 'continuum', 'stop']);
    const ended = {
      type: 'ended',
      runId: 1,
      result: {
        reason: 'stopped',
        steps: 3,
        finalLoss: 1,
        finalValidationLoss: undefined,
        backend: 'webgl',
        seed: 7,
      },
    } as const;
    runs.receive({ ...STARTED, runId: 9 });
    runs.receive(ended);
    runs.receive(PROGRESS);
    expect(events).toEqual([STARTED, ended]);
    expect(await client.ended).toEqual(ended.result);
  });

  test('which may still be loading', () => {
    const { runs, start, asked } = setUp({ loaded: false });
    const client = start();
    client.pause();
    expect(asked()).toEqual([]);
    runs.pageLoaded();
    expect(asked()).toEqual(['startRun', 'pause']);
  });

  test('and not those on other backends', () => {
    const { start, asked, workers } = setUp();
    start(sample);
    expect(asked()).toEqual([]);
    expect(workers).toHaveLength(1);
  });

  test('and is ended at once when another takes its place', () => {
    const { runs, events, start, asked } = setUp();
    const client = start();
    runs.receive(STARTED);
    client.dispose();
    client.dispose();
    expect(asked()).toEqual(['startRun', 'endRun']);
    expect(resultOf(events)).toMatchObject({ reason: 'stopped', backend: 'webgl' });
  });

  test('and is over when it is stopped before it has started', () => {
    const { events, start, asked, workers } = setUp();
    start().stop();
    expect(asked()).toEqual(['startRun', 'endRun']);
    expect(resultOf(events)).toMatchObject({ reason: 'stopped', steps: 0 });
    vi.advanceTimersByTime(LIMIT_MS);
    expect(workers).toEqual([]);
  });
});

describe('a run that does not start in the page runs on wasm, with a notice that says why:', () => {
  const FAILURES: readonly (readonly [why: string, fail: (setup: ReturnType<typeof setUp>) => void])[] = [
    [
      'no WebGL 2',
      ({ runs }) => {
        runs.receive({ type: 'refused', runId: 1, reason: 'no WebGL 2' });
      },
    ],
    [
      'crashed',
      ({ runs }) => {
        runs.receive({ type: 'lost', runId: 1, message: 'It crashed.' });
      },
    ],
    ['within 5 s', () => vi.advanceTimersByTime(LIMIT_MS)],
    [
      'was closed',
      ({ runs }) => {
        runs.pageClosed();
      },
    ],
  ];

  test.each(FAILURES)('%s', (why, fail) => {
    const setup = setUp();
    const client = setup.start();
    client.pause();
    fail(setup);
    const [worker, ...more] = setup.workers;
    expect(more).toEqual([]);
    expect(worker?.experiment).toEqual({ ...sample, training: { ...sample.training, backend: 'wasm' } });
    expect(worker?.requests).toEqual(['pause']);
    worker?.tell({ type: 'started', backend: 'wasm', path: 'fused', notice: 'And slow.' });
    expect(setup.events).toHaveLength(1);
    expect(setup.events[0]).toHaveProperty('notice', expect.stringContaining(why));
    expect(setup.events[0]).toHaveProperty('notice', expect.stringContaining('And slow.'));
    client.resume();
    client.dispose();
    expect(worker?.requests).toEqual(['pause', 'resume', 'dispose']);
    vi.advanceTimersByTime(LIMIT_MS);
    expect(setup.workers).toHaveLength(1);
  });

  test('there is no panel', () => {
    const { events, start, workers } = setUp({ page: false });
    start();
    workers[0]?.tell({ type: 'started', backend: 'wasm', path: 'fused' });
    expect(events[0]).toHaveProperty('notice', expect.stringContaining('panel'));
  });

  test('but a page that loads anew meanwhile is asked again', () => {
    const { runs, start, asked, workers } = setUp();
    start();
    runs.pageLoaded();
    expect(asked()).toEqual(['startRun', 'startRun']);
    expect(workers).toEqual([]);
  });
});

describe('a run that the page loses says so, with what to do:', () => {
  test('its panel was closed', () => {
    const { runs, events, start, workers } = setUp();
    start();
    runs.receive(STARTED);
    runs.receive(PROGRESS);
    runs.pageClosed();
    const result = resultOf(events);
    expect(result).toMatchObject({ reason: 'interrupted', steps: 1240, backend: 'webgl', seed: 7 });
    expect(result.message).toMatch(/closed at step 1.240.*Restart/);
    expect(workers).toEqual([]);
  });

  test('its panel was closed while data and parameters were drawn', () => {
    const { runs, events, start } = setUp();
    start();
    runs.receive({ type: 'preparing', runId: 1 });
    vi.advanceTimersByTime(LIMIT_MS);
    expect(events).toHaveLength(1);
    runs.pageClosed();
    expect(resultOf(events)).toMatchObject({ reason: 'interrupted', steps: 0 });
  });

  test('its page was loaded anew', () => {
    const { runs, events, start } = setUp();
    start();
    runs.receive(STARTED);
    runs.pageLoaded();
    expect(resultOf(events)).toMatchObject({ reason: 'interrupted' });
    expect(resultOf(events).message).toContain('loaded anew');
  });

  test('its worker or its graphics processor is gone', () => {
    const { runs, events, start } = setUp();
    start();
    runs.receive(STARTED);
    runs.receive(PROGRESS);
    runs.receive({ type: 'lost', runId: 1, message: 'Context lost. Restart.' });
    expect(resultOf(events)).toMatchObject({ reason: 'failed', steps: 1240 });
    expect(resultOf(events).message).toContain('Context lost. Restart.');
  });
});
