import { describe, expect, test } from 'vitest';
import { drawInitialParameters } from '../../../src/engine/initialParameters.js';
import type { Initializer } from '../../../src/network/types.js';
import { chain } from './experiments.js';

const INPUTS = 200;
const OUTPUTS = 300;

describe('initial weights', () => {
  test.each([
    ['glorot', 2 / (INPUTS + OUTPUTS)],
    ['he', 2 / INPUTS],
    ['lecun', 1 / INPUTS],
    ['normal', 1],
  ] as const)('%s has its variance, times the gain squared', (kind, variance) => {
    const initializer: Initializer = { kind, gain: 1.5 };
    const [link] = drawInitialParameters(chain({ widths: [INPUTS, OUTPUTS], initializer }).links, 1);
    const weights = [...link!.weights];
    const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length;
    const measured = weights.reduce((sum, w) => sum + (w - mean) ** 2, 0) / weights.length;
    // Standard errors: 60 000 draws.
    const expected = variance * 1.5 ** 2;
    expect(Math.abs(mean)).toBeLessThan((4 * Math.sqrt(expected)) / Math.sqrt(60_000));
    expect(Math.abs(measured / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / 60_000));
  });

  test('biases start at zero and are there exactly for the links that have one', () => {
    const [first, second] = drawInitialParameters(chain({ widths: [2, 3, 4], bias: [true, false] }).links, 1);
    expect(first!.bias).toEqual(new Float32Array(3));
    expect(second!.bias).toBeUndefined();
  });

  test('a change to one layer leaves the weights of the others as they were', () => {
    const before = drawInitialParameters(chain({ widths: [2, 3, 4, 5] }).links, 1);
    const after = drawInitialParameters(chain({ widths: [2, 3, 9, 5] }).links, 1);
    expect(after[0]).toEqual(before[0]);
    expect(after[1]!.weights).not.toEqual(before[1]!.weights);
  });

  test('come from the seed', () => {
    const { links } = chain({ widths: [2, 3] });
    expect(drawInitialParameters(links, 1)).toEqual(drawInitialParameters(links, 1));
    expect(drawInitialParameters(links, 1)).not.toEqual(drawInitialParameters(links, 2));
  });
});

describe('initial weights that are not independent', () => {
  const draw = (options: Parameters<typeof chain>[0]): readonly (readonly number[])[] =>
    drawInitialParameters(chain(options).links, 5).map(({ weights }) => [...weights]);

  test('identity is the gain on the diagonal and 0 beyond it', () => {
    const initializer = { kind: 'identity', gain: 0.5 } as const;
    expect(draw({ widths: [2, 3, 2], initializer })).toEqual([
      [0.5, 0, 0, 0, 0.5, 0],
      [0.5, 0, 0, 0.5, 0, 0],
    ]);
  });

  test('orthogonal has rows of the length of its gain', () => {
    const [weights] = draw({ widths: [4, 6], initializer: { kind: 'orthogonal', gain: 2 } });
    for (let i = 0; i < 4; i++) {
      const row = weights!.slice(6 * i, 6 * i + 6);
      expect(Math.hypot(...row)).toBeCloseTo(2, 5);
    }
  });

  test('smooth has the variance gain²/N_in, and correlates links of one shape in a row, no others', () => {
    const initializer = { kind: 'smooth', gain: 1.5, depthCorrelation: 1000, widthCorrelation: 0 } as const;
    const [first, ...others] = draw({ widths: [40, 40, 40, 40, 30, 40, 40], initializer });
    const square = first!.reduce((sum, w) => sum + w * w, 0) / first!.length;
    expect(Math.abs(square / (1.5 ** 2 / 40) - 1)).toBeLessThan(4 * Math.sqrt(2 / 1600));
    const overlap = (a: readonly number[], b: readonly number[]): number =>
      a.reduce((sum, w, i) => sum + w * b[i]!, 0) / Math.sqrt(a.length * b.length) / (1.5 ** 2 / 40);
    expect(overlap(first!, others[0]!)).toBeGreaterThan(0.9);
    expect(overlap(first!, others[1]!)).toBeGreaterThan(0.9);
    expect(Math.abs(overlap(first!, others[4]!))).toBeLessThan(0.12);
  });

  test('a tied link has the arrays of the link whose parameters it shares', () => {
    const links = [{}, {}, { tiedTo: 0 }, { tiedTo: 1 }];
    const drawn = drawInitialParameters(chain({ widths: [4, 4, 4, 4, 4], links }).links, 5);
    expect(drawn[2]).toBe(drawn[0]);
    expect(drawn[3]).toBe(drawn[1]);
    expect(drawn[1]!.weights).not.toEqual(drawn[0]!.weights);
  });
});
