import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../../src/network/types.js';
import type { EnsembleView } from '../../../src/protocol/panel.js';
import type { EndReason, RunResult } from '../../../src/run/result.js';
import { TrainingRun } from '../../../src/host/trainingRun.js';
import { dynamicsRecord } from '../run/dynamicsRecords.js';
import { packFrames } from '../run/frames.js';
import { statisticsRecord } from '../run/statisticsRecords.js';
import { createFakeWorkers, type FakeWorker } from './fakeWorker.js';
import { sampleExperiment, sampleFacts, sampleOrigin, sampleFrame } from './samples.js';

const LINKS = sampleExperiment().network.links.length;

const result = (seed: number, reason: EndReason, steps = 10): RunResult => ({
  reason,
  steps,
  finalLoss: reason === 'completed' ? 1 : undefined,
  finalValidationLoss: undefined,
  backend: 'wasm',
  seed,
});

function setUp(
  seeds: number,
  changed: Partial<Experiment['analysis']> = {},
): {
  readonly run: TrainingRun;
  readonly workers: FakeWorker[];
  readonly changes: () => number;
} {
  const { start, workers } = createFakeWorkers();
  const sample = sampleExperiment();
  const experiment: Experiment = {
    ...sample,
    seed: 7,
    analysis: { ...sample.analysis, every: 5, seeds, ...changed },
  };
  let changes = 0;
  const run = TrainingRun.start(start, experiment, { facts: sampleFacts(), origin: sampleOrigin() }, () => {
    changes++;
  });
  return { run, workers, changes: () => changes };
}

/** A worker tells frames with this loss at steps 0 and 5, and ends. */
function finish(worker: FakeWorker, loss: number, reason: EndReason = 'completed'): void {
  const frames = [0, 5].map((step) => ({ ...sampleFrame(step, LINKS), loss }));
  worker.tell({ type: 'frames', packed: packFrames(frames, LINKS) });
  worker.tell({ type: 'ended', result: result(worker.experiment.seed, reason) });
}

const viewOf = (run: TrainingRun, step?: number): EnsembleView => {
  if (run.ensemble === undefined) throw new Error('no ensemble');
  return run.ensemble.view({ frame: step, dynamics: step, continuum: step, statistics: step });
};

describe('the runs of an ensemble', () => {
  it('are made one after the other, with the seeds behind the first', () => {
    const { run, workers } = setUp(3);
    expect(workers).toHaveLength(1);
    expect(viewOf(run)).toMatchObject({ seeds: 3, members: [], current: undefined });
    finish(workers[0]!, 1);
    expect(run.facts.status).toBe('completed');
    expect(run.live).toBe(true);
    expect(workers.map(({ experiment }) => experiment.seed)).toEqual([7, 8]);
    workers[1]!.tell({ type: 'progress', status: 'running', step: 4, trainingLoss: 1, stepsPerSecond: 1 });
    expect(viewOf(run).current).toEqual({ seed: 8, step: 4 });
    finish(workers[1]!, 3);
    finish(workers[2]!, 5);
    expect(run.live).toBe(false);
    expect(workers).toHaveLength(3);
    const { members, bands, frame, current } = viewOf(run, 5);
    expect(members.map(({ seed, reason }) => [seed, reason])).toEqual([
      [7, 'completed'],
      [8, 'completed'],
      [9, 'completed'],
    ]);
    expect(current).toBeUndefined();
    expect([...bands.loss.steps]).toEqual([0, 5]);
    expect([...bands.loss.means]).toEqual([3, 3]);
    expect(bands.loss.standardErrors[1]).toBeCloseTo(2 / Math.sqrt(3), 12);
    expect(frame).toMatchObject({ step: 5, runs: 3, quantities: { loss: { mean: 3 } } });
    expect(viewOf(run, 3).frame).toBeUndefined();
    // Frames and facts of the run that is shown are its own.
    expect(run.store.frameCount).toBe(2);
    expect(run.store.frameAt(0)!.loss).toBe(1);
  });

  it('average the records of all runs, too, which are made at the same steps', () => {
    const { run, workers } = setUp(2, { dynamics: 1, statistics: 5 });
    const records = [dynamicsRecord(1), dynamicsRecord(2)].map((record) => ({ ...record, step: 5 }));
    for (const [i, record] of records.entries()) {
      workers[i]!.tell({ type: 'dynamics', record });
      workers[i]!.tell({ type: 'statistics', record: statisticsRecord(5) });
      finish(workers[i]!, 1);
    }
    expect(workers[1]!.experiment.analysis).toEqual(workers[0]!.experiment.analysis);
    const { dynamics, statistics, continuum, recordBands } = viewOf(run, 5);
    const ratios = records.map(({ energy }) => energy.balanceRatio.value!);
    expect(dynamics!.mean.energy.balanceRatio.value).toBeCloseTo((ratios[0]! + ratios[1]!) / 2, 12);
    expect(recordBands.balanceRatio.standardErrors[0]).toBeCloseTo(Math.abs(ratios[0]! - ratios[1]!) / 2, 12);
    expect(statistics).toMatchObject({ step: 5, runs: 2, mean: { boundary: { loss: { mean: 3 } } } });
    expect(continuum).toBeUndefined();
    // The records that are shown are those of the first run.
    expect(run.dynamics.records).toEqual([records[0]]);
  });

  it('go on behind one that diverged, and name it', () => {
    const { run, workers } = setUp(3);
    finish(workers[0]!, 1);
    finish(workers[1]!, 2, 'diverged');
    expect(workers).toHaveLength(3);
    expect(viewOf(run).members[1]).toMatchObject({ seed: 8, reason: 'diverged' });
  });

  it('end with a stop', () => {
    const { run, workers } = setUp(4);
    finish(workers[0]!, 1);
    run.stop();
    expect(workers[1]!.requests).toEqual(['stop']);
    finish(workers[1]!, 2, 'stopped');
    expect(workers).toHaveLength(2);
    expect(run.live).toBe(false);
    expect(viewOf(run).members).toHaveLength(2);
  });

  it('do not begin behind a first run that was stopped', () => {
    const { run, workers } = setUp(4);
    run.stop();
    finish(workers[0]!, 1, 'stopped');
    expect(workers).toHaveLength(1);
    expect(run.live).toBe(false);
  });

  it('go without a word when a newer run takes their place', () => {
    const { run, workers, changes } = setUp(3);
    finish(workers[0]!, 1);
    run.dispose();
    const before = changes();
    expect(workers[1]!.requests).toEqual(['dispose']);
    finish(workers[1]!, 2, 'stopped');
    expect(changes()).toBe(before);
    expect(workers).toHaveLength(2);
  });

  it('are none where one run is asked for', () => {
    const { run, workers } = setUp(1);
    finish(workers[0]!, 1);
    expect(run.ensemble).toBeUndefined();
    expect(workers).toHaveLength(1);
  });
});
