import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decadeTicks,
  placeOf,
  symmetricLogFor,
  symmetricLogTicks,
  valueAt,
} from '../../../src/run/symmetricLog.js';

const magnitude = fc.double({ min: 1e-12, max: 1e6, noNaN: true });
const signed = fc.tuple(magnitude, fc.boolean()).map(([value, negative]) => (negative ? -value : value));

describe('symmetricLogFor', () => {
  it('puts every value into the logarithmic part', () => {
    fc.assert(
      fc.property(fc.array(signed, { minLength: 1 }), (values) => {
        const scale = symmetricLogFor(values);
        return values.every((value) => Math.abs(placeOf(scale, value)) >= 1 - 1e-9);
      }),
    );
  });

  it('ignores zeros and what is not finite', () => {
    expect(symmetricLogFor([0, NaN, Infinity, -0.02]).threshold).toBeCloseTo(0.01, 12);
  });

  it('has a scale for no values at all', () => {
    expect(symmetricLogFor([]).threshold).toBe(1);
  });

  it('does not follow rounding noise down without end', () => {
    expect(symmetricLogFor([1, 1e-200]).threshold).toBeGreaterThan(1e-30);
  });
});

describe('placeOf', () => {
  const scale = { threshold: 1e-6 };

  it('counts decades from the threshold, on both sides', () => {
    expect(placeOf(scale, 1e-6)).toBe(1);
    expect(placeOf(scale, 1e-3)).toBeCloseTo(4, 12);
    expect(placeOf(scale, -1e-3)).toBeCloseTo(-4, 12);
    expect(placeOf(scale, 5e-7)).toBeCloseTo(0.5, 12);
    expect(placeOf(scale, 0)).toBe(0);
  });

  it('is undone by valueAt', () => {
    fc.assert(
      fc.property(signed, (value) => {
        const back = valueAt(scale, placeOf(scale, value));
        return Math.abs(back - value) <= 1e-12 * Math.abs(value);
      }),
    );
  });

  it('keeps the order of values', () => {
    fc.assert(fc.property(signed, signed, (a, b) => a >= b || placeOf(scale, a) <= placeOf(scale, b)));
  });
});

describe('symmetricLogTicks', () => {
  it('has ticks also where values span less than a factor of 1.5', () => {
    const scale = { threshold: 1e-5 };
    for (const [low, high] of [
      [1.02e-5, 1.3e-5],
      [4.1e-4, 4.2e-4],
      [-9e-3, -7.5e-3],
    ] as const) {
      const ticks = symmetricLogTicks(scale, placeOf(scale, low), placeOf(scale, high), 10);
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      for (const { value } of ticks) {
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThanOrEqual(high);
      }
    }
  });

  it('marks zero and powers of ten of both signs', () => {
    const ticks = symmetricLogTicks({ threshold: 0.01 }, -2, 3, 10);
    const values = ticks.map(({ value }) => Number(value.toPrecision(3)));
    expect(values).toEqual([-0.1, -0.01, 0, 0.01, 0.1, 1]);
  });

  it('divides the decades of a narrow axis of one sign', () => {
    const labels = (from: number, to: number): number[] =>
      symmetricLogTicks({ threshold: 0.1 }, from, to, 10).map(({ value }) => Number(value.toPrecision(3)));
    expect(labels(1, 2.2)).toEqual([0.1, 0.2, 0.5, 1]);
    expect(labels(-1.8, -1)).toEqual([-0.5, -0.2, -0.1]);
  });

  it('leaves out decades evenly when there are too many, and keeps zero', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -40, max: 0, noNaN: true }),
        fc.double({ min: 1, max: 40, noNaN: true }),
        fc.integer({ min: 3, max: 12 }),
        (from, to, limit) => {
          const ticks = symmetricLogTicks({ threshold: 1 }, from, to, limit);
          const gaps = ticks.slice(1).map(({ place }, i) => place - (ticks[i]?.place ?? 0));
          expect(ticks.length).toBeLessThanOrEqual(limit);
          expect(ticks.map(({ place }) => place + 0)).toContain(0);
          expect(new Set(gaps).size).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('decadeTicks', () => {
  it('marks every power of ten in the range', () => {
    expect(decadeTicks(-3, -1, 8).map(({ value }) => value)).toEqual([0.001, 0.01, 0.1]);
  });

  it('leaves some out when there are too many', () => {
    expect(decadeTicks(-18, 0, 7).map(({ place }) => place)).toEqual([-18, -15, -12, -9, -6, -3, 0]);
  });
});
