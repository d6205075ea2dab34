import { expect, test } from 'vitest';
import { isWorkerRequest, readPageRunRequest, RUN_CONTROLS } from '../../../src/protocol/pageRun.js';
import { check, examples } from '../network/specTexts.js';
import { sampleExperiment } from '../host/samples.js';

/** How VS Code brings a message to a page: JSON, with typed arrays kept. */
const throughVsCode = (message: unknown): unknown => {
  const arrays: unknown[] = [];
  const text = JSON.stringify(message, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? { kept: arrays.push(value) - 1 } : value,
  );
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'kept' in value ? arrays[Number(value.kept)] : value,
  );
};

test.each(examples)('the experiment of %s comes to the page as it is', (_, text) => {
  const { experiment } = check(text);
  expect(experiment).toBeDefined();
  const request = { type: 'startRun', runId: 2, experiment };
  expect(readPageRunRequest(throughVsCode(request))).toEqual(request);
});

test('controls and the end of a run are read', () => {
  for (const action of RUN_CONTROLS) {
    expect(readPageRunRequest({ type: 'controlRun', runId: 2, action })).toEqual({
      type: 'controlRun',
      runId: 2,
      action,
    });
  }
  expect(readPageRunRequest({ type: 'endRun', runId: 2 })).toEqual({ type: 'endRun', runId: 2 });
});

test.each([
  undefined,
  { type: 'view', view: {} },
  { type: 'startRun', runId: 2 },
  { type: 'startRun', runId: 2, experiment: { seed: 1, network: {} } },
  { type: 'startRun', experiment: sampleExperiment() },
  { type: 'controlRun', runId: 2, action: 'restart' },
])('anything else is no request: %j', (message) => {
  expect(readPageRunRequest(message)).toBeUndefined();
});

test('a worker in a page is asked to start, and what a run can be asked', () => {
  const experiment = sampleExperiment();
  expect(isWorkerRequest({ type: 'start', runId: 1, experiment, wasm: {}, trajectory: false })).toBe(true);
  expect(isWorkerRequest({ type: 'start', runId: 1, experiment })).toBe(false);
  expect(isWorkerRequest({ type: 'stop', runId: 1 })).toBe(true);
  expect(isWorkerRequest({ type: 'stop' })).toBe(false);
  expect(isWorkerRequest({ type: 'endRun', runId: 1 })).toBe(false);
});
