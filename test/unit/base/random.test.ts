import { describe, expect, it } from 'vitest';
import { createRandom, permutation } from '../../../src/base/random.js';

const draw = (seed: number, purpose: string, count: number): number[] => {
  const random = createRandom(seed, purpose);
  return Array.from({ length: count }, () => random.uniform());
};

describe('createRandom', () => {
  it('gives the same numbers for the same seed and purpose, others otherwise', () => {
    expect(draw(7, 'weights/0', 50)).toEqual(draw(7, 'weights/0', 50));
    const streams = [
      draw(7, 'weights/0', 50),
      draw(7, 'weights/1', 50),
      draw(8, 'weights/0', 50),
      draw(7 + 2 ** 40, 'weights/0', 50),
    ];
    const all = streams.flat();
    expect(new Set(all).size).toBe(all.length);
  });

  it('is uniform in [0, 1)', () => {
    const counts = new Array<number>(20).fill(0);
    const total = 40_000;
    const values = draw(1, 'uniform', total);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    for (const value of values) counts[Math.floor(value * 20)]!++;
    const chiSquared = counts.reduce((sum, n) => sum + (n - total / 20) ** 2 / (total / 20), 0);
    expect(chiSquared).toBeLessThan(43.8); // 19 degrees of freedom, p = 0.001
  });

  it('draws normals of mean 0, variance 1 and kurtosis 3', () => {
    const random = createRandom(2, 'normal');
    const n = 100_000;
    const values = Array.from({ length: n }, () => random.normal());
    const moment = (power: number): number => values.reduce((sum, v) => sum + v ** power, 0) / n;
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
  });
});

describe('permutation', () => {
  it('holds every index once and reaches every order', () => {
    const random = createRandom(3, 'order');
    expect([...permutation(1000, random)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 1000 }, (_, i) => i),
    );
    const seen = new Set<string>();
    for (let i = 0; i < 400; i++) seen.add(permutation(4, random).join(''));
    expect(seen.size).toBe(24);
  });
});
