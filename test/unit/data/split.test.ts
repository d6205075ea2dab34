import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDataset, createSplitDataset } from '../../../src/data/dataset.js';
import { splitSamples } from '../../../src/data/split.js';
import type { DataPlan, Dataset, TablePlan } from '../../../src/data/types.js';

const teacher = (samples: number, validation?: number): DataPlan => ({
  source: 'teacher',
  inputs: 3,
  outputs: 2,
  samples,
  noise: 0.1,
  ...(validation === undefined ? {} : { validation }),
});

const table = (rows: readonly (readonly [number, number])[], validation: number): TablePlan => ({
  source: 'csv',
  inputs: 1,
  outputs: 1,
  samples: rows.length,
  validation,
  standardize: true,
  targetKind: 'numbers',
  inputValues: Float64Array.from(rows, ([x]) => x),
  targetValues: Float64Array.from(rows, ([, y]) => y),
});

const rowsOf = ({ samples, inputs, x, y, outputs }: Dataset): string[] =>
  Array.from({ length: samples }, (_, s) =>
    [...x.subarray(s * inputs, (s + 1) * inputs), ...y.subarray(s * outputs, (s + 1) * outputs)].join(' '),
  );

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe('splitSamples', () => {
  it('puts every sample into one part, as many apart as are wanted, in ascending order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.nat(), (samples, size, seed) => {
        const validation = size % samples;
        const split = splitSamples(teacher(samples, validation), seed);
        expect(split.validation).toHaveLength(validation);
        for (const rows of [split.training, split.validation]) {
          expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
        }
        expect(new Set([...split.training, ...split.validation]).size).toBe(samples);
      }),
    );
  });

  it('draws the same samples from the same seed, others from another, and each as often', () => {
    const apart = (seed: number): number[] => [...splitSamples(teacher(40, 10), seed).validation];
    expect(apart(3)).toEqual(apart(3));
    expect(apart(4)).not.toEqual(apart(3));
    const counts = new Float64Array(40);
    for (let seed = 0; seed < 2000; seed++) for (const row of apart(seed)) counts[row]!++;
    // 500 each, with a standard deviation of 19.
    for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(100);
  });
});

describe('createSplitDataset', () => {
  it('shares out the samples of the whole data set, in their order', () => {
    const plan = teacher(20, 6);
    const whole = rowsOf(createDataset(teacher(20), 5));
    const { training, validation } = createSplitDataset(plan, 5);
    const rows = splitSamples(plan, 5);
    expect(rowsOf(training)).toEqual([...rows.training].map((row) => whole[row]));
    expect(validation && rowsOf(validation)).toEqual([...rows.validation].map((row) => whole[row]));
  });

  it('is the whole data set where nothing is kept apart', () => {
    const { training, validation } = createSplitDataset(teacher(20), 5);
    expect(training).toEqual(createDataset(teacher(20), 5));
    expect(validation).toBeUndefined();
  });

  it('standardises by the samples that are trained on alone', () => {
    const rows = Array.from({ length: 50 }, (_, s) => [s * s, 3 - s] as const);
    const plan = table(rows, 20);
    const { training, validation } = createSplitDataset(plan, 1);
    for (const values of [training.x, training.y]) {
      expect(mean(values)).toBeCloseTo(0, 6);
      expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 6);
    }
    const trained = [...splitSamples(plan, 1).training].map((row) => row ** 2);
    const centre = mean(trained);
    const deviation = Math.sqrt(mean(trained.map((value) => (value - centre) ** 2)));
    const apart = [...splitSamples(plan, 1).validation];
    apart.forEach((row, i) => {
      expect(validation?.x[i]).toBeCloseTo((row ** 2 - centre) / deviation, 5);
    });
  });

  it.each([
    { source: 'iris', inputs: 4, outputs: 3, samples: 150, standardize: true, validation: 50 },
    { source: 'mnist1d', inputs: 40, outputs: 10, samples: 60, noise: 0.02, shape: [40, 1], validation: 20 },
  ] satisfies DataPlan[])('does so for $source, too', (plan: DataPlan) => {
    const { training } = createSplitDataset(plan, 2);
    expect(mean(training.x)).toBeCloseTo(0, 6);
    expect(mean(training.x.map((value) => value ** 2))).toBeCloseTo(1, 5);
  });
});
