import { describe, expect, test } from 'vitest';
import { isLastReport, readRunReport, type RunReport } from '../../../src/protocol/runReport.js';
import { continuumRecord } from '../run/continuumRecords.js';
import { readPanelMessage } from '../../../src/protocol/panel.js';

const RESULT = {
  reason: 'diverged',
  steps: 12,
  finalLoss: undefined,
  finalValidationLoss: undefined,
  backend: 'webgl',
  seed: 7,
  message: 'Lower it.',
} as const;

const REPORTS: readonly RunReport[] = [
  { type: 'preparing', runId: 3 },
  { type: 'started', runId: 3, backend: 'webgl', path: 'kernels' },
  { type: 'started', runId: 3, backend: 'webgl', path: 'kernels', notice: 'slow' },
  {
    type: 'progress',
    runId: 3,
    status: 'paused',
    step: 5,
    trainingLoss: undefined,
    stepsPerSecond: undefined,
  },
  { type: 'progress', runId: 3, status: 'running', step: 5, trainingLoss: 0.5, stepsPerSecond: 90 },
  { type: 'frames', runId: 3, packed: Float64Array.of(0, NaN, -0) },
  { type: 'validation', runId: 3, step: 10, loss: 0.25 },
  { type: 'continuum', runId: 3, record: continuumRecord(4) },
  { type: 'continuum', runId: 3, record: continuumRecord(4, 'local') },
  { type: 'ended', runId: 3, result: RESULT },
  { type: 'refused', runId: 3, reason: 'It has no WebGL 2.' },
  { type: 'lost', runId: 3, message: 'It crashed.' },
];

test.each(REPORTS)('a report is read as it was written: $type', (report) => {
  expect(readRunReport({ ...report, more: 'than asked' })).toEqual(report);
  expect(readPanelMessage({ type: 'runReport', report })).toEqual({ type: 'runReport', report });
});

test('only the last report of a run is one', () => {
  expect(REPORTS.filter(isLastReport).map(({ type }) => type)).toEqual(['ended', 'refused', 'lost']);
});

describe('what is no report is not understood', () => {
  test.each([
    undefined,
    null,
    'started',
    [],
    { type: 'started' },
    { type: 'toString', runId: 3 },
    { type: 'started', runId: '3', backend: 'webgl', path: 'kernels' },
    { type: 'started', runId: 3, backend: 'cuda', path: 'kernels' },
    { type: 'started', runId: 3, backend: 'webgl', path: 'kernels', notice: 1 },
    { type: 'progress', runId: 3, status: 'completed', step: 5 },
    { type: 'progress', runId: 3, status: 'running', step: -1 },
    { type: 'progress', runId: 3, status: 'running', step: 1, trainingLoss: '0.5' },
    { type: 'frames', runId: 3, packed: [1, 2] },
    { type: 'frames', runId: 3, packed: new Float32Array(3) },
    { type: 'validation', runId: 3, step: 1.5, loss: 1 },
    { type: 'trajectory', runId: 3, tensors: [] },
    { type: 'statistics', runId: 3, record: { step: 1, mode: 'probe', samples: 8, boundary: {} } },
    { type: 'continuum', runId: 3, record: { step: 1, blocks: [{ start: 1 }] } },
    { type: 'continuum', runId: 3, record: { step: 1, blocks: [], boundary: 'none' } },
    { type: 'continuum', runId: 3, record: { blocks: [] } },
    { type: 'ended', runId: 3 },
    { type: 'ended', runId: 3, result: { ...RESULT, reason: 'bored' } },
    { type: 'ended', runId: 3, result: { ...RESULT, backend: 'cuda' } },
    { type: 'ended', runId: 3, result: { ...RESULT, message: 4 } },
    { type: 'refused', runId: 3 },
    { type: 'lost', runId: 3, message: {} },
  ])('%j', (message) => {
    expect(readRunReport(message)).toBeUndefined();
    expect(readPanelMessage({ type: 'runReport', report: message })).toBeUndefined();
  });
});
