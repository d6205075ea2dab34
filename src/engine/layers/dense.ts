import type { Kernels } from '../kernels.js';
import type { Tensor } from '../tensorStore.js';
import type { LinkTensors } from '../linkTensors.js';
import type { Passed } from './layer.js';

/**
 * z = W h + b, every unit with every input. No weights are ever transposed: they are the large factor.
 * @param hidden samples × inputs
 */
export function passDense(
  kernels: Kernels,
  hidden: Tensor,
  { weights, bias }: LinkTensors,
  frozen: boolean,
): Passed {
  return {
    value: bias === undefined ? kernels.matMul(hidden, weights) : kernels.affine(hidden, weights, bias),
    backward: (error, gradients, wantsInput) => {
      const errorTransposed = kernels.transpose(error);
      if (!frozen) {
        gradients.add(weights, kernels.matMul(kernels.transpose(hidden), error));
        if (bias !== undefined) gradients.add(bias, kernels.sumRows(errorTransposed));
      }
      return wantsInput ? kernels.transpose(kernels.matMul(weights, errorTransposed)) : undefined;
    },
  };
}
