import { Exp, Log, Square } from '@tensorflow/tfjs-core';
import { hingeClass, hingeSign } from '../base/hinge.js';
import { negativeEntropy, type LossName } from '../base/loss.js';
import type { Batch } from './batches.js';
import type { Kernels } from './kernels.js';
import type { Tensor } from './tensorStore.js';

/** A batch's loss and where backpropagation starts. */
export interface LossGradient {
  /** Mean loss of the batch. */
  readonly loss: number;
  /** Of the mean loss by Z, times the factor; samples × outputs. */
  readonly gradient: Tensor;
}

/**
 * A loss in float32, normalised as in base/loss.
 * @param outputs Z, samples × outputs
 * @param factor by which all gradients are multiplied; free, for every gradient has a scalar to multiply by
 */
export type LossKernel = (outputs: Tensor, batch: Batch, factor: number) => LossGradient;

/** A loss of kernels that every backend has. */
export function lossKernel(kernels: Kernels, loss: LossName): LossKernel {
  const summed = summedLoss(kernels, loss);
  return (outputs, batch, factor) => {
    const { total, gradient } = summed(outputs, batch, factor / batch.samples);
    return { loss: Math.fround(total / batch.samples), gradient };
  };
}

/** Σ_s ℓ(Z_s, Y_s) and its gradient, not yet divided by the samples. */
interface SummedLossGradient {
  readonly total: number;
  readonly gradient: Tensor;
}
type SummedLoss = (outputs: Tensor, batch: Batch, factor: number) => SummedLossGradient;

function summedLoss(kernels: Kernels, loss: LossName): SummedLoss {
  switch (loss) {
    case 'mse':
      return squaredError(kernels);
    case 'crossEntropy':
      return softmaxLoss(kernels, () => 0);
    case 'klDivergence':
      return softmaxLoss(kernels, (batch) => negativeEntropy(batch.y));
    case 'hinge':
      return (outputs, batch, factor) =>
        outputs.shape[1] === 1
          ? binaryHinge(kernels, outputs, batch, factor)
          : classHinge(kernels, outputs, batch, factor);
  }
}

/** Y, samples × outputs; temporary. */
const upload = (kernels: Kernels, outputs: Tensor, targets: Float32Array): Tensor =>
  kernels.uploadTemporary(targets, outputs.shape);

const squaredError =
  (kernels: Kernels): SummedLoss =>
  (outputs, batch, factor) => {
    const errors = kernels.subtract(outputs, upload(kernels, outputs, batch.y));
    return {
      total: kernels.total(kernels.apply(Square, errors)),
      gradient: kernels.multiply(errors, kernels.scalar(2 * factor)),
    };
  };

/** @param offset what the loss of a batch has beside the cross-entropy; it does not depend on Z */
const softmaxLoss =
  (kernels: Kernels, offset: (batch: Batch) => number): SummedLoss =>
  (outputs, batch, factor) => {
    const targets = upload(kernels, outputs, batch.y);
    const shifted = kernels.subtract(outputs, kernels.maxRows(outputs));
    const exponentials = kernels.apply(Exp, shifted);
    const normaliser = kernels.sumRowsToColumn(exponentials);
    const logProbabilities = kernels.subtract(shifted, kernels.apply(Log, normaliser));
    const probabilities = kernels.divide(exponentials, normaliser);
    // q ΣY − Y: targets need not sum to one
    const expected = kernels.multiply(probabilities, kernels.sumRowsToColumn(targets));
    return {
      total: offset(batch) - kernels.total(kernels.multiply(targets, logProbabilities)),
      gradient: kernels.multiply(kernels.subtract(expected, targets), kernels.scalar(factor)),
    };
  };

/** max(0, 1 − YZ) with Y = ±1. */
const binaryHinge: (kernels: Kernels, ...given: Parameters<SummedLoss>) => SummedLossGradient = (
  kernels,
  outputs,
  { y },
  factor,
) => {
  const signs = upload(kernels, outputs, y.map(hingeSign));
  const margins = kernels.subtract(kernels.constant(1), kernels.multiply(signs, outputs));
  const active = kernels.step(margins, 0);
  return {
    // Not a relu: on some backends that makes 0 of what is not a number.
    total: kernels.total(kernels.multiply(active, margins)),
    gradient: kernels.multiply(kernels.multiply(active, signs), kernels.scalar(-factor)),
  };
};

/** Σ_{j≠y} max(0, 1 + Z_j − Z_y). */
const classHinge: (kernels: Kernels, ...given: Parameters<SummedLoss>) => SummedLossGradient = (
  kernels,
  outputs,
  batch,
  factor,
) => {
  const own = upload(kernels, outputs, ownClasses(batch));
  const ownOutput = kernels.sumRowsToColumn(kernels.multiply(own, outputs));
  // 1 + Z_j − Z_y for the other classes, 0 for the own one
  const others = kernels.subtract(kernels.constant(1), own);
  const margins = kernels.add(kernels.subtract(outputs, ownOutput), others);
  const active = kernels.step(margins, 0);
  const violations = kernels.multiply(own, kernels.sumRowsToColumn(active));
  return {
    total: kernels.total(kernels.multiply(active, margins)),
    gradient: kernels.multiply(kernels.subtract(active, violations), kernels.scalar(factor)),
  };
};

/** 1 at every sample's class, else 0. */
function ownClasses({ samples, y }: Batch): Float32Array {
  const own = new Float32Array(y.length);
  const width = y.length / samples;
  for (let start = 0; start < y.length; start += width) own[start + hingeClass(y, start, width)] = 1;
  return own;
}
