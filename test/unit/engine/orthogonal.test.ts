import { expect, test } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { drawOrthogonal } from '../../../src/engine/orthogonal.js';

test.each([
  [6, 6],
  [9, 4],
  [4, 9],
  [1, 7],
  [7, 1],
  [60, 60],
  [61, 59],
  [5, 130],
])('of %i × %i the shorter side is orthonormal', (inputs, outputs) => {
  const matrix = drawOrthogonal(inputs, outputs, createRandom(1, 'test'));
  const entry = (i: number, j: number): number => matrix[i * outputs + j]!;
  const wide = inputs < outputs;
  const [count, length] = wide ? [inputs, outputs] : [outputs, inputs];
  for (let a = 0; a < count; a++) {
    for (let b = 0; b <= a; b++) {
      let product = 0;
      for (let k = 0; k < length; k++)
        product += wide ? entry(a, k) * entry(b, k) : entry(k, a) * entry(k, b);
      expect(Math.abs(product - (a === b ? 1 : 0))).toBeLessThan(1e-12);
    }
  }
});

test('no direction is preferred: the entries have mean 0 and variance 1/n, those of the diagonal too', () => {
  const n = 4;
  const draws = 4000;
  const random = createRandom(2, 'test');
  const sums = new Float64Array(n * n);
  const squares = new Float64Array(n * n);
  for (let k = 0; k < draws; k++) {
    drawOrthogonal(n, n, random).forEach((value, at) => {
      sums[at]! += value;
      squares[at]! += value * value;
    });
  }
  // Standard errors: √(1/n)/√draws of a mean, at most √(2/(n²))/√draws of a square.
  for (const sum of sums) expect(Math.abs(sum / draws)).toBeLessThan(4.5 * Math.sqrt(1 / n / draws));
  for (const square of squares) {
    expect(Math.abs(square / draws - 1 / n)).toBeLessThan(4.5 * Math.sqrt(2 / n ** 2 / draws));
  }
});
