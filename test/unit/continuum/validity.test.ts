import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import type { BlockState, BlockStates } from '../../../src/continuum/blockStates.js';
import { blockFlux } from '../../../src/continuum/blockStates.js';
import { distance, median, norm } from '../../../src/continuum/combine.js';
import { depthFluxes } from '../../../src/continuum/depthExpansion.js';
import { leaveOneOut, roughness } from '../../../src/continuum/validity.js';
import { verdictOf } from '../../../src/continuum/verdict.js';
import { multiplyDense } from '../../../src/decomposition/forward/dense.js';
import { flattenTransposed, readGolden } from '../decomposition/golden.js';

type Matrix = readonly (readonly number[])[];

function stateOf(weights: readonly Float64Array[], hidden: readonly Float64Array[]): BlockState {
  const products = weights.map((w, m) => {
    const inputs = hidden[m]!.length;
    return multiplyDense(hidden[m]!, w, 1, inputs, w.length / inputs);
  });
  return { weights, hidden, products, delivered: products, neurons: hidden };
}

function statesOf(before: BlockState, after: BlockState): BlockStates {
  const inputs = before.hidden[0]!.length;
  return {
    start: 0,
    count: before.weights.length,
    samples: 1,
    before,
    after,
    weightKinetic: before.weights.map(() => 0),
    multiply: (_, hidden, weights, samples) =>
      multiplyDense(hidden, weights, samples, inputs, weights.length / inputs),
  };
}

