import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOSS_NAMES, LOSSES } from '../../../src/base/loss.js';

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

  it('klDivergence is 0 where softmax(Z) is Y, and crossEntropy where Y is one-hot', () => {
    const Y = [0.5, 0.3, 0.2];
    expect(LOSSES.klDivergence.value(Y.map(Math.log), Y)).toBeCloseTo(0, 15);
    expect(LOSSES.klDivergence.value([0, 0, 0], Y)).toBeCloseTo(
      Y.reduce((sum, y) => sum + y * Math.log(3 * y), 0),
      14,
    );
    expect(LOSSES.klDivergence.value([1, 2, 0], [0, 1, 0])).toBe(
      LOSSES.crossEntropy.value([1, 2, 0], [0, 1, 0]),
    );
  });

  it('hinge of one output is max(0, 1 − YZ), targets 0 and −1 alike meaning Y = −1', () => {
    expect(LOSSES.hinge.value([0.25], [1])).toBe(0.75);
    expect(LOSSES.hinge.value([0.25], [-1])).toBe(1.25);
    expect(LOSSES.hinge.value([0.25], [0])).toBe(1.25);
    expect(LOSSES.hinge.value([3], [1])).toBe(0);
  });

  it('hinge of several outputs counts what every other class lacks of a margin of 1', () => {
    expect(LOSSES.hinge.value([2, 1.5, -3], [1, 0, 0])).toBe(0.5);
    expect(LOSSES.hinge.value([2, 1.5, -3], [0, 1, 0])).toBe(1.5);
    expect(LOSSES.hinge.value([2, 1.5, -3], [0, 0, 1])).toBe(6 + 5.5);
    expect(LOSSES.hinge.value([0, 0, 0, 0], [0.2, 0.5, 0.2, 0.1])).toBe(3);
  });

  it.each(LOSS_NAMES)('the gradient of %s is that of finite differences', (name) => {
    const { value, gradient } = LOSSES[name];
    const numbers = fc.double({ min: -4, max: 4, noNaN: true });
    const samples = fc
      .integer({ min: 1, max: 5 })
      .chain((width) =>
        fc.tuple(
          fc.array(numbers, { minLength: width, maxLength: width }),
          fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: width, maxLength: width }),
        ),
      );
    const width = 1e-5;
    fc.assert(
      fc.property(samples, ([Z, Y]) => {
        const differences = Z.map((z, i) => {
          const above = value(Z.with(i, z + width), Y);
          const below = value(Z.with(i, z - width), Y);
          // Across a kink of the hinge one side has another slope than the other.
          fc.pre(name !== 'hinge' || Math.abs(above + below - 2 * value(Z, Y)) < 1e-9);
          return (above - below) / (2 * width);
        });
        const exact = gradient(Z, Y);
        expect(exact).toHaveLength(Z.length);
        exact.forEach((slope, i) => {
          expect(Math.abs(slope - differences[i]!)).toBeLessThan(1e-8);
        });
      }),
    );
  });

  it('the gradient of hinge is 0 where every margin is kept, and on a kink', () => {
    expect(LOSSES.hinge.gradient([2, 0.5, 1], [1, 0, 0])).toEqual(new Float64Array(3));
    expect(LOSSES.hinge.gradient([1], [1])).toEqual(new Float64Array(1));
    expect(LOSSES.hinge.gradient([2, 1.5, 1.75], [1, 0, 0])).toEqual(Float64Array.of(-2, 1, 1));
  });
});
