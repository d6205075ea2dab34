import { describe, expect, it, vi } from 'vitest';
import type { Diagnostic } from '../../../src/base/textRange.js';
import { Inspection } from '../../../src/host/inspection.js';
import { NO_MARKS } from '../../../src/host/runOrigin.js';
import type { LintedSpec } from '../../../src/symmetry/lintSpec.js';
import type { Experiment } from '../../../src/network/types.js';
import type { RunView } from '../../../src/protocol/panel.js';
import { packFrames } from '../run/frames.js';
import { unreadableSpec } from '../../../src/symmetry/unreadableSpec.js';
import { ContinuumLog } from '../../../src/run/continuumLog.js';
import { DynamicsLog } from '../../../src/run/dynamicsLog.js';
import { continuumRecord } from '../run/continuumRecords.js';
import { dynamicsRecord } from '../run/dynamicsRecords.js';
import { statisticsRecord } from '../run/statisticsRecords.js';
import { createFakeWorkers } from './fakeWorker.js';
import { denseLink } from '../network/denseLink.js';
import { SAMPLE_TEXT, sampleExperiment, sampleFacts, sampleFrame, sampleOrigin } from './samples.js';
import { StatisticsLog } from '../../../src/run/statisticsLog.js';
import { RunStore } from '../../../src/run/runStore.js';

const checkedAs = (experiment: Experiment): LintedSpec => ({
  ...unreadableSpec(experiment.name, ''),
  network: experiment.network,
  experiment,
  links: experiment.network.links,
  diagnostics: [],
});

const ERROR: Diagnostic = {
  code: 'spec.unknownKey',
  severity: 'error',
  message: 'unknown key',
  range: { start: 12, end: 15 },
};

function setUp(experiment = sampleExperiment()) {
  const { start, workers } = createFakeWorkers();
  const onChange = vi.fn();
  const inspection = new Inspection(
    'a.bbd.yaml',
    checkedAs(experiment),
    SAMPLE_TEXT,
    start,
    undefined,
    onChange,
  );
  return { inspection, workers, onChange };
}

function runOf(inspection: Inspection): RunView {
  const { run } = inspection.view();
  if (run === undefined) throw new Error('there is no run');
  return run;
}

const frames = (...steps: number[]) => ({
  type: 'frames' as const,
  packed: packFrames(
    steps.map((step) => sampleFrame(step, 3)),
    3,
  ),
});

const progress = (step: number) => ({
  type: 'progress' as const,
  status: 'running' as const,
  step,
  trainingLoss: 0.5,
  stepsPerSecond: 900,
});

