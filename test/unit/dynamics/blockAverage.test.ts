import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { blockAverage, MIN_BLOCKS } from '../../../src/dynamics/blockAverage.js';

/** x_(t+1) = ρ x_t + √(1−ρ²) ξ: variance 1, error of the mean of n numbers √((1+ρ)/(1−ρ)/n). */
function autoregressive(count: number, correlation: number, seed: number): number[] {
  const random = createRandom(seed, 'series');
  let x = random.normal();
  return Array.from({ length: count }, () => {
    x = correlation * x + Math.sqrt(1 - correlation ** 2) * random.normal();
    return x;
  });
}

describe('the error of the mean of a series', () => {
  it('is undefined for fewer than two numbers a block', () => {
    const short = Array.from({ length: 2 * MIN_BLOCKS - 1 }, (_, i) => i);
    expect(blockAverage(short)).toMatchObject({ mean: 7, standardError: undefined });
    expect(blockAverage([...short, 15]).standardError).toBeGreaterThan(0);
  });

  it('is 0 for a constant, with no inefficiency to tell', () => {
    const constant = Array.from({ length: 40 }, () => 3);
    expect(blockAverage(constant)).toEqual({ mean: 3, standardError: 0, inefficiency: undefined });
  });

  it.each([0, 0.9])('is that of theory for numbers of correlation %s', (correlation) => {
    const count = 4096;
    const expected = Math.sqrt((1 + correlation) / (1 - correlation) / count);
    const errors = Array.from(
      { length: 20 },
      (_, seed) => blockAverage(autoregressive(count, correlation, seed)).standardError!,
    );
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    // The largest of several levels is too large by some tenths, and never an order.
    expect(mean / expected).toBeGreaterThan(0.95);
    expect(mean / expected).toBeLessThan(1.6);
  });

  it('counts correlated numbers as fewer', () => {
    expect(blockAverage(autoregressive(4096, 0.9, 1)).inefficiency).toBeGreaterThan(8);
    expect(blockAverage(autoregressive(4096, 0, 1)).inefficiency).toBeLessThan(3);
  });
});
