import { describe, expect, it } from 'vitest';

import { createDataset } from '../../../src/data/dataset.js';
import type { Mnist1dPlan } from '../../../src/data/types.js';
import { mean, variance } from './statistics.js';

const plan: Mnist1dPlan = {
  source: 'mnist1d',
  inputs: 40,
  outputs: 10,
  samples: 2000,
  noise: 0.02,
  shape: [40, 1],
};

describe('MNIST-1D', () => {
  const { x, y } = createDataset(plan, 42);
  const sample = (s: number): Float32Array => x.subarray(40 * s, 40 * s + 40);

  it('has all numbers together at mean 0 and standard deviation 1', () => {
    expect(mean(x)).toBeCloseTo(0, 5);
    expect(variance(x)).toBeCloseTo(1, 4);
    expect(Math.max(...x.map(Math.abs))).toBeLessThan(6);
  });

  it('has every class equally often, in turn', () => {
    for (let s = 0; s < plan.samples; s++) {
      expect(Array.from(y.subarray(10 * s, 10 * s + 10)).indexOf(1)).toBe(s % 10);
    }
    expect(y.reduce((a, b) => a + b)).toBe(plan.samples);
  });

  it('has samples of a class that differ', () => {
    expect(sample(0)).not.toEqual(sample(10));
  });

  /** The nearest of some samples by squared distance over all circular shifts. */
  const classify = (wanted: Float32Array, known: number): number => {
    let best = { distance: Infinity, label: -1 };
    for (let s = 0; s < known; s++) {
      const other = sample(s);
      for (let shift = 0; shift < 40; shift++) {
        let distance = 0;
        for (let i = 0; i < 40; i++) distance += (wanted[i]! - other[(i + shift) % 40]!) ** 2;
        if (distance < best.distance) best = { distance, label: s % 10 };
      }
    }
    return best.label;
  };

  it('is learnable and not trivial: nearest neighbours know most classes', () => {
    const known = 1000;
    const tested = Array.from({ length: 200 }, (_, i) => known + i);
    const right = tested.filter((s) => classify(sample(s), known) === s % 10).length;
    expect(right / tested.length).toBeGreaterThan(0.4);
    expect(right / tested.length).toBeLessThan(1);
  });
});