describe('Inspection', () => {
  it('shows no run before the first one', () => {
    const { inspection } = setUp();
    expect(inspection.view()).toMatchObject({
      title: 'Sample',
      file: 'a.bbd.yaml',
      run: undefined,
      stale: false,
    });
  });

  it('shows a run as its worker tells it', () => {
    const { inspection, workers, onChange } = setUp();
    expect(inspection.startRun()).toBe(true);
    expect(runOf(inspection)).toMatchObject({
      number: 1,
      seed: 7,
      status: 'starting',
      step: 0,
      steps: 100,
      frameCount: 0,
    });
    const [worker] = workers;
    worker?.tell({ type: 'started', backend: 'wasm', path: 'fused', notice: 'slow' });
    worker?.tell(frames(0, 5));
    worker?.tell(progress(8));
    const run = runOf(inspection);
    expect(run).toMatchObject({
      status: 'running',
      step: 8,
      backend: 'wasm',
      path: 'fused',
      notice: 'slow',
      stepsPerSecond: 900,
    });
    expect(run).toMatchObject({
      frameCount: 2,
      firstStep: 0,
      lastStep: 5,
      worstResidual: 1e-13,
      followLive: true,
    });
    expect(run.frame).toEqual(sampleFrame(5, 3));
    expect([...run.series.loss.steps]).toEqual([0, 5]);
    expect([...run.series.loss.values]).toEqual([1, 1 / 6]);
    expect(onChange).toHaveBeenCalledTimes(4);
  });

  it('shows how a run ended, and what to do', () => {
    const { inspection, workers } = setUp();
    inspection.startRun();
    workers[0]?.tell({
      type: 'ended',
      result: {
        reason: 'diverged',
        steps: 31,
        finalLoss: undefined,
        finalValidationLoss: undefined,
        backend: 'wasm',
        seed: 7,
        message: 'Lower it.',
      },
    });
    expect(runOf(inspection)).toMatchObject({ status: 'diverged', step: 31, message: 'Lower it.' });
    expect(inspection.run?.live).toBe(false);
  });

  it('passes controls on to the worker', () => {
    const { inspection, workers } = setUp();
    inspection.startRun();
    inspection.run?.pause();
    inspection.run?.step();
    inspection.run?.resume();
    inspection.run?.stop();
    expect(workers[0]?.requests).toEqual(['pause', 'step', 'resume', 'stop']);
  });

  it('replaces a run by a new one and hears no more of the old', () => {
    const { inspection, workers } = setUp();
    inspection.startRun();
    workers[0]?.tell(frames(0, 5));
    inspection.startRun();
    expect(workers[0]?.requests).toEqual(['dispose']);
    workers[0]?.tell(frames(10));
    expect(runOf(inspection)).toMatchObject({ number: 2, status: 'starting', frameCount: 0 });
  });

  it('keeps the run and marks it stale while the text has errors, and does not train it', () => {
    const { inspection, workers } = setUp();
    inspection.startRun();
    workers[0]?.tell(frames(0));
    inspection.update({ ...unreadableSpec('Sample', ''), diagnostics: [ERROR] }, SAMPLE_TEXT);
    expect(inspection.startRun()).toBe(false);
    const view = inspection.view();
    expect(view.stale).toBe(true);
    expect(view.run?.frameCount).toBe(1);
    expect(view.problems).toEqual([
      { severity: 'error', code: 'spec.unknownKey', message: 'unknown key', line: 2, column: 3 },
    ]);
  });

  it('is outdated by a change of what is trained, not by one of names or places', () => {
    const { inspection } = setUp();
    inspection.startRun();
    expect(inspection.outdated).toBe(false);
    inspection.update(checkedAs(sampleExperiment({ name: 'Renamed' })), `# comment\n${SAMPLE_TEXT}`);
    expect(inspection.outdated).toBe(false);
    expect(inspection.view().title).toBe('Renamed');
    inspection.update(checkedAs(sampleExperiment({ seed: 8 })), SAMPLE_TEXT);
    expect(inspection.outdated).toBe(true);
    inspection.update(checkedAs(sampleExperiment()), SAMPLE_TEXT);
    expect(inspection.outdated).toBe(false);
  });

  it('lists layers at their places in the text of now', () => {
    const { inspection } = setUp();
    inspection.startRun();
    expect(runOf(inspection).layers.map(({ line }) => line)).toEqual([1, 2, 3]);
    const { network } = sampleExperiment();
    const links = network.links.map((link) =>
      denseLink(link.m, {
        range: { start: link.range.start + 2, end: link.range.end + 2 },
        name: `n${link.m}`,
      }),
    );
    inspection.update(checkedAs(sampleExperiment({ network: { ...network, links } })), `#\n${SAMPLE_TEXT}`);
    expect(runOf(inspection).layers.map(({ line, name }) => [line, name])).toEqual([
      [2, 'n0'],
      [3, 'n1'],
      [4, 'n2'],
    ]);
    expect(inspection.rangeOfLayer(1)).toEqual({ start: 12, end: 21 });
  });

  it('looks at the recorded frame nearest to a chosen step until told to follow', () => {
    const { inspection, workers } = setUp();
    inspection.startRun();
    workers[0]?.tell(frames(0, 5, 10));
    inspection.selectStep(6);
    workers[0]?.tell(frames(15));
    expect(runOf(inspection)).toMatchObject({ followLive: false, frame: { step: 5 } });
    inspection.selectStep('latest');
    expect(runOf(inspection)).toMatchObject({ followLive: true, frame: { step: 15 } });
  });

  it('shows the dynamics of the chosen step or before it', () => {
    const { inspection, workers } = setUp();
    inspection.startRun();
    workers[0]?.tell(frames(0, 5, 10, 15));
    expect(runOf(inspection).dynamics).toBeUndefined();
    for (const step of [0, 10]) workers[0]?.tell({ type: 'dynamics', record: dynamicsRecord(step) });
    expect(runOf(inspection).dynamics).toMatchObject({ step: 10 });
    inspection.selectStep(5);
    expect(runOf(inspection).dynamics).toMatchObject({ step: 0 });
  });

  it('shows the continuum of the chosen step or before it', () => {
    const { inspection, workers } = setUp();
    inspection.startRun();
    workers[0]?.tell(frames(0, 5, 10, 15));
    expect(runOf(inspection).continuum).toBeUndefined();
    for (const step of [0, 10]) workers[0]?.tell({ type: 'continuum', record: continuumRecord(step) });
    expect(runOf(inspection).continuum).toMatchObject({ step: 10 });
    inspection.selectStep(5);
    expect(runOf(inspection).continuum).toMatchObject({ step: 0 });
  });

  it('asks for statistics, and shows those of the chosen step or before it', () => {
    const { inspection, workers } = setUp();
    inspection.startRun();
    inspection.run?.askForStatistics();
    expect(workers[0]?.requests).toEqual(['statistics']);
    expect(runOf(inspection).statistics).toBeUndefined();
    workers[0]?.tell(frames(0, 5, 10));
    for (const step of [0, 10]) workers[0]?.tell({ type: 'statistics', record: statisticsRecord(step) });
    expect(runOf(inspection).statistics).toMatchObject({ step: 10 });
    inspection.selectStep(6);
    expect(runOf(inspection).statistics).toMatchObject({ step: 0 });
  });

  it('follows the cursor to the layer it is in, and stays with a copy chosen in the panel', () => {
    const { network } = sampleExperiment();
    const shared = { start: 10, end: 19 };
    const links = [denseLink(0), denseLink(1, { range: shared }), denseLink(2, { range: shared })];
    const { inspection } = setUp(sampleExperiment({ network: { ...network, links } }));
    inspection.followCursor(12);
    expect(inspection.view().selection).toEqual({ kind: 'layer', m: 1 });
    inspection.select({ kind: 'layer', m: 2 });
    inspection.followCursor(13);
    expect(inspection.view().selection).toEqual({ kind: 'layer', m: 2 });
    inspection.followCursor(3);
    expect(inspection.view().selection).toEqual({ kind: 'layer', m: 0 });
    inspection.followCursor(40);
    expect(inspection.view().selection).toBeUndefined();
  });

  it('keeps an interface, or nothing, chosen in the panel until the cursor comes to another layer', () => {
    const { inspection } = setUp();
    inspection.followCursor(3);
    inspection.select({ kind: 'interface', m: 2 });
    inspection.followCursor(4);
    expect(inspection.view().selection).toEqual({ kind: 'interface', m: 2 });
    inspection.select(undefined);
    inspection.followCursor(3);
    expect(inspection.view().selection).toBeUndefined();
    inspection.followCursor(13);
    expect(inspection.view().selection).toEqual({ kind: 'layer', m: 1 });
  });

  it('shows no selection that the network has no place for', () => {
    const { inspection } = setUp();
    const links = inspection.run?.facts.layers.length ?? 3;
    inspection.select({ kind: 'interface', m: links });
    expect(inspection.view().selection).toEqual({ kind: 'interface', m: links });
    inspection.select({ kind: 'layer', m: links });
    expect(inspection.view().selection).toBeUndefined();
  });

  it('shows a run of an earlier window, counts on from it, and knows whether the text is still the same', () => {
    const { inspection, workers } = setUp();
    inspection.startRun();
    const facts = { ...(inspection.run?.facts ?? sampleFacts()), number: 3, status: 'interrupted' as const };
    const next = setUp();
    const store = new RunStore(['free', 'free', 'free']);
    store.append(frames(0, 5).packed);
    next.inspection.restoreRun({
      facts,
      origin: sampleOrigin(),
      marks: NO_MARKS,
      store,
      dynamics: new DynamicsLog(),
      continuum: new ContinuumLog(),
      statistics: new StatisticsLog(),
    });
    expect(runOf(next.inspection)).toMatchObject({ number: 3, status: 'interrupted', frameCount: 2 });
    expect(next.inspection.outdated).toBe(false);
    next.inspection.startRun();
    expect(runOf(next.inspection).number).toBe(4);
    expect(workers).toHaveLength(1);
  });

  it('gives hovers the course of the run up to the newest frame, whatever step is looked at', () => {
    const { inspection, workers } = setUp();
    expect(inspection.latestTerms()).toBeUndefined();
    inspection.startRun();
    expect(inspection.latestTerms()).toBeUndefined();
    workers[0]?.tell(frames(0, 5));
    inspection.selectStep(0);
    const latest = inspection.latestTerms();
    expect(latest).toMatchObject({ runNumber: 1, stale: false });
    expect(latest?.frames.map(({ step }) => step)).toEqual([0, 5]);
    workers[0]?.tell(frames(...Array.from({ length: 98 }, (_, i) => 10 + 5 * i)));
    const steps = inspection.latestTerms()?.frames.map(({ step }) => step) ?? [];
    expect(steps).toHaveLength(24);
    expect(steps.at(-1)).toBe(495);
    expect(new Set(steps).size).toBe(24);
  });

  it('shows the terms of the selected layer over the steps, and what their cancellation leaves', () => {
    const { inspection, workers } = setUp();
    inspection.startRun();
    workers[0]?.tell(frames(0, 5));
    expect(runOf(inspection).layerSeries.m).toBe(1);
    inspection.select({ kind: 'layer', m: 2 });
    const { m, series } = runOf(inspection).layerSeries;
    expect(m).toBe(2);
    expect([...series.coupling.values]).toEqual([-2.3, -2.3]);
    expect(series.cancellation.values[0]).toBeCloseTo(2.5 / (2.2 + 2.3 + 2.4), 12);
    inspection.select({ kind: 'interface', m: 3 });
    expect(runOf(inspection).layerSeries.m).toBe(2);
  });

  it('moves from frame to frame, up to the first and the last', () => {
    const { inspection, workers } = setUp();
    inspection.startRun();
    inspection.moveFrames(1);
    workers[0]?.tell(frames(0, 5, 10, 15));
    inspection.selectStep(5);
    inspection.moveFrames(1);
    expect(runOf(inspection)).toMatchObject({ frameIndex: 2, frame: { step: 10 } });
    inspection.moveFrames(-7);
    expect(runOf(inspection).frameIndex).toBe(0);
    inspection.moveFrames(16);
    expect(runOf(inspection)).toMatchObject({ frameIndex: 3, followLive: false });
  });

  it('gives the series of the steps that are shown, and one point on either side', () => {
    const { inspection, workers } = setUp();
    inspection.startRun();
    workers[0]?.tell(frames(0, 5, 10, 15, 20, 25));
    inspection.selectRange({ span: 5, end: 15 });
    expect([...runOf(inspection).series.loss.steps]).toEqual([5, 10, 15, 20]);
    expect(runOf(inspection).extent).toEqual({ first: 0, last: 25 });
    inspection.selectRange({ span: 5, end: 'latest' });
    workers[0]?.tell(frames(30));
    expect([...runOf(inspection).series.loss.steps]).toEqual([20, 25, 30]);
    inspection.selectRange(undefined);
    expect(runOf(inspection).series.loss.steps).toHaveLength(7);
  });
});
