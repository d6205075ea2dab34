import fc from 'fast-check';
import { expect, test } from 'vitest';
import { denseMap } from '../../../src/dynamics/denseMap.js';

const count = fc.integer({ min: 1, max: 9 });
const entry = fc.integer({ min: -9, max: 9 });

test('pulls back by Wᵀ and adds up outer products, in whole blocks of rows and in what is left of one', () => {
  const sizes = fc.record({ inputs: count, outputs: count, samples: count, skipped: fc.nat(8) });
  fc.assert(
    fc.property(sizes, fc.infiniteStream(entry), ({ inputs, outputs, samples, skipped }, numbers) => {
      const take = (length: number): number[] => [...numbers.take(length)];
      const weights = Float32Array.from(take(inputs * outputs));
      const hidden = Float64Array.from(take(samples * inputs));
      const delta = Float64Array.from(take(samples * outputs));
      const map = denseMap(inputs, outputs);
      const first = Math.min(skipped, samples - 1);
      const gradient = new Float64Array(inputs * outputs).fill(1);
      map.addWeightGradient(gradient, hidden, delta, first, samples);
      const pulled = map.transpose(delta, weights, samples);
      // Whole numbers: sums are exact in any order.
      for (let i = 0; i < inputs; i++) {
        for (let s = 0; s < samples; s++) {
          let sum = 0;
          for (let j = 0; j < outputs; j++) sum += weights[i * outputs + j]! * delta[s * outputs + j]!;
          expect(pulled[s * inputs + i]).toBe(sum);
        }
        for (let j = 0; j < outputs; j++) {
          let sum = 1;
          for (let s = first; s < samples; s++) sum += hidden[s * inputs + i]! * delta[s * outputs + j]!;
          expect(gradient[i * outputs + j]).toBe(sum);
        }
      }
    }),
    { numRuns: 60 },
  );
});
