import type { FloatArray } from '../decomposition/types.js';
import type { LinearMap } from './linearMap.js';

/** Rows taken at once: enough to hide the loads and stores of the sums, few enough to stay in the cache. */
const ROWS = 4;

/**
 * The derivatives of h → W h of a dense link, in loops as those of its forward pass: rows of W are promoted to float64 once for all
 * samples, and four rows share the loads of a fifth.
 */
export const denseMap = (inputs: number, outputs: number): LinearMap => ({
  transpose: (delta, weights, samples) => multiplyTransposed(delta, weights, samples, inputs, outputs),
  addWeightGradient(into, hidden, delta, first, last) {
    addOuterProducts(into, hidden, delta, first, last, inputs, outputs);
  },
});

/** Wᵀδ: row i of W with δ_s, for four i at a time. */
function multiplyTransposed(
  delta: Float64Array,
  weights: FloatArray,
  samples: number,
  inputs: number,
  outputs: number,
): Float64Array {
  const pulled = new Float64Array(samples * inputs);
  const rows = Array.from({ length: ROWS }, () => new Float64Array(outputs));
  const [row0, row1, row2, row3] = rows as [Float64Array, Float64Array, Float64Array, Float64Array];
  for (let i = 0; i < inputs; i += ROWS) {
    const count = Math.min(ROWS, inputs - i);
    // Behind the last row of W there stay those of the block before, whose sums nobody takes.
    for (let r = 0; r < count; r++) rows[r]!.set(weights.subarray((i + r) * outputs, (i + r + 1) * outputs));
    for (let s = 0; s < samples; s++) {
      const from = s * outputs;
      let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
      for (let j = 0; j < outputs; j++) {
        const d = delta[from + j]!;
        sum0 += row0[j]! * d;
        sum1 += row1[j]! * d;
        sum2 += row2[j]! * d;
        sum3 += row3[j]! * d;
      }
      const to = s * inputs + i;
      pulled[to] = sum0;
      if (count > 1) pulled[to + 1] = sum1;
      if (count > 2) pulled[to + 2] = sum2;
      if (count > 3) pulled[to + 3] = sum3;
    }
  }
  return pulled;
}

/** Adds Σ_s h_s δ_sᵀ, of four samples in each visit of a row. */
function addOuterProducts(
  into: Float64Array,
  hidden: FloatArray,
  delta: Float64Array,
  first: number,
  last: number,
  inputs: number,
  outputs: number,
): void {
  const whole = first + ROWS * Math.floor((last - first) / ROWS);
  for (let i = 0; i < inputs; i++) {
    const row = i * outputs;
    for (let s = first; s < whole; s += ROWS) {
      const h0 = hidden[s * inputs + i]!;
      const h1 = hidden[(s + 1) * inputs + i]!;
      const h2 = hidden[(s + 2) * inputs + i]!;
      const h3 = hidden[(s + 3) * inputs + i]!;
      const d0 = s * outputs;
      const d1 = d0 + outputs;
      const d2 = d1 + outputs;
      const d3 = d2 + outputs;
      for (let j = 0; j < outputs; j++) {
        into[row + j]! +=
          h0 * delta[d0 + j]! + h1 * delta[d1 + j]! + (h2 * delta[d2 + j]! + h3 * delta[d3 + j]!);
      }
    }
    for (let s = whole; s < last; s++) {
      const h = hidden[s * inputs + i]!;
      if (h === 0) continue;
      const from = s * outputs;
      for (let j = 0; j < outputs; j++) into[row + j]! += h * delta[from + j]!;
    }
  }
}
