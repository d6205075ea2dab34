import { describe, expect, test } from 'vitest';
import { ACTIVATIONS, ACTIVATION_NAMES } from '../../../src/base/activation.js';
import { ACTIVATION_CODES } from '../../../src/kernels/describeChain.js';
import { BUILDS, KernelBench } from './kernelBench.js';

/** Densely from −20 to 20, then ever nearer to 0 from both sides, then where exponentials end. */
const POINTS = Float32Array.from([
  ...Array.from({ length: 4001 }, (_, i) => (i - 2000) / 100),
  ...Array.from({ length: 120 }, (_, i) => 2 ** (-i / 4)),
  ...Array.from({ length: 120 }, (_, i) => -(2 ** (-i / 4))),
  ...[-1000, -200, -104, -103, -90, -88, -87, -60, -40, 40, 60, 87, 88, 89, 104, 200, 1000],
]);
/** Three units in the last place: of σ, measured by the larger of 1 and z; slopes, made of values, may have twice that. */
const TOLERANCE = 4e-7;

describe.each(BUILDS)('by $build', ({ module }) => {
  function evaluate(
    name: keyof typeof ACTIVATION_CODES,
    points: Float32Array,
  ): { h: Float32Array; slopes: Float32Array } {
    const bench = new KernelBench(module);
    const code = ACTIVATION_CODES[name];
    const z = bench.place(points);
    const h = bench.room(points.length);
    const g = bench.place(new Float32Array(points.length).fill(1));
    bench.functions.activate(code, z, h, points.length);
    bench.functions.multiplyBySlope(code, g, z, h, points.length);
    expect(bench.intact).toBe(true);
    return { h: bench.read(h), slopes: bench.read(g) };
  }

  describe.each(ACTIVATION_NAMES)('%s', (name) => {
    const { value, derivative } = ACTIVATIONS[name];

    test('and its derivative are those of the analysis to float32 accuracy', () => {
      const { h, slopes } = evaluate(name, POINTS);
      const errors = [...POINTS].map((z, i) => ({
        z,
        ofValue: Math.abs(h[i]! - value(z)) / Math.max(1, Math.abs(z)),
        ofSlope: Math.abs(slopes[i]! - derivative(z)),
      }));
      expect(errors.filter(({ ofValue }) => !(ofValue <= TOLERANCE))).toEqual([]);
      expect(errors.filter(({ ofSlope }) => !(ofSlope <= 2 * TOLERANCE))).toEqual([]);
    });

    test('of 1 to 9 numbers is the same as in a long row, and touches nothing else', () => {
      const whole = evaluate(name, POINTS.subarray(1990, 2010));
      for (let count = 1; count <= 9; count++) {
        const part = evaluate(name, POINTS.subarray(1990, 1990 + count));
        expect(part.h).toEqual(whole.h.subarray(0, count));
        expect(part.slopes).toEqual(whole.slopes.subarray(0, count));
      }
    });

    test('of what is not a number is not a number', () => {
      const { h } = evaluate(name, Float32Array.of(NaN, 1));
      expect(h[0]).toBeNaN();
      expect(h[1]).toBeCloseTo(value(1), 5);
    });

    test('may replace its own input', () => {
      const bench = new KernelBench(module);
      const z = bench.place(POINTS);
      bench.functions.activate(ACTIVATION_CODES[name], z, z, POINTS.length);
      expect(bench.read(z)).toEqual(evaluate(name, POINTS).h);
    });
  });

  /** Where σ is small, its relative error matters too: gradients of deep networks are products. */
  test.each(['tanh', 'elu', 'silu', 'sigmoid', 'softplus'] as const)(
    '%s is accurate relative to its own size, however small',
    (name) => {
      const near = POINTS.filter((z) => z > -80 && z < 80);
      const { h } = evaluate(name, near);
      near.forEach((z, i) => {
        const expected = ACTIVATIONS[name].value(z);
        expect(Math.abs(h[i]! - expected), `σ(${z})`).toBeLessThanOrEqual(6e-7 * Math.abs(expected) + 1e-37);
      });
    },
  );

  test('tanh never exceeds 1, so that its slope never changes sign', () => {
    const { h, slopes } = evaluate('tanh', POINTS);
    expect(Math.max(...h)).toBe(1);
    expect(Math.min(...slopes)).toBe(0);
  });
});
