import { CROSS_ENTROPY, HINGE, KL_DIVERGENCE } from '../chainLayout';
import { Exponential, naturalLogarithm } from './exponential';
import { hinge, hingeOfClasses } from './hinge';
import { Lanes } from './lanes';

/**
 * Mean loss over the samples (base/loss.ts), and its gradient by the outputs.
 * @param outputs Z, samples × size; after the head's activation
 * @param targets Y, samples × size
 * @param errors where the gradient goes, samples × size
 */
export function evaluateLoss(
  loss: i32,
  outputs: usize,
  targets: usize,
  errors: usize,
  samples: i32,
  size: i32,
): f32 {
  const factor = <f32>1 / <f32>samples;
  let total: f64 = 0;
  if (loss == CROSS_ENTROPY || loss == KL_DIVERGENCE) {
    total = crossEntropy(outputs, targets, errors, samples, size, factor);
    if (loss == KL_DIVERGENCE) total += negativeEntropy(targets, samples * size);
  } else if (loss == HINGE) {
    total =
      size == 1
        ? hinge(outputs, targets, errors, samples, factor)
        : hingeOfClasses(outputs, targets, errors, samples, size, factor);
  } else {
    total = meanSquare(outputs, targets, errors, samples * size, 2 * factor);
  }
  return <f32>(total / <f64>samples);
}

/** Σ (Z − Y)²; the gradient is 2 (Z − Y). */
function meanSquare(outputs: usize, targets: usize, errors: usize, count: i32, factor: f32): f64 {
  let total = f64x2.splat(0);
  for (; count > 0; count -= 4, outputs += 16, targets += 16, errors += 16) {
    const error = f32x4.sub(Lanes.loadSome(outputs, count), Lanes.loadSome(targets, count));
    Lanes.storeSome(errors, f32x4.mul(error, Lanes.all(factor)), count);
    const low = f64x2.promote_low_f32x4(error);
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(error, error, 2, 3, 2, 3));
    total = f64x2.add(total, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
  }
  return f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
}

/** −Σ Y ln softmax(Z); the gradient is softmax(Z) ΣY − Y, for targets need not sum to one. */
function crossEntropy(
  outputs: usize,
  targets: usize,
  errors: usize,
  samples: i32,
  size: i32,
  factor: f32,
): f64 {
  const row = (<usize>size) << 2;
  let total: f64 = 0;
  for (let s = 0; s < samples; s++, outputs += row, targets += row, errors += row) {
    let largest = load<f32>(outputs);
    for (let j: usize = 4; j < row; j += 4) largest = max(largest, load<f32>(outputs + j));

    let normaliser: f64 = 0;
    let weight: f64 = 0;
    for (let j: usize = 0; j < row; j += 4) {
      const shifted = load<f32>(outputs + j) - largest;
      const target = load<f32>(targets + j);
      const exponential = f32x4.extract_lane(Exponential.exp(Lanes.all(shifted)), 0);
      store<f32>(errors + j, exponential);
      normaliser += exponential;
      weight += target;
      if (target != 0) total -= <f64>target * <f64>shifted;
    }
    total += weight * naturalLogarithm(normaliser);

    const scale = <f32>(weight / normaliser);
    for (let j: usize = 0; j < row; j += 4) {
      store<f32>(errors + j, (load<f32>(errors + j) * scale - load<f32>(targets + j)) * factor);
    }
  }
  return total;
}

/** Σ Y ln Y with 0 ln 0 = 0. */
function negativeEntropy(targets: usize, count: i32): f64 {
  let total: f64 = 0;
  for (; count > 0; count--, targets += 4) {
    const target: f64 = load<f32>(targets);
    if (target != 0) total += target * naturalLogarithm(target);
  }
  return total;
}
