import { describe, expect, it } from 'vitest';

import { createDataset } from '../../../src/data/dataset.js';
import type { MoonsPlan, SinePlan, XorPlan } from '../../../src/data/types.js';
import { mean, rootMeanSquareDifference } from './statistics.js';

const moons: MoonsPlan = { source: 'moons', inputs: 2, outputs: 2, samples: 1000, noise: 0 };
const xor: XorPlan = { source: 'xor', inputs: 2, outputs: 2, samples: 1000, noise: 0 };
const sine: SinePlan = { source: 'sine', inputs: 1, outputs: 1, samples: 1000, noise: 0, frequency: 1 };

describe('the moons', () => {
  const { x, y } = createDataset(moons, 4);

  it('are two half circles of radius 1, the second upside down and moved by (1, ½)', () => {
    for (let s = 0; s < moons.samples; s++) {
      const second = y[2 * s + 1] === 1;
      expect(second).toBe(s % 2 === 1);
      const across = second ? x[2 * s]! - 1 : x[2 * s]!;
      const up = second ? 0.5 - x[2 * s + 1]! : x[2 * s + 1]!;
      expect(Math.hypot(across, up)).toBeCloseTo(1, 5);
      expect(up).toBeGreaterThanOrEqual(0);
    }
  });

  it('cannot be told apart by either coordinate alone', () => {
    const of = (label: number, coordinate: number): readonly number[] =>
      Array.from({ length: 500 }, (_, i) => x[2 * (2 * i + label) + coordinate]!);
    for (const coordinate of [0, 1]) {
      expect(Math.min(...of(1, coordinate))).toBeLessThan(Math.max(...of(0, coordinate)));
      expect(Math.min(...of(0, coordinate))).toBeLessThan(Math.max(...of(1, coordinate)));
    }
  });

  it('get noise of the given standard deviation', () => {
    const noisy = createDataset({ ...moons, samples: 5000, noise: 0.2 }, 4);
    const clean = createDataset({ ...moons, samples: 5000 }, 4);
    expect(rootMeanSquareDifference(noisy.x, clean.x)).toBeCloseTo(0.2, 2);
    expect(noisy.y).toEqual(clean.y);
  });
});

describe('exclusive or', () => {
  it('has class 1 where the signs differ, and every corner equally often', () => {
    const { x, y } = createDataset(xor, 1);
    const corners = new Map<string, number>();
    for (let s = 0; s < xor.samples; s++) {
      const [a, b] = [x[2 * s]!, x[2 * s + 1]!];
      expect([y[2 * s], y[2 * s + 1]]).toEqual(a * b > 0 ? [1, 0] : [0, 1]);
      corners.set(`${a} ${b}`, (corners.get(`${a} ${b}`) ?? 0) + 1);
    }
    expect([...corners.values()]).toEqual([250, 250, 250, 250]);
  });

  it('is parity on a cube: every edge joins the two classes', () => {
    const { x, y } = createDataset({ ...xor, inputs: 4, samples: 16 }, 1);
    const label = (corner: string): number => {
      for (let s = 0; s < 16; s++)
        if ([...x.subarray(4 * s, 4 * s + 4)].join() === corner) return y[2 * s + 1]!;
      throw new Error(`no corner ${corner}`);
    };
    for (let s = 0; s < 16; s++) {
      const corner = [...x.subarray(4 * s, 4 * s + 4)];
      for (let i = 0; i < 4; i++) {
        const neighbour = corner.map((value, j) => (i === j ? -value : value));
        expect(label(neighbour.join())).toBe(1 - label(corner.join()));
      }
    }
    expect(label('1,1,1,1')).toBe(0);
  });

  it('spreads around the corners with the given standard deviation', () => {
    const plan = { ...xor, samples: 4000 };
    const clean = createDataset(plan, 1);
    const noisy = createDataset({ ...plan, noise: 0.3 }, 1);
    expect(rootMeanSquareDifference(noisy.x, clean.x)).toBeCloseTo(0.3, 1);
    expect(noisy.y).toEqual(clean.y);
  });
});

describe('the sine', () => {
  it.each([1, 2.5])('fills [−1, 1) and has frequency %d', (frequency) => {
    const { x, y } = createDataset({ ...sine, frequency }, 2);
    x.forEach((value, s) => {
      expect(y[s]).toBeCloseTo(Math.sin(2 * Math.PI * frequency * value), 5);
    });
    expect(Math.min(...x)).toBeGreaterThanOrEqual(-1);
    expect(Math.min(...x)).toBeLessThan(-0.98);
    expect(Math.max(...x)).toBeGreaterThan(0.98);
    expect(mean(x)).toBeCloseTo(0, 1);
  });

  it('adds noise to the targets only', () => {
    const plan = { ...sine, samples: 5000 };
    const [clean, noisy] = [createDataset(plan, 2), createDataset({ ...plan, noise: 0.1 }, 2)];
    expect(noisy.x).toEqual(clean.x);
    expect(rootMeanSquareDifference(noisy.y, clean.y)).toBeCloseTo(0.1, 2);
  });
});
