import { expect, test } from 'vitest';
import type { RunReport } from '../../../src/protocol/runReport.js';
import type { WorkerEvent } from '../../../src/protocol/worker.js';
import { ReportGate } from '../../../src/worker/reportGate.js';

const STARTED: WorkerEvent = { type: 'started', runId: 4, backend: 'webgl', path: 'kernels' };
const FRAMES: WorkerEvent = { type: 'frames', runId: 4, packed: Float64Array.of(0, 0) };

function createGate() {
  const sent: RunReport[] = [];
  const gate = new ReportGate((report) => sent.push(report));
  return { sent, gate };
}

test('a run is told as it is', () => {
  const { sent, gate } = createGate();
  gate.watch(() => false);
  gate.post(STARTED);
  gate.post(FRAMES);
  expect(sent).toEqual([STARTED, FRAMES]);
});

test('of a run without its backend only the refusal is told, once', () => {
  const { sent, gate } = createGate();
  gate.refuse('It has no WebGL 2.');
  gate.post(STARTED);
  gate.post(FRAMES);
  expect(sent).toEqual([{ type: 'refused', runId: 4, reason: 'It has no WebGL 2.' }]);
});

test('numbers that a lost graphics processor gave are not told', () => {
  const { sent, gate } = createGate();
  let lost = false;
  gate.watch(() => lost);
  gate.post(STARTED);
  lost = true;
  gate.post(FRAMES);
  gate.post(FRAMES);
  expect(sent.map(({ type }) => type)).toEqual(['started', 'lost']);
  expect(sent[1]).toHaveProperty('message', expect.stringContaining('context lost'));
});
