import { describe, expect, it } from 'vitest';
import { LOSSES } from '../../../src/base/loss.js';

describe('losses', () => {
  it('mse is the sum of squares, neither halved nor averaged', () => {
    expect(LOSSES.mse.value([1, 3], [0, 1])).toBe(5);
  });

  it('crossEntropy is minus the log of the softmax at the target', () => {
    const e = Math.E;
    expect(LOSSES.crossEntropy.value([1, 2, 0], [0, 1, 0])).toBeCloseTo(
      -Math.log((e * e) / (e + e * e + 1)),
      14,
    );
    expect(LOSSES.crossEntropy.value([0, 0, 0, 0], [0.1, 0.2, 0.3, 0.4])).toBeCloseTo(Math.log(4), 14);
  });

  it('crossEntropy neither overflows nor turns 0 · ∞ into NaN', () => {
    expect(LOSSES.crossEntropy.value([1000, -1000], [0, 1])).toBe(2000);
    expect(LOSSES.crossEntropy.value([1000, -1000], [1, 0])).toBe(0);
  });
});
