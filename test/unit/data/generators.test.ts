import { describe, expect, it } from 'vitest';

import { createDataset } from '../../../src/data/dataset.js';
import type { DataPlan, SpiralsPlan, TeacherPlan } from '../../../src/data/types.js';
import { mean, rootMeanSquareDifference, variance } from './statistics.js';

const teacher: TeacherPlan = { source: 'teacher', inputs: 5, outputs: 3, samples: 4000, noise: 0 };
const spirals: SpiralsPlan = { source: 'spirals', inputs: 2, outputs: 3, samples: 3000, noise: 0 };

const noisyPlans: readonly (readonly [string, DataPlan])[] = [
  ['teacher', { ...teacher, samples: 50, noise: 0.5 }],
  ['spirals', { ...spirals, samples: 50, noise: 0.5 }],
  ['moons', { source: 'moons', inputs: 2, outputs: 2, samples: 50, noise: 0.1 }],
  ['xor', { source: 'xor', inputs: 2, outputs: 2, samples: 50, noise: 0.1 }],
  ['sine', { source: 'sine', inputs: 1, outputs: 1, samples: 50, noise: 0.1, frequency: 1 }],
  [
    'ring-waves',
    { source: 'ring-waves', inputs: 12, outputs: 12, samples: 50, noise: 0.1, waves: 3, shift: 2 },
  ],
  ['mnist1d', { source: 'mnist1d', inputs: 40, outputs: 10, samples: 50, noise: 0.02, shape: [40, 1] }],
];

describe('every generator', () => {
  it.each(noisyPlans)('%s gives the same samples for the same seed, and others for another', (_, plan) => {
    const first = createDataset(plan, 42);
    expect(createDataset(plan, 42)).toEqual(first);
    expect(createDataset(plan, 43).x).not.toEqual(first.x);
    expect(first.x).toHaveLength(plan.samples * plan.inputs);
    expect(first.y).toHaveLength(plan.samples * plan.outputs);
    expect([...first.x, ...first.y].every(Number.isFinite)).toBe(true);
  });
});

describe('the teacher', () => {
  it('draws standard normal inputs', () => {
    const { x } = createDataset(teacher, 1);
    expect(mean(x)).toBeCloseTo(0, 1);
    expect(variance(x)).toBeCloseTo(1, 1);
  });

  it.each([1, 10, 300])('gives targets of order 1 with %d inputs', (inputs) => {
    const powers = Array.from({ length: 30 }, (_, seed) => {
      const { y } = createDataset({ ...teacher, inputs, samples: 200 }, seed);
      return mean(y.map((value) => value * value));
    });
    expect(mean(powers)).toBeGreaterThan(0.4);
    expect(mean(powers)).toBeLessThan(2);
  });

  it('is a function of the inputs that is not linear', () => {
    const { x, y } = createDataset({ ...teacher, inputs: 1, outputs: 1 }, 3);
    // For a linear function of one input, y − ȳ would be proportional to x − x̄: correlation ±1.
    const covariance = mean(x.map((value, i) => value * y[i]!)) - mean(x) * mean(y);
    expect(Math.abs(covariance) / Math.sqrt(variance(x) * variance(y))).toBeLessThan(0.999);
  });

  it('adds noise of the given standard deviation to the targets, and to nothing else', () => {
    const clean = createDataset(teacher, 5);
    const noisy = createDataset({ ...teacher, noise: 0.3 }, 5);
    expect(noisy.x).toEqual(clean.x);
    expect(rootMeanSquareDifference(noisy.y, clean.y)).toBeCloseTo(0.3, 2);
  });

  it('keeps the first samples when more are asked for', () => {
    const few = createDataset({ ...teacher, samples: 10, noise: 0.1 }, 5);
    const many = createDataset({ ...teacher, samples: 20, noise: 0.1 }, 5);
    expect(many.x.subarray(0, few.x.length)).toEqual(few.x);
    expect(many.y.subarray(0, few.y.length)).toEqual(few.y);
  });
});

describe('the spirals', () => {
  it('lie where the formula says, class after class', () => {
    const { x, y } = createDataset(spirals, 8);
    for (let s = 0; s < spirals.samples; s++) {
      const spiral = s % 3;
      expect(Array.from(y.subarray(3 * s, 3 * s + 3))).toEqual([0, 1, 2].map((k) => (k === spiral ? 1 : 0)));
      const radius = Math.hypot(x[2 * s]!, x[2 * s + 1]!);
      expect(radius).toBeLessThan(2);
      const angle = 2 * Math.PI * (radius / 2 + spiral / 3);
      expect(x[2 * s]).toBeCloseTo(radius * Math.cos(angle), 5);
      expect(x[2 * s + 1]).toBeCloseTo(radius * Math.sin(angle), 5);
    }
  });

  it('reach all radii', () => {
    const { x } = createDataset(spirals, 8);
    const radii = Array.from({ length: spirals.samples }, (_, s) => Math.hypot(x[2 * s]!, x[2 * s + 1]!));
    expect(Math.min(...radii)).toBeLessThan(0.05);
    expect(Math.max(...radii)).toBeGreaterThan(1.95);
  });

  it('get noise of the given standard deviation on both coordinates', () => {
    const clean = createDataset(spirals, 8);
    const noisy = createDataset({ ...spirals, noise: 0.2 }, 8);
    expect(noisy.y).toEqual(clean.y);
    expect(rootMeanSquareDifference(noisy.x, clean.x)).toBeCloseTo(0.2, 2);
  });
});
