import { describe, expect, it } from 'vitest';

import { createDataset } from '../../../src/data/dataset.js';
import type { RingWavesPlan } from '../../../src/data/types.js';
import { mean, rootMeanSquareDifference, variance } from './statistics.js';

const plan: RingWavesPlan = { source: 'ring-waves', inputs: 16, outputs: 16, samples: 500, noise: 0 };

/** |DFT|² of a field at every wavenumber 0 … N/2. */
const powers = (field: ArrayLike<number>): readonly number[] =>
  Array.from({ length: field.length / 2 + 1 }, (_, k) => {
    let real = 0;
    let imaginary = 0;
    for (let i = 0; i < field.length; i++) {
      const angle = (2 * Math.PI * k * i) / field.length;
      real += field[i]! * Math.cos(angle);
      imaginary += field[i]! * Math.sin(angle);
    }
    return real ** 2 + imaginary ** 2;
  });

/** Circular convolution with the Gaussian of standard deviation 1, periodically continued, moved by one point. */
const moveAndSpread = (field: readonly number[]): readonly number[] =>
  field.map((_, i) => {
    let sum = 0;
    for (let j = i - 13; j <= i + 11; j++) {
      const weight = Math.exp(-0.5 * (i - 1 - j) ** 2) / Math.sqrt(2 * Math.PI);
      sum += weight * field[((j % field.length) + field.length) % field.length]!;
    }
    return sum;
  });

describe('waves on a ring', () => {
  const { x, y } = createDataset(plan, 6);
  const field = (values: Float32Array, s: number): readonly number[] =>
    Array.from(values.subarray(16 * s, 16 * s + 16));

  it('have mean 0, variance 1 at every point, and wavenumbers 1 to 3 only', () => {
    for (let i = 0; i < 16; i++) {
      const point = x.filter((_, at) => at % 16 === i);
      expect(Math.abs(mean(point))).toBeLessThan(0.2);
      expect(variance(point)).toBeGreaterThan(0.7);
      expect(variance(point)).toBeLessThan(1.3);
    }
    for (let s = 0; s < 20; s++) {
      const [constant, , , , ...short] = powers(field(x, s));
      expect(constant).toBeLessThan(1e-6);
      expect(Math.max(...short)).toBeLessThan(1e-6);
    }
  });

  it('have moved by one point and spread by one as their target', () => {
    // The Gaussian's sum over the points is its integral to 1e-8: the sampled kernel is as good as the formula.
    for (let s = 0; s < 20; s++) {
      moveAndSpread(field(x, s)).forEach((value, i) => {
        expect(y[16 * s + i]).toBeCloseTo(value, 5);
      });
    }
  });

  it('fit on small rings', () => {
    for (const points of [1, 2, 3, 5]) {
      const small = createDataset({ ...plan, inputs: points, outputs: points, samples: 20 }, 1);
      expect([...small.x, ...small.y].every(Number.isFinite)).toBe(true);
    }
  });

  it('get noise on the targets only', () => {
    const noisy = createDataset({ ...plan, noise: 0.1 }, 6);
    expect(noisy.x).toEqual(x);
    expect(rootMeanSquareDifference(noisy.y, y)).toBeCloseTo(0.1, 2);
  });
});
