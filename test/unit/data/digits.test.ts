import { describe, expect, it } from 'vitest';

import { createDataset } from '../../../src/data/dataset.js';
import { readDigits } from '../../../src/data/digits.js';
import type { DigitsPlan } from '../../../src/data/types.js';

const plan: DigitsPlan = {
  source: 'digits',
  inputs: 64,
  outputs: 10,
  samples: 1797,
  shape: [8, 8, 1],
};

describe('the digits', () => {
  const { pixels, labels } = readDigits();

  it('are those of the repository: number, classes, sum of all pixels', () => {
    expect(pixels).toHaveLength(1797 * 64);
    expect(pixels.reduce((a, b) => a + b)).toBe(561_718);
    const counts = Array.from({ length: 10 }, (_, k) => labels.filter((label) => label === k).length);
    expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
    expect(pixels.every((pixel) => Number.isInteger(pixel) && pixel >= 0 && pixel <= 16)).toBe(true);
    expect(pixels.filter((pixel) => pixel === 16)).toHaveLength(10_456);
  });

  it('begin with a round 0 and a straight 1', () => {
    expect([...labels.subarray(0, 12)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    const rows = Array.from({ length: 8 }, (_, row) => Array.from(pixels.subarray(8 * row, 8 * row + 8)));
    expect(rows).toEqual([
      [0, 0, 5, 13, 9, 1, 0, 0],
      [0, 0, 13, 15, 10, 15, 5, 0],
      [0, 3, 15, 2, 0, 11, 8, 0],
      [0, 4, 12, 0, 0, 8, 8, 0],
      [0, 5, 8, 0, 0, 9, 8, 0],
      [0, 4, 11, 0, 1, 12, 7, 0],
      [0, 2, 14, 5, 10, 12, 0, 0],
      [0, 0, 6, 13, 10, 0, 0, 0],
    ]);
  });

  it('come with pixels from 0 to 1, one-hot', () => {
    const { x, y } = createDataset(plan, 0);
    expect(x[2]).toBe(5 / 16);
    expect(Math.min(...x)).toBe(0);
    expect(Math.max(...x)).toBe(1);
    expect(y.reduce((a, b) => a + b)).toBe(1797);
    expect(y[10 * 7 + 7]).toBe(1);
  });

  it('give the first images when fewer are asked for', () => {
    const few = createDataset({ ...plan, samples: 100 }, 0);
    expect(few.x).toEqual(createDataset(plan, 1).x.subarray(0, 6400));
    expect(few.y).toHaveLength(1000);
  });
});
