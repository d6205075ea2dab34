import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { niceRange, niceTicks, stepTicks } from '../../../src/run/niceRange.js';

describe('niceRange', () => {
  it('rounds outwards to steps of 1, 2 or 5', () => {
    expect(niceRange(-27, 31, 8)).toEqual({ min: -30, max: 40, step: 10 });
    expect(niceRange(0, 0.9, 5)).toEqual({ min: 0, max: 1, step: 0.2 });
  });

  it('holds zero and both values with few labels, down to the smallest terms', () => {
    const magnitude = fc.double({ min: 1e-40, max: 1e40, noNaN: true });
    fc.assert(
      fc.property(magnitude, magnitude, (down, up) => {
        const range = niceRange(-down, up, 8);
        const ticks = niceTicks(range);
        expect(range.min).toBeLessThanOrEqual(-down * (1 - 1e-9));
        expect(range.max).toBeGreaterThanOrEqual(up * (1 - 1e-9));
        expect(ticks.length).toBeGreaterThanOrEqual(3);
        expect(ticks.length).toBeLessThanOrEqual(11);
        expect(ticks.some((tick) => tick === 0)).toBe(true);
      }),
    );
  });

  it('has an axis when all is zero', () => {
    expect(niceTicks(niceRange(0, 0, 8))).toEqual([0, 1]);
  });
});

describe('stepTicks', () => {
  it('labels round steps within the run', () => {
    expect(stepTicks(0, 1990, 5)).toEqual([0, 500, 1000, 1500]);
    expect(stepTicks(0, 3, 8)).toEqual([0, 1, 2, 3]);
    expect(stepTicks(250, 1240, 4)).toEqual([500, 1000]);
  });

  it('labels whole steps only, and few of them', () => {
    const steps = fc.integer({ min: 0, max: 1e9 });
    fc.assert(
      fc.property(steps, steps, fc.integer({ min: 2, max: 16 }), (first, length, intervals) => {
        const ticks = stepTicks(first, first + length, intervals);
        expect(ticks.length).toBeLessThanOrEqual(intervals + 1);
        for (const tick of ticks) {
          expect(Number.isInteger(tick) && tick >= first && tick <= first + length).toBe(true);
        }
      }),
    );
  });
});
