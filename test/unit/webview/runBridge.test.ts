import { describe, expect, test, vi } from 'vitest';
import type { RunReport } from '../../../src/protocol/runReport.js';
import { RunBridge, type PageWorker, type WorkerAssets } from '../../../webview/bridge/runBridge.js';
import { sampleExperiment } from '../host/samples.js';

class FakeWorker implements PageWorker {
  readonly requests: { readonly type: string; readonly runId: number }[] = [];
  terminated = false;
  onmessage: PageWorker['onmessage'] = null;
  onmessageerror: PageWorker['onmessageerror'] = null;
  onerror: PageWorker['onerror'] = null;
  postMessage = (request: { type: string; runId: number }): void => {
    this.requests.push(request);
  };
  terminate = (): void => {
    this.terminated = true;
  };
}

const ASSETS: WorkerAssets = { source: 'the worker', kernels: undefined };
const experiment = sampleExperiment();

function setUp(load: () => Promise<WorkerAssets> = () => Promise.resolve(ASSETS)) {
  const workers: FakeWorker[] = [];
  const reports: RunReport[] = [];
  const bridge = new RunBridge({
    report: (report) => reports.push(report),
    loadAssets: load,
    createWorker: (source) => {
      expect(source).toBe('the worker');
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
  });
  const start = async (runId: number): Promise<FakeWorker> => {
    bridge.receive({ type: 'startRun', runId, experiment });
    await vi.waitFor(() => {
      expect(workers.at(-1)?.requests).toContainEqual(expect.objectContaining({ type: 'start', runId }));
    });
    return workers.at(-1)!;
  };
  return { bridge, workers, reports, start };
}

const tell = (worker: FakeWorker, data: unknown): void => {
  Reflect.apply(worker.onmessage!, worker, [{ data }]);
};

const STARTED = { type: 'started', runId: 1, backend: 'webgl', path: 'kernels' } as const;

describe('the page runs what it is asked to in a worker', () => {
  test('with what the page has loaded, and passes on what is asked in order', async () => {
    const { bridge, start } = setUp();
    bridge.receive({ type: 'startRun', runId: 1, experiment });
    bridge.receive({ type: 'controlRun', runId: 1, action: 'pause' });
    bridge.receive({ type: 'controlRun', runId: 8, action: 'stop' });
    const worker = await start(2);
    expect(worker.requests[0]).toMatchObject({ type: 'start', experiment, trajectory: false });
    bridge.receive({ type: 'controlRun', runId: 2, action: 'resume' });
    expect(worker.requests.map(({ type }) => type)).toEqual(['start', 'resume']);
  });

  test('keeps what is asked before its worker is there', async () => {
    const { bridge, workers } = setUp();
    bridge.receive({ type: 'startRun', runId: 1, experiment });
    bridge.receive({ type: 'controlRun', runId: 1, action: 'pause' });
    await vi.waitFor(() => {
      expect(workers[0]?.requests.map(({ type }) => type)).toEqual(['start', 'pause']);
    });
  });

  test('tells only reports of this run, and ends the worker after the last', async () => {
    const { reports, start } = setUp();
    const worker = await start(1);
    tell(worker, STARTED);
    tell(worker, { type: 'hello' });
    tell(worker, { ...STARTED, runId: 2 });
    expect(reports).toEqual([STARTED]);
    tell(worker, { type: 'refused', runId: 1, reason: 'none' });
    expect(worker.terminated).toBe(true);
    tell(worker, STARTED);
    expect(reports).toHaveLength(2);
  });

  test('a newer run ends the one before, which is heard no more', async () => {
    const { reports, start } = setUp();
    const first = await start(1);
    await start(2);
    expect(first.terminated).toBe(true);
    tell(first, STARTED);
    expect(reports).toEqual([]);
  });

  test('a run that is ended while its worker loads never starts', async () => {
    let loaded: (assets: WorkerAssets) => void = () => undefined;
    const { bridge, workers } = setUp(() => new Promise((resolve) => (loaded = resolve)));
    bridge.receive({ type: 'startRun', runId: 1, experiment });
    bridge.receive({ type: 'endRun', runId: 1 });
    loaded(ASSETS);
    await Promise.resolve();
    await Promise.resolve();
    expect(workers).toEqual([]);
  });
});

describe('a worker that goes wrong is told', () => {
  test('when it cannot be made', async () => {
    const { bridge, reports } = setUp(() => Promise.reject(new Error('404')));
    bridge.receive({ type: 'startRun', runId: 1, experiment });
    await vi.waitFor(() => {
      expect(reports).toEqual([{ type: 'refused', runId: 1, reason: 'Its worker could not be made: 404.' }]);
    });
  });

  test('when it crashes, with its words', async () => {
    const { reports, start } = setUp();
    const worker = await start(1);
    const preventDefault = vi.fn();
    Reflect.apply(worker.onerror!, worker, [{ message: 'boom', preventDefault }]);
    expect(reports).toEqual([{ type: 'lost', runId: 1, message: 'The training worker crashed: boom.' }]);
    expect(worker.terminated).toBe(true);
    expect(preventDefault).toHaveBeenCalled();
  });

  test('when a message of it cannot be read', async () => {
    const { reports, start } = setUp();
    const worker = await start(1);
    Reflect.apply(worker.onmessageerror!, worker, [{}]);
    expect(reports.map(({ type }) => type)).toEqual(['lost']);
  });
});
