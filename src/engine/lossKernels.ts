import { Exp, Log, Square } from '@tensorflow/tfjs-core';
import type { LossName } from '../base/loss.js';
import type { Kernels, Tensor } from './kernels.js';

/** A batch's loss and where backpropagation starts. */
export interface LossGradient {
  /** Σ_s ℓ(Z_s, Y_s), not yet divided by the samples. */
  readonly total: number;
  /** ∂ℓ_s/∂Z_s times a factor, samples × outputs. */
  readonly gradient: Tensor;
}

/** The loss in float32, normalised as in base/loss. */
export interface LossKernels {
  /**
   * @param outputs Z, samples × outputs
   * @param targets Y, samples × outputs
   */
  readonly evaluate: (outputs: Tensor, targets: Tensor) => LossGradient;
}

/** @param factor by which all gradients are multiplied; free, for every gradient has a constant to multiply by */
export function lossKernels(kernels: Kernels, loss: LossName, factor: number): LossKernels {
  switch (loss) {
    case 'mse': {
      const scale = kernels.constant(2 * factor);
      return {
        evaluate: (outputs, targets) => {
          const errors = kernels.subtract(outputs, targets);
          return {
            total: kernels.total(kernels.apply(Square, errors)),
            gradient: kernels.multiply(errors, scale),
          };
        },
      };
    }
    case 'crossEntropy': {
      const scale = kernels.constant(factor);
      return {
        evaluate: (outputs, targets) => {
          const shifted = kernels.subtract(outputs, kernels.maxRows(outputs));
          const exponentials = kernels.apply(Exp, shifted);
          const normaliser = kernels.sumRowsToColumn(exponentials);
          const logProbabilities = kernels.subtract(shifted, kernels.apply(Log, normaliser));
          const probabilities = kernels.divide(exponentials, normaliser);
          // q ΣY − Y: targets need not sum to one
          const expected = kernels.multiply(probabilities, kernels.sumRowsToColumn(targets));
          return {
            total: -kernels.total(kernels.multiply(targets, logProbabilities)),
            gradient: kernels.multiply(kernels.subtract(expected, targets), scale),
          };
        },
      };
    }
  }
}
