import { localNeighbours } from '../../network/parameterLayout.js';
import type { FloatArray } from '../types.js';

/**
 * W h of a local link m, samples × N: (W h)_i = W_0i h_(i+lower) + W_1i h_(i+upper) on a ring of N neurons (THEORY §4.1).
 * @param weights 2 × N, row-major
 */
export function multiplyLocal(
  hidden: FloatArray,
  weights: FloatArray,
  samples: number,
  neurons: number,
  m: number,
): Float64Array {
  const { lower, upper } = localNeighbours(m);
  const products = new Float64Array(samples * neurons);
  for (let i = 0; i < neurons; i++) {
    const low = (i + lower + neurons) % neurons;
    const high = (i + upper) % neurons;
    const lowWeight = weights[i]!;
    const highWeight = weights[neurons + i]!;
    for (let at = 0; at < products.length; at += neurons) {
      products[at + i] = lowWeight * hidden[at + low]! + highWeight * hidden[at + high]!;
    }
  }
  return products;
}
