import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, permutation } from '../../../src/base/random.js';
import { analyzeContinuum } from '../../../src/continuum/analyzeContinuum.js';
import { assign } from '../../../src/continuum/assignment.js';
import type { LinkParameters } from '../../../src/decomposition/types.js';
import { analysed, chain } from './networks.js';

describe('the assignment of least cost', () => {
  const total = (cost: Float64Array, order: readonly number[]): number =>
    order.reduce((sum, column, row) => sum + cost[row * order.length + column]!, 0);

  function* permutations(n: number, taken: readonly number[] = []): Generator<readonly number[]> {
    if (taken.length === n) yield taken;
    for (let i = 0; i < n; i++) if (!taken.includes(i)) yield* permutations(n, [...taken, i]);
  }

  it('costs no more than any permutation', () => {
    const matrices = fc.integer({ min: 1, max: 5 }).chain((n) =>
      fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -9, max: 9, noNaN: true })), {
        minLength: n * n,
        maxLength: n * n,
      }),
    );
    fc.assert(
      fc.property(matrices, (values) => {
        const cost = Float64Array.from(values);
        const n = Math.sqrt(values.length);
        const found = [...assign(cost)];
        expect([...found].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
        const least = Math.min(...[...permutations(n)].map((order) => total(cost, order)));
        expect(total(cost, found)).toBeCloseTo(least, 9);
      }),
    );
  });

  it('refuses what is no square of numbers', () => {
    expect(() => assign(new Float64Array(3))).toThrow('no square');
    expect(() => assign(Float64Array.of(NaN))).toThrow('finite');
    expect(assign(new Float64Array(0))).toHaveLength(0);
  });
});

describe('labels of neurons', () => {
  const [WIDTH, LINKS, SAMPLES] = [6, 12, 4];
  const network = chain('dense', WIDTH, LINKS);

  /** Weights that vary slowly with depth around √N times an orthogonal-like mixture, before and after a step. */
  function smoothParameters(time: number): LinkParameters[] {
    const random = createRandom(4, 'smooth');
    const draws = Array.from({ length: WIDTH * WIDTH }, () => ({
      mean: random.normal() / Math.sqrt(WIDTH),
      phase: 6 * random.uniform(),
      rate: random.normal(),
    }));
    return network.links.map((_, m) => ({
      weights: Float64Array.from(
        draws,
        ({ mean, phase, rate }) => 1.2 * mean + 0.3 * Math.cos(0.2 * m + phase) + time * rate,
      ),
      bias: new Float64Array(WIDTH),
    }));
  }

  /** The same network with other labels in every hidden layer. */
  function relabel(parameters: readonly LinkParameters[]): LinkParameters[] {
    const random = createRandom(9, 'labels');
    const orders = Array.from({ length: LINKS + 1 }, (_, l) =>
      l === 0 || l === LINKS ? Uint32Array.from({ length: WIDTH }, (__, i) => i) : permutation(WIDTH, random),
    );
    return parameters.map(({ weights, bias }, m) => ({
      weights: Float64Array.from(
        weights,
        (_, at) => weights[orders[m]![Math.floor(at / WIDTH)]! * WIDTH + orders[m + 1]![at % WIDTH]!]!,
      ),
      bias,
    }));
  }

  it('are aligned before anything is called rough: a smooth block in other labels is smooth again', () => {
    const random = createRandom(2, 'data');
    const inputs = Float64Array.from({ length: SAMPLES * WIDTH }, () => random.normal());
    const of = (change: (parameters: readonly LinkParameters[]) => LinkParameters[]) => {
      const pair = {
        before: change(smoothParameters(0)),
        after: change(smoothParameters(0.001)),
        samples: SAMPLES,
        inputsBefore: inputs,
        inputsAfter: inputs,
        targets: new Float64Array(SAMPLES * WIDTH),
      };
      const { passes } = analysed(network, pair);
      const block = { start: 1, length: LINKS - 1, period: 1 };
      return analyzeContinuum(network, pair, passes, [block], { alignWidest: WIDTH, samples: SAMPLES })
        .blocks[0]!;
    };
    const smooth = of((parameters) => [...parameters]);
    // What is not rough is left as it is.
    expect(smooth.validity.verdict).not.toBe('notControlled');
    expect(smooth.alignedValidity).toBeUndefined();
    const mixed = of(relabel);
    expect(mixed.validity.medianLinear).toBeGreaterThan(3 * smooth.validity.medianLinear!);
    expect(mixed.validity.verdict).toBe('notControlled');
    const aligned = mixed.alignedValidity!;
    expect(aligned.medianLinear).toBeLessThan(1.5 * smooth.validity.medianLinear!);
    expect(aligned.weightRoughness.at(-1)).toBeCloseTo(smooth.validity.weightRoughness.at(-1)!, 9);
  });

  it('are not arbitrary where skips join neurons of equal label', () => {
    const residual = chain('dense', WIDTH, LINKS, true);
    const pair = {
      before: smoothParameters(0),
      after: smoothParameters(0.001),
      samples: 1,
      inputsBefore: new Float64Array(WIDTH).fill(0.3),
      inputsAfter: new Float64Array(WIDTH).fill(0.3),
      targets: new Float64Array(WIDTH),
    };
    const { passes } = analysed(residual, pair);
    const block = { start: 1, length: LINKS - 1, period: 1 };
    const record = analyzeContinuum(residual, pair, passes, [block], { alignWidest: WIDTH });
    expect(record.blocks[0]!.alignedValidity).toBeUndefined();
  });
});
