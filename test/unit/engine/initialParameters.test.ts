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
