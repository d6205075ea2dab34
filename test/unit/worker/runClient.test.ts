import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkerEvent } from '../../../src/protocol/worker.js';
import type { RunResult } from '../../../src/run/result.js';
import { startRun, type RunClient, type RunClientOptions } from '../../../src/worker/runClient.js';
import { experiment, WASM_DIRECTORY } from '../engine/experiments.js';
import { buildWorker, type WorkerFolder } from './builtWorker.js';

const LONG = experiment({ training: { steps: 100_000_000, backend: 'wasm' } });

let folder: WorkerFolder;
beforeAll(async () => {
  folder = await buildWorker();
});
afterAll(() => {
  folder.remove();
});

interface Watched {
  readonly client: RunClient;
  readonly events: WorkerEvent[];
  /** Settles when an event of this type has come. */
  readonly until: (type: WorkerEvent['type']) => Promise<void>;
}

function watch(changes: Partial<RunClientOptions> = {}): Watched {
  const events: WorkerEvent[] = [];
  const waiting: { readonly type: string; readonly resolve: () => void }[] = [];
  const client = startRun({
    workerFile: folder.workerFile,
    wasmDirectory: WASM_DIRECTORY,
    runId: 1,
    experiment: LONG,
    onEvent: (event) => {
      events.push(event);
      for (const { type, resolve } of waiting) if (type === event.type) resolve();
    },
    ...changes,
  });
  const until = (type: WorkerEvent['type']): Promise<void> =>
    new Promise((resolve) => {
      waiting.push({ type, resolve });
    });
  return { client, events, until };
}

async function failureOf(workerFile: string, startLimitMs = 60_000): Promise<RunResult> {
  const { client, events } = watch({ workerFile, startLimitMs });
  const result = await client.ended;
  expect(events).toEqual([{ type: 'ended', runId: 1, result }]);
  expect(result.reason).toBe('failed');
  return result;
}

describe('a run in a worker thread', () => {
  test('trains on wasm to its end and tells the result as event and as promise', async () => {
    const plan = experiment({ training: { steps: 30, backend: 'wasm' }, analysis: { every: 10 } });
    const { client, events } = watch({ experiment: plan });
    const result = await client.ended;
    expect(result).toMatchObject({ reason: 'completed', steps: 30, backend: 'wasm', seed: 7 });
    expect(events[0]).toEqual({ type: 'preparing', runId: 1 });
    expect(events[1]).toEqual({ type: 'started', runId: 1, backend: 'wasm', path: 'fused' });
    expect(events.at(-1)).toEqual({ type: 'ended', runId: 1, result });
    expect(events.filter((event) => event.type === 'ended')).toHaveLength(1);
    expect(events.some((event) => event.type === 'frames')).toBe(true);
    expect(events.some((event) => event.type === 'trajectory')).toBe(false);
  });

  test('runs on cpu with a notice when the wasm files are not there', async () => {
    const plan = experiment({ training: { steps: 3, backend: 'wasm' } });
    const { client, events } = watch({ experiment: plan, wasmDirectory: '/no/such/folder' });
    expect(await client.ended).toMatchObject({ reason: 'completed', backend: 'cpu' });
    expect(events[1]).toMatchObject({ type: 'started', backend: 'cpu' });
    expect(events[1]).toHaveProperty('notice', expect.stringContaining('/no/such/folder'));
  });

  test('pauses, steps, resumes and stops', async () => {
    const { client, events, until } = watch();
    await until('frames');
    client.pause();
    client.step();
    client.resume();
    client.stop();
    const result = await client.ended;
    expect(result.reason).toBe('stopped');
    expect(result.finalLoss).toBeGreaterThan(0);
    const statuses = events.flatMap((event) => (event.type === 'progress' ? [event] : []));
    const pausedSteps = statuses.filter(({ status }) => status === 'paused').map(({ step }) => step);
    expect(pausedSteps).toHaveLength(2);
    expect(pausedSteps[1]! - pausedSteps[0]!).toBe(1);
    expect(statuses.at(-1)).toMatchObject({ status: 'running', step: result.steps });
  });

  test('can be stopped before it has started', async () => {
    const { client, events } = watch();
    client.stop();
    client.stop();
    expect(await client.ended).toMatchObject({ reason: 'stopped', steps: 0 });
    expect(events).toHaveLength(1);
  });

  test('is stopped at once while the worker is busy with its preparation, however long that takes', async () => {
    const code = `const { parentPort } = require('node:worker_threads');
      parentPort.once('message', () => {
        parentPort.postMessage({ type: 'preparing', runId: 1 });
        setTimeout(() => { for (;;); }, 0);
      });`;
    const { client, until } = watch({ workerFile: folder.standIn('busy', code), startLimitMs: 10_000 });
    await until('preparing');
    client.stop();
    expect(await client.ended).toMatchObject({ reason: 'stopped', steps: 0, backend: undefined });
  });

  test('ends as stopped at once when disposed, and nothing comes after', async () => {
    const { client, events, until } = watch();
    await until('frames');
    client.dispose();
    const count = events.length;
    client.dispose();
    client.stop();
    expect(await client.ended).toMatchObject({ reason: 'stopped', backend: 'wasm', finalLoss: undefined });
    expect(events).toHaveLength(count);
    expect(events.at(-1)?.type).toBe('ended');
  });
});

describe('a worker that goes wrong ends its run as failed', () => {
  test('by crashing', async () => {
    const file = folder.standIn('crash', 'throw new Error("boom")');
    expect((await failureOf(file)).message).toContain('boom');
  });

  test('by crashing while it runs, which keeps what is known', async () => {
    const code = `const { parentPort } = require('node:worker_threads');
      parentPort.once('message', () => {
        parentPort.postMessage({ type: 'started', runId: 1, backend: 'wasm', path: 'fused' });
        parentPort.postMessage({ type: 'progress', runId: 1, status: 'running', step: 12 });
        setImmediate(() => { throw new Error('boom'); });
      });`;
    const { client, events } = watch({ workerFile: folder.standIn('lateCrash', code) });
    const result = await client.ended;
    expect(result).toMatchObject({ reason: 'failed', steps: 12, backend: 'wasm', seed: 7 });
    expect(events.map((event) => event.type)).toEqual(['started', 'progress', 'ended']);
  });

  test('by ending without a word', async () => {
    const file = folder.standIn('exit', 'process.exit(3)');
    expect((await failureOf(file)).message).toContain('code 3');
  });

  test('by not answering', async () => {
    const file = folder.standIn('silent', 'setInterval(() => undefined, 1_000_000)');
    expect((await failureOf(file, 20)).message).toContain('did not start within 0.02 s');
  });

  test('by not being there', async () => {
    expect((await failureOf('/no/such/worker.js')).message).toContain('/no/such/worker.js');
  });
});
