import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LOSSES, LOSS_NAMES, type LossName } from '../../../src/base/loss.js';
import { createRandom } from '../../../src/base/random.js';
import { LOSS_CODES } from '../../../src/kernels/describeChain.js';
import { plainLoss } from '../../../src/kernels/plainLoss.js';
import { KernelBench } from './kernelBench.js';

function evaluate(
  loss: LossName,
  samples: number,
  outputs: Float32Array,
  targets: Float32Array,
): { mean: number; errors: Float32Array } {
  const bench = new KernelBench();
  const Z = bench.place(outputs);
  const Y = bench.place(targets);
  const errors = bench.room(outputs.length);
  const mean = bench.functions.evaluateLoss(
    LOSS_CODES[loss],
    Z,
    Y,
    errors,
    samples,
    outputs.length / samples,
  );
  expect(bench.intact).toBe(true);
  return { mean, errors: bench.read(errors) };
}

/** Targets of a loss: probabilities, classes or anything. */
function drawTargets(loss: LossName, samples: number, size: number, random: () => number): Float32Array {
  const targets = Float32Array.from({ length: samples * size }, () =>
    loss === 'mse' ? random() : Math.abs(random()),
  );
  if (loss === 'mse') return targets;
  for (let s = 0; s < samples; s++) {
    const row = targets.subarray(s * size, (s + 1) * size);
    const sum = row.reduce((total, value) => total + value, 0);
    row.forEach((value, j) => (row[j] = j % 3 === 2 ? 0 : value / sum));
  }
  return targets;
}

describe.each(LOSS_NAMES)('%s', (loss) => {
  test('and its gradient are those of the analysis, for any number of samples and outputs', () => {
    const size = fc.integer({ min: 1, max: 11 });
    fc.assert(
      fc.property(size, size, fc.nat(), (samples, outputs, seed) => {
        const random = createRandom(seed, 'loss');
        const Z = Float32Array.from({ length: samples * outputs }, () => 3 * random.normal());
        const Y = drawTargets(loss, samples, outputs, () => random.normal());
        const { mean, errors } = evaluate(loss, samples, Z, Y);
        const expected = new Float32Array(Z.length);
        const expectedMean = plainLoss(loss, samples, Z, Y, expected);
        expect(Math.abs(mean - expectedMean)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(expectedMean)));
        errors.forEach((error, i) => {
          expect(Math.abs(error - expected[i]!)).toBeLessThanOrEqual(
            1e-6 * Math.max(1, Math.abs(expected[i]!)),
          );
        });
      }),
    );
  });

  test('of outputs that are not numbers is not one either', () => {
    expect(evaluate(loss, 1, Float32Array.of(NaN, 1), Float32Array.of(0, 1)).mean).not.toSatisfy(
      Number.isFinite,
    );
  });
});

test('large outputs do not overflow the softmax', () => {
  const Z = Float32Array.of(1000, 0, -1000);
  const Y = Float32Array.of(0, 1, 0);
  const { mean, errors } = evaluate('crossEntropy', 1, Z, Y);
  expect(mean).toBe(LOSSES.crossEntropy.value(Z, Y));
  expect([...errors]).toEqual([1, -1, 0]);
});
