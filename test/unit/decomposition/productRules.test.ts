import { describe, expect, it } from 'vitest';
import { fluxByRule, type ProductRule } from '../../../src/decomposition/productRules.js';
import { flattenTransposed, readGolden } from './golden.js';

interface GoldenRules {
  readonly act: 'tanh';
  readonly W0: readonly (readonly number[])[];
  readonly z0_m: readonly number[];
  readonly rows: readonly {
    readonly eta: number;
    readonly W1: readonly (readonly number[])[];
    readonly z1_m: readonly number[];
    readonly f_exact: readonly number[];
    readonly f_forward_product: readonly number[];
    readonly f_midpoint_product: readonly number[];
  }[];
}

const norm = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));
const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number[] =>
  Array.from(a, (value, i) => value - b[i]!);

describe('golden 04: product rules for the flux', () => {
  const golden = readGolden('04_product_rule') as GoldenRules;
  const before = { weights: flattenTransposed(golden.W0), neurons: Float64Array.from(golden.z0_m) };
  const flux = (rule: ProductRule, row: GoldenRules['rows'][number]): Float64Array =>
    fluxByRule(rule, golden.act, before, {
      weights: flattenTransposed(row.W1),
      neurons: Float64Array.from(row.z1_m),
    });
  const relativeError = (rule: ProductRule, row: GoldenRules['rows'][number]): number =>
    norm(difference(flux(rule, row), row.f_exact)) / norm(row.f_exact);

  it('reproduces the exact, continuous-time and midpoint flux', () => {
    for (const row of golden.rows) {
      for (const [rule, expected] of [
        ['exact', row.f_exact],
        ['continuousTime', row.f_forward_product],
        ['midpoint', row.f_midpoint_product],
      ] as const) {
        expect(norm(difference(flux(rule, row), expected))).toBeLessThanOrEqual(1e-12 * norm(row.f_exact));
      }
    }
  });

  it('finds the discrete Leibniz rule exact, also where z does not move', () => {
    for (const row of golden.rows) expect(relativeError('discreteLeibniz', row)).toBeLessThanOrEqual(1e-12);
    const still = fluxByRule('discreteLeibniz', golden.act, before, before);
    expect(norm(still)).toBe(0);
  });

  it('sees the continuous-time rule converge at first and the midpoint rule at second order in η', () => {
    for (const [rule, order] of [
      ['continuousTime', 1],
      ['midpoint', 2],
    ] as const) {
      const [last, first] = [golden.rows.at(-1)!, golden.rows[0]!];
      const slope =
        Math.log(relativeError(rule, first) / relativeError(rule, last)) / Math.log(first.eta / last.eta);
      expect(Math.abs(slope - order)).toBeLessThan(0.2);
    }
  });
});
