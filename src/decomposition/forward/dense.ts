import type { FloatArray } from '../types.js';

/** Rows of W taken at once: enough to hide the loads and stores of the sums, few enough to stay in the cache. */
const ROWS = 4;

/**
 * hidden · weights in float64, added to `products`, rows × outputs. Rows of W are promoted once and used for all rows of
 * `hidden`, four at a time; this is most of the cost of the analysis.
 * @param hidden rows × inputs, row-major
 * @param weights inputs × outputs, row-major
 */
export function addMatrixProduct(
  products: Float64Array,
  hidden: FloatArray,
  weights: FloatArray,
  rows: number,
  inputs: number,
  outputs: number,
): void {
  const promoted = Array.from({ length: ROWS }, () => new Float64Array(outputs));
  const [row0, row1, row2, row3] = promoted as [Float64Array, Float64Array, Float64Array, Float64Array];
  for (let i = 0; i < inputs; i += ROWS) {
    promoted.forEach((row, r) => {
      if (i + r < inputs) row.set(weights.subarray((i + r) * outputs, (i + r + 1) * outputs));
      else row.fill(0);
    });
    for (let s = 0; s < rows; s++) {
      const from = s * inputs + i;
      const to = s * outputs;
      const h0 = hidden[from]!;
      const h1 = i + 1 < inputs ? hidden[from + 1]! : 0;
      const h2 = i + 2 < inputs ? hidden[from + 2]! : 0;
      const h3 = i + 3 < inputs ? hidden[from + 3]! : 0;
      for (let j = 0; j < outputs; j++) {
        products[to + j]! += h0 * row0[j]! + h1 * row1[j]! + (h2 * row2[j]! + h3 * row3[j]!);
      }
    }
  }
}

/** W h of a dense link, samples × outputs. */
export function multiplyDense(
  hidden: FloatArray,
  weights: FloatArray,
  samples: number,
  inputs: number,
  outputs: number,
): Float64Array {
  const products = new Float64Array(samples * outputs);
  addMatrixProduct(products, hidden, weights, samples, inputs, outputs);
  return products;
}
