import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimate } from '../../../src/run/decimate.js';

const stepsUpTo = (count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => 3 * i);

describe('decimate', () => {
  it('leaves a short curve as it is, without what is not finite', () => {
    const curve = decimate(stepsUpTo(4), Float64Array.of(1, NaN, Infinity, 2), 10);
    expect(curve).toEqual({ steps: Float64Array.of(0, 9), values: Float64Array.of(1, 2) });
  });

  it('keeps the ends, the extremes, the order and the limit of any curve', () => {
    fc.assert(
      fc.property(
        fc.float64Array({ minLength: 1, maxLength: 500, noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 4, max: 60 }),
        (values, limit) => {
          const steps = stepsUpTo(values.length);
          const curve = decimate(steps, values, limit);
          expect(curve.values.length).toBeLessThanOrEqual(limit);
          expect(curve.steps[0]).toBe(0);
          expect(curve.steps.at(-1)).toBe(steps.at(-1));
          expect(Math.max(...curve.values)).toBe(Math.max(...values));
          expect(Math.min(...curve.values)).toBe(Math.min(...values));
          curve.steps.forEach((step, i) => {
            expect(curve.values[i]).toBe(values[step / 3]);
            if (i > 0) expect(step).toBeGreaterThan(curve.steps[i - 1]!);
          });
        },
      ),
    );
  });
});