describe('golden 14: how well a link follows from its neighbours', () => {
  interface GoldenRow {
    readonly kind: string;
    readonly M: number;
    readonly m: number;
    readonly W0: readonly Matrix[];
    readonly W1: readonly Matrix[];
    readonly h0: Matrix;
    readonly h1: Matrix;
    readonly e: readonly number[];
    readonly loo: Readonly<Record<'f1' | 'f3', number>>;
    readonly kappa_W: readonly number[];
    readonly kappa_h: readonly number[];
  }
  const { rows } = readGolden('14_continuum_validity') as { readonly rows: readonly GoldenRow[] };

  for (const row of rows) {
    it(`reproduces V, κ and the truncation errors of ${row.M} ${row.kind} layers`, () => {
      const state = (weights: readonly Matrix[], hidden: Matrix): BlockState =>
        stateOf(
          weights.map((w) => flattenTransposed(w)),
          hidden.map((h) => Float64Array.from(h)),
        );
      const states = statesOf(state(row.W0, row.h0), state(row.W1, row.h1));
      expect(leaveOneOut(states, row.m, 'linear')).toBeCloseTo(row.loo.f1, 11);
      expect(leaveOneOut(states, row.m, 'cubic')).toBeCloseTo(row.loo.f3, 11);
      const flux = blockFlux(states, row.m);
      depthFluxes(states, 2).forEach((fluxes, n) => {
        const error = distance(fluxes[row.m]!, flux) / norm(flux);
        expect(error).toBeCloseTo(row.e[n]!, 10);
      });
      const { weights, hidden } = states.before;
      row.kappa_W.forEach((kappa, m) => {
        expect(roughness(weights[m]!, weights[m + 1]!)).toBeCloseTo(kappa, 12);
      });
      row.kappa_h.forEach((kappa, m) => {
        expect(roughness(hidden[m]!, hidden[m + 1]!)).toBeCloseTo(kappa, 12);
      });
    });
  }

  it('has no value where neighbours are missing or nothing moves', () => {
    const { W0, h0, W1, h1 } = rows[0]!;
    const state = (weights: readonly Matrix[], hidden: Matrix): BlockState =>
      stateOf(
        weights.map((w) => flattenTransposed(w)),
        hidden.map((h) => Float64Array.from(h)),
      );
    const states = statesOf(state(W0, h0), state(W1, h1));
    expect(leaveOneOut(states, 0, 'linear')).toBeUndefined();
    expect(leaveOneOut(states, 7, 'linear')).toBeUndefined();
    expect(leaveOneOut(states, 1, 'linear')).toBeDefined();
    expect(leaveOneOut(states, 1, 'cubic')).toBeUndefined();
    expect(leaveOneOut(states, 2, 'cubic')).toBeDefined();
    expect(leaveOneOut({ ...states, after: states.before }, 3, 'linear')).toBeUndefined();
    expect(roughness(new Float64Array(2), new Float64Array(2))).toBeUndefined();
    // Ends of the expansion are left out.
    const defined = depthFluxes(states, 2).map((fluxes) =>
      fluxes.flatMap((flux, m) => (flux === undefined ? [] : [m])),
    );
    expect(defined).toEqual([
      [0, 1, 2, 3, 4, 5, 6],
      [0, 1, 2, 3, 4, 5, 6],
      [1, 2, 3, 4, 5],
    ]);
    expect(() => depthFluxes(states, 3)).toThrow('orders 0 to 2');
  });

  it('tells correlated layers from independent ones, as the AR(1) table does', () => {
    interface GoldenCalibration {
      readonly ar1_calibration: readonly {
        readonly rho: number;
        readonly kappa_W: number;
        readonly loo_median: Readonly<Record<'f1' | 'f3', number>>;
      }[];
    }
    const { ar1_calibration: table } = readGolden('14_continuum_validity') as GoldenCalibration;
    const WIDTH = 8;
    const LAYERS = 60;
    for (const { rho, kappa_W, loo_median: reference } of table) {
      const random = createRandom(3, `ar1/${rho}`);
      const draw = (): Float64Array =>
        Float64Array.from({ length: WIDTH * WIDTH }, () => random.normal() / Math.sqrt(WIDTH));
      /** Layers with correlation ρ of neighbours, smooth h. */
      const matrices = (): Float64Array[] => {
        const layers = [draw()];
        while (layers.length < LAYERS) {
          const noise = draw();
          layers.push(layers.at(-1)!.map((w, at) => rho * w + Math.sqrt(1 - rho * rho) * noise[at]!));
        }
        return layers;
      };
      const phases = Array.from({ length: 2 * WIDTH }, () => 2 * Math.PI * random.uniform());
      const hidden = (shift: number): Float64Array[] =>
        Array.from({ length: LAYERS + 1 }, (_, m) =>
          Float64Array.from({ length: WIDTH }, (__, i) =>
            Math.cos((2 * Math.PI * m) / 70 + phases[shift * WIDTH + i]!),
          ),
        );
      const states = statesOf(stateOf(matrices(), hidden(0)), stateOf(matrices(), hidden(1)));
      const over = (prediction: 'linear' | 'cubic'): number =>
        median(
          states.before.weights.flatMap((_, m) => {
            const value = leaveOneOut(states, m, prediction);
            return value === undefined ? [] : [value];
          }),
        )!;
      const weights = states.before.weights;
      const kappa = median(weights.slice(1).map((w, m) => roughness(weights[m]!, w)!))!;
      expect(kappa / kappa_W).toBeGreaterThan(0.9);
      expect(kappa / kappa_W).toBeLessThan(1.1);
      expect(over('linear') / reference.f1).toBeGreaterThan(0.6);
      expect(over('linear') / reference.f1).toBeLessThan(1.5);
      expect(over('cubic') / reference.f3).toBeGreaterThan(0.6);
      expect(over('cubic') / reference.f3).toBeLessThan(1.5);
      expect(verdictOf(over('linear'), over('cubic'))).toBe(rho < 0.8 ? 'notControlled' : 'leadingOrderOnly');
    }
  });
});

describe('golden 20: the verdict', () => {
  const NAMES: Readonly<Record<string, string>> = {
    'leading-order-only': 'leadingOrderOnly',
    'not-controlled': 'notControlled',
  };
  const golden = readGolden('20_verdict') as readonly {
    readonly V_lin: number | null;
    readonly V_cub: number | null;
    readonly verdict: string;
  }[];

  it('is that of the reference', () => {
    expect(golden.length).toBeGreaterThan(0);
    for (const { V_lin, V_cub, verdict } of golden) {
      expect(verdictOf(V_lin ?? undefined, V_cub ?? undefined)).toBe(NAMES[verdict] ?? verdict);
    }
  });
});
