import type { Gradients } from '../gradients.js';
import type { Kernels, Tensor } from '../kernels.js';
import type { LinkTensors } from '../linkTensors.js';
import type { Passed } from './layer.js';

/** W h + b of rows of h. */
export interface Product {
  /** Rows × outputs. */
  readonly value: Tensor;
  /** ∂ℓ/∂W and ∂ℓ/∂b. */
  readonly addGradients: (error: Tensor, gradients: Gradients) => void;
  /** ∂ℓ/∂h, rows × inputs. */
  readonly lead: (error: Tensor) => Tensor;
}

/**
 * Both ways of an affine map. No weights are ever transposed, so that XNNPACK, which packs the second factor of a
 * product and remembers that by its memory, never packs them twice.
 * @param rows of h, rows × inputs
 * @param weights inputs × outputs
 * @param addWeightGradient takes ∂ℓ/∂W, inputs × outputs
 */
export function affineProduct(
  kernels: Kernels,
  rows: Tensor,
  weights: Tensor,
  bias: Tensor | undefined,
  addWeightGradient: (gradient: Tensor, gradients: Gradients) => void,
): Product {
  return {
    value: bias === undefined ? kernels.matMul(rows, weights) : kernels.affine(rows, weights, bias),
    addGradients: (error, gradients) => {
      addWeightGradient(kernels.matMul(kernels.transpose(rows), error), gradients);
      if (bias !== undefined) gradients.add(bias, kernels.sumColumns(error));
    },
    lead: (error) => kernels.transpose(kernels.matMul(weights, kernels.transpose(error))),
  };
}

/** z = W h + b, every unit with every input. */
export function passDense(
  kernels: Kernels,
  hidden: Tensor,
  { weights, bias }: LinkTensors,
  frozen: boolean,
): Passed {
  const product = affineProduct(kernels, hidden, weights, bias, (gradient, gradients) => {
    gradients.add(weights, gradient);
  });
  return {
    value: product.value,
    backward: (error, gradients, wantsInput) => {
      if (!frozen) product.addGradients(error, gradients);
      return wantsInput ? product.lead(error) : undefined;
    },
  };
}
