import { describe, expect, it } from 'vitest';

import { createDataset } from '../../../src/data/dataset.js';
import type { RingWavesPlan } from '../../../src/data/types.js';
import { mean, rootMeanSquareDifference, variance } from './statistics.js';

const plan: RingWavesPlan = {
  source: 'ring-waves',
  inputs: 16,
  outputs: 16,
  samples: 500,
  noise: 0,
  waves: 3,
  shift: 2,
};

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

  it('have moved on by the shift as their target, around the ring', () => {
    for (const shift of [0, 1, 2, 15, 19]) {
      const moved = createDataset({ ...plan, shift }, 6);
      expect(moved.x).toEqual(x);
      for (let s = 0; s < 20; s++) {
        const [from, to] = [field(x, s), field(moved.y, s)];
        expect(to).toEqual(from.map((_, i) => from[(i + shift) % 16]));
      }
    }
  });

  it('fit on small rings', () => {
    for (const places of [2, 3, 5]) {
      const waves = Math.floor(places / 2);
      const small = createDataset({ ...plan, inputs: places, outputs: places, samples: 20, waves }, 1);
      expect([...small.x, ...small.y].every(Number.isFinite)).toBe(true);
    }
  });

  it('get noise on the targets only', () => {
    const noisy = createDataset({ ...plan, noise: 0.1 }, 6);
    expect(noisy.x).toEqual(x);
    expect(rootMeanSquareDifference(noisy.y, y)).toBeCloseTo(0.1, 2);
  });
});
