import { describe, expect, it } from 'vitest';
import { depthEstimate, errorBars, estimateCell, estimateNote } from '../../../webview/model/estimates.js';
import { inMass, kineticFact, kineticValues } from '../../../webview/model/kineticEnergy.js';
import { statisticsBand } from '../../../webview/model/statisticsLines.js';
import { dynamicsRecord } from '../run/dynamicsRecords.js';
import { ensembleView, runView, series } from './views.js';

const estimates = (defined: number) => ({
  runs: 4,
  mean: { ratio: 0.5 },
  standardError: { ratio: 0.01 },
  definedIn: { ratio: defined },
});
const ratio = (record: { readonly ratio: number }): number => record.ratio;

describe('numbers over the seeds of an ensemble', () => {
  it('say over how many runs they are', () => {
    expect(estimateNote(estimates(4), ratio)).toBe('0.5 ± 0.01 over 4 seeds');
    expect(estimateNote(estimates(2), ratio)).toBe('0.5 ± 0.01 over 2 of 4 seeds');
    expect(estimateNote(estimates(0), ratio)).toBe('undefined in all 4 seeds');
    expect(estimateCell(estimates(4), ratio)).toBe('0.5 ± 0.01');
    expect(estimateCell(estimates(2), ratio)).toBe('0.5 ± 0.01 (2 of 4)');
  });

  it('are nothing for a run by itself', () => {
    const alone = { ...estimates(1), runs: 1 };
    expect(estimateNote(alone, ratio)).toBeUndefined();
    expect(estimateNote(undefined, ratio)).toBeUndefined();
    expect(depthEstimate(alone, () => ({ line: [1] }))).toBeUndefined();
  });

  it('stand at the layers and interfaces of their means; those without an error nowhere', () => {
    expect(errorBars('layer', [1, undefined, 3], [0.5, 1, NaN])).toEqual([
      { x: 0, low: 0.5, middle: 1, high: 1.5 },
    ]);
    expect(errorBars('interface', [2], [1])).toEqual([{ x: -0.5, low: 1, middle: 2, high: 3 }]);
  });
});

describe('the mass of kinetic terms', () => {
  it('is 1, or 1 over the rate of each layer; without a rate there is no value', () => {
    expect(inMass([2, undefined, 3], false, undefined)).toEqual([2, undefined, 3]);
    expect(inMass([2, undefined, 3], true, [10, 10, 5])).toEqual([20, undefined, 15]);
    expect(inMass([2], true, undefined)).toEqual([undefined]);
  });

  it('is said with the energy, and 1/η takes it into the units of the loss', () => {
    const record = dynamicsRecord(1);
    const one = kineticValues(record, false, record).energyDensity;
    const perRate = kineticValues(record, true, record).energyDensity;
    one.forEach((value, m) => {
      expect(perRate[m]! * record.learningRate).toBeCloseTo(value!, 12);
    });
    expect(kineticFact(record, false).note).toContain('mass 1:');
    expect(kineticFact(record, true).note).toContain('mass 1/η: 2T');
  });
});

describe('the band behind a line of the statistics', () => {
  it('is the error of the number itself in a run alone, and that over seeds in an ensemble', () => {
    const { statisticsSeries } = runView();
    const run = runView({
      statisticsSeries: {
        ...statisticsSeries,
        correlationLength: series([0, 10]),
        correlationLengthError: series([0, 10]),
      },
    });
    expect([...statisticsBand(run, 'correlationLength')!.steps]).toEqual([0, 10]);
    expect(statisticsBand(run, 'temperature')).toBeUndefined();
    expect(statisticsBand(run, 'initialCorrelationLength')).toBeUndefined();
    const members = [7, 8].map((seed) => ({
      seed,
      reason: 'completed' as const,
      steps: 5,
      finalLoss: 1,
      finalValidationLoss: undefined,
    }));
    const ensemble = ensembleView(members);
    expect(statisticsBand({ ...run, ensemble }, 'temperature')).toBe(ensemble.recordBands.temperature);
  });
});
