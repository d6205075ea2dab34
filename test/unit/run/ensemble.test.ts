import { describe, expect, it } from 'vitest';
import { Ensemble, memberSeed } from '../../../src/run/ensemble.js';
import { sampleExperiment } from '../host/samples.js';
import { statisticsRecord } from './statisticsRecords.js';

describe('the seeds of an ensemble', () => {
  it('follow the seed of the spec, and never repeat', () => {
    expect([0, 1, 2].map((i) => memberSeed(7, i))).toEqual([7, 8, 9]);
    const last = Number.MAX_SAFE_INTEGER;
    expect([0, 1, 2, 3].map((i) => memberSeed(last - 1, i))).toEqual([last - 1, last, 0, 1]);
  });
});

describe('an ensemble', () => {
  it('keeps how its runs ended, and of their records those of the plan', () => {
    const { analysis } = sampleExperiment();
    const experiment = sampleExperiment({ analysis: { ...analysis, every: 5, statistics: 12 } });
    const ensemble = new Ensemble(experiment);
    const records = { frames: new Float64Array(0), dynamics: [], continuum: [] };
    const outcome = { steps: 20, finalLoss: 1, finalValidationLoss: undefined };
    ensemble.add(
      { ...outcome, seed: 7, reason: 'completed' },
      // 12 steps behind step 0, the first analysed step is 15; step 9 was asked for by hand.
      { ...records, statistics: [0, 9, 15].map(statisticsRecord) },
    );
    ensemble.add(
      { ...outcome, seed: 8, reason: 'diverged', message: 'too fast' },
      { ...records, statistics: [statisticsRecord(0)] },
    );
    expect(ensemble.members).toMatchObject([
      { seed: 7, reason: 'completed' },
      { seed: 8, reason: 'diverged', message: 'too fast' },
    ]);
    expect(ensemble.statistics.recordedSteps.map((step) => ensemble.statistics.at(step)!.runs)).toEqual([
      2, 1,
    ]);
    expect(ensemble.statistics.recordedSteps).toEqual([0, 15]);
  });
});
