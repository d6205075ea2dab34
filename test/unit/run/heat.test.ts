import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEAT_LEVELS, heatOf } from '../../../src/run/heat.js';

const levels = (values: readonly (number | undefined)[]): (number | undefined)[] =>
  heatOf(values).map((heat) => heat?.level);

describe('The heat of values', () => {
  it('goes by their size, on a logarithmic scale from the smallest to the largest', () => {
    expect(levels([1e-6, 1e-4, 1e-2, 1, 1e2])).toEqual([1, 2, 3, 4, 5]);
    expect(levels([-1e2, 1e-6])).toEqual([5, 1]);
  });

  it('keeps their signs apart', () => {
    expect(heatOf([-3, 3]).map((heat) => heat?.sign)).toEqual(['negative', 'positive']);
  });

  it('tells nearly equal values apart no more than they differ', () => {
    expect(levels([1, 0.99, 0.98])).toEqual([5, 5, 5]);
    expect(levels([1, 0.3])).toEqual([5, 3]);
  });

  it('leaves out what has no place', () => {
    expect(levels([])).toEqual([]);
    expect(levels([0, undefined, NaN, Infinity, 2])).toEqual([undefined, undefined, undefined, undefined, 5]);
    expect(levels([0, undefined])).toEqual([undefined, undefined]);
  });

  it('never falls with the size, and the largest has the highest level', () => {
    const sizes = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(fc.array(sizes, { minLength: 1, maxLength: 12 }), (values) => {
        const sorted = [...values].sort((a, b) => a - b);
        const found = levels(sorted).map((level) => level ?? NaN);
        expect(found.at(-1)).toBe(HEAT_LEVELS);
        expect(found).toEqual([...found].sort((a, b) => a - b));
        expect(Math.min(...found)).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
