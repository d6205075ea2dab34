import { describe, expect, it } from 'vitest';
import { ACTIVATION_NAMES, ACTIVATIONS } from '../../../src/base/activation.js';

/** Points on both sides of every kink, and far out. */
const POINTS = [-40, -8, -3, -1, -0.3, -1e-3, 1e-3, 0.4, 1, 2.5, 7, 40];

describe('activations', () => {
  for (const name of ACTIVATION_NAMES) {
    const { value, derivative } = ACTIVATIONS[name];

    it(`${name}: the derivative agrees with a difference quotient`, () => {
      for (const z of POINTS) {
        const step = 1e-5 * Math.max(1e-2, Math.min(1, Math.abs(z)));
        const quotient = (value(z + step) - value(z - step)) / (2 * step);
        expect(Math.abs(derivative(z) - quotient)).toBeLessThan(1e-7);
      }
    });

    it(`${name}: stays finite for any finite argument`, () => {
      for (const z of [-1e300, -1e5, -750, 0, 750, 1e5, 1e300]) {
        expect(Number.isFinite(value(z))).toBe(true);
        expect(Number.isFinite(derivative(z))).toBe(true);
      }
    });
  }

  it('have the known values at 1 and −1', () => {
    const at = (z: number): number[] => ACTIVATION_NAMES.map((name) => ACTIVATIONS[name].value(z));
    // linear, tanh, relu, leakyRelu, elu, gelu, silu, sigmoid, softplus; from tables and a multiprecision program
    const known = {
      one: [
        1, 0.7615941559557649, 1, 1, 1, 0.8413447460685429, 0.7310585786300049, 0.7310585786300049,
        1.3132616875182228,
      ],
      minusOne: [
        -1, -0.7615941559557649, 0, -0.01, -0.6321205588285577, -0.15865525393145707, -0.2689414213699951,
        0.2689414213699951, 0.31326168751822286,
      ],
    };
    at(1).forEach((value, i) => {
      expect(value).toBeCloseTo(known.one[i]!, 14);
    });
    at(-1).forEach((value, i) => {
      expect(value).toBeCloseTo(known.minusOne[i]!, 14);
    });
  });
});
