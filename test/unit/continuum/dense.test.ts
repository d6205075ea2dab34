import { describe, expect, it } from 'vitest';
import {
  denseFlux,
  linkDensity,
  productRateOf,
  type DepthMatrix,
} from '../../../src/continuum/denseExpansion.js';
import { readGolden } from '../decomposition/golden.js';

interface GoldenTerms {
  readonly KW: number;
  readonly Kz: number;
  readonly C: number;
  readonly F: number;
}

describe('golden 13: the depth-only continuum of a dense network', () => {
  type Matrix = readonly (readonly number[])[];
  interface GoldenDense {
    /** [coefficient][out][in] */
    readonly W: readonly Matrix[];
    readonly Wdot: readonly Matrix[];
    /** [coefficient][neuron] */
    readonly z: Matrix;
    readonly zdot: Matrix;
    readonly width: number;
    readonly rows: readonly {
      readonly alpha: number;
      readonly M: number;
      readonly lattice: number;
      readonly orders: readonly (GoldenTerms & { readonly order: number })[];
    }[];
  }
  const golden = readGolden('13_dense_depth_continuum') as GoldenDense;
  const { width } = golden;
  /** ∂_x^p of c₀ + c₁ cos x + c₂ sin x. */
  const evaluate = ([c0, c1, c2]: readonly number[], x: number, p: number): number =>
    (p === 0 ? c0! : 0) + c1! * Math.cos(x + 0.5 * Math.PI * p) + c2! * Math.sin(x + 0.5 * Math.PI * p);
  const matrix = (fields: readonly Matrix[], x: number, p = 0): Float64Array =>
    Float64Array.from({ length: width * width }, (_, at) => {
      const [row, column] = [at % width, Math.floor(at / width)];
      return evaluate(
        fields.map((field) => field[row]![column]!),
        x,
        p,
      );
    });
  const vector = (fields: Matrix, x: number, p = 0): Float64Array =>
    Float64Array.from({ length: width }, (_, i) =>
      evaluate(
        fields.map((field) => field[i]!),
        x,
        p,
      ),
    );
  const weights = (x: number, p = 0): DepthMatrix => ({
    value: matrix(golden.W, x, p),
    rate: matrix(golden.Wdot, x, p),
  });
  /** tanh z(x) and its rate, differentiated by hand. */
  const hidden = (x: number): readonly [DepthMatrix, DepthMatrix, DepthMatrix] => {
    const [z, zx, zxx] = [0, 1, 2].map((p) => vector(golden.z, x, p));
    const [r, rx, rxx] = [0, 1, 2].map((p) => vector(golden.zdot, x, p));
    const of = (formula: (i: number, t: number, d: number) => number): Float64Array =>
      z!.map((value, i) => formula(i, Math.tanh(value), 1 - Math.tanh(value) ** 2));
    return [
      { value: of((_, t) => t), rate: of((i, _, d) => d * r![i]!) },
      {
        value: of((i, _, d) => d * zx![i]!),
        rate: of((i, t, d) => d * rx![i]! - 2 * t * d * r![i]! * zx![i]!),
      },
      {
        value: of((i, t, d) => d * zxx![i]! - 2 * t * d * zx![i]! ** 2),
        rate: of((i, t, d) => {
          const [second, third] = [-2 * t * d, -2 * d * (d - 2 * t * t)];
          return (
            d * rxx![i]! +
            second * (r![i]! * zxx![i]! + 2 * zx![i]! * rx![i]!) +
            third * r![i]! * zx![i]! ** 2
          );
        }),
      },
    ];
  };
  const dot = (a: Float64Array, b: Float64Array): number =>
    a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const POINTS = 64;
  const integrate = (density: (x: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < POINTS; i++) sum += density((2 * Math.PI * i) / POINTS);
    return (2 * Math.PI * sum) / POINTS;
  };

  it('reproduces the lattice and orders 0 to 2 about z, for weights half way and at either end', () => {
    expect(golden.rows.length).toBeGreaterThan(0);
    for (const { alpha, M, lattice, orders } of golden.rows) {
      const a = (2 * Math.PI) / M;
      let sum = 0;
      for (let m = 0; m < M; m++) {
        const x = m * a;
        const flux = productRateOf(weights(x - alpha * a), hidden(x - a)[0]);
        const rate = vector(golden.zdot, x);
        const { rate: motion } = weights(x - alpha * a);
        sum += 0.5 * dot(motion, motion) + 0.5 * dot(rate, rate) - dot(rate, flux) + 0.5 * dot(flux, flux);
      }
      expect(a * sum).toBeCloseTo(lattice, 10);
      for (const { order, C, F } of orders) {
        const flux = (x: number, n: number): Float64Array =>
          denseFlux([weights(x), weights(x, 1), weights(x, 2)], hidden(x), alpha, a, n);
        const coupling = integrate((x) => -dot(vector(golden.zdot, x), flux(x, order)));
        expect(coupling).toBeCloseTo(C, 10);
        const squared = integrate((x) => {
          let part = 0;
          for (let i = 0; i <= order; i++) part += 0.5 * dot(flux(x, i), flux(x, order - i));
          return part;
        });
        expect(squared).toBeCloseTo(F, 10);
      }
    }
  });

  it('has a density about links that approaches the lattice of links half way as a³', () => {
    const errors = golden.rows
      .filter(({ alpha }) => alpha === 0.5)
      .map(({ M, lattice }) => {
        const a = (2 * Math.PI) / M;
        const value = integrate((x) => {
          const [s, sx, sxx] = hidden(x);
          const w = weights(x);
          const orders = linkDensity(
            {
              weightRate: w.rate,
              velocity: [vector(golden.zdot, x), vector(golden.zdot, x, 1), vector(golden.zdot, x, 2)],
              flux: [productRateOf(w, s), productRateOf(w, sx), productRateOf(w, sxx)],
            },
            a,
          );
          return orders[0] + orders[1] + orders[2];
        });
        return Math.abs(value - lattice);
      });
    expect(errors).toHaveLength(3);
    for (let i = 1; i < errors.length; i++) {
      const rate = Math.log2(errors[i - 1]! / errors[i]!);
      expect(rate).toBeGreaterThan(2.8);
    }
  });

  it('asks for the derivatives that it needs', () => {
    expect(() => denseFlux([weights(0)], hidden(0), 0.5, 1, 1)).toThrow('up to order 1');
  });
});
