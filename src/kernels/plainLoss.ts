import { LOSSES, type LossName } from '../base/loss.js';

/**
 * Mean loss over the samples, and its gradient by the outputs.
 * @param outputs Z, samples × size; after the head's activation
 * @param targets Y, samples × size
 * @param errors where the gradient goes, samples × size
 */
export function plainLoss(
  loss: LossName,
  samples: number,
  outputs: Float32Array,
  targets: Float32Array,
  errors: Float32Array,
): number {
  const size = outputs.length / samples;
  const { value, gradient } = LOSSES[loss];
  let total = 0;
  for (let start = 0; start < outputs.length; start += size) {
    const Z = outputs.subarray(start, start + size);
    const Y = targets.subarray(start, start + size);
    total += value(Z, Y);
    errors.set(
      gradient(Z, Y).map((slope) => slope / samples),
      start,
    );
  }
  return total / samples;
}
