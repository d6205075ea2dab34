import { describe, expect, it } from 'vitest';

import { createDataset } from '../../../src/data/dataset.js';
import { irisMeasurements, irisTargets } from '../../../src/data/iris.js';
import type { IrisPlan } from '../../../src/data/types.js';

const plan: IrisPlan = { source: 'iris', inputs: 4, outputs: 3, samples: 150, standardize: false };

const columns = (values: ArrayLike<number>, width: number): readonly (readonly number[])[] =>
  Array.from({ length: width }, (_, c) => Array.from(values).filter((_value, i) => i % width === c));
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (values: readonly number[], divisor: number): number =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / divisor);

describe('the iris data', () => {
  const measurements = irisMeasurements();

  it("has the published means and standard deviations of Fisher's table", () => {
    const measured = columns(measurements, 4);
    expect(measured.map(({ length }) => length)).toEqual([150, 150, 150, 150]);
    [5.843333, 3.057333, 3.758, 1.199333].forEach((value, c) => {
      expect(mean(measured[c]!)).toBeCloseTo(value, 6);
    });
    [0.828066, 0.435866, 1.765298, 0.762238].forEach((value, c) => {
      expect(deviation(measured[c]!, 149)).toBeCloseTo(value, 6);
    });
  });

  it('has the means of each species', () => {
    const published = [
      [5.006, 3.428, 1.462, 0.246],
      [5.936, 2.77, 4.26, 1.326],
      [6.588, 2.974, 5.552, 2.026],
    ];
    published.forEach((means, species) => {
      const flowers = columns(measurements.subarray(species * 200, species * 200 + 200), 4);
      means.forEach((value, c) => {
        expect(mean(flowers[c]!)).toBeCloseTo(value, 6);
      });
    });
  });

  it("has Fisher's values where the copy of UCI differs", () => {
    expect(Array.from(measurements.subarray(4 * 34, 4 * 35))).toEqual([4.9, 3.1, 1.5, 0.2]);
    expect(Array.from(measurements.subarray(4 * 37, 4 * 38))).toEqual([4.9, 3.6, 1.4, 0.1]);
  });

  it('has fifty flowers of each species, one-hot', () => {
    expect(columns(irisTargets(), 3).map((values) => values.reduce((a, b) => a + b))).toEqual([50, 50, 50]);
  });

  it('comes in float32, as it is or standardised', () => {
    const raw = createDataset(plan, 1);
    expect(raw.x[0]).toBe(Math.fround(5.1));
    expect(raw.y).toHaveLength(450);
    for (const column of columns(createDataset({ ...plan, standardize: true }, 1).x, 4)) {
      expect(mean(column)).toBeCloseTo(0, 6);
      expect(deviation(column, 150)).toBeCloseTo(1, 6);
    }
  });
});
