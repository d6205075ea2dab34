import { activationKernels } from '../activationKernels.js';
import { asMatrix, type Kernels } from '../kernels.js';
import type { LayerKernels } from '../layerKernels.js';
import { lossKernel } from '../lossKernels.js';
import { createUpdateRule } from '../updateRule.js';
import { passConvolution } from './convolution.js';
import { passDense } from './dense.js';
import { passLocal } from './local.js';
import { passNorm } from './norm.js';
import { passAveragePool, passMaxPool } from './pool.js';

/** Layers of kernels that every backend has, and of plain TypeScript where there is none that is right everywhere. */
export function plainLayers(kernels: Kernels): LayerKernels {
  const activations = activationKernels(kernels);
  return {
    store: kernels,
    add: (a, b) => kernels.add(a, b),
    multiply: (a, b) => kernels.multiply(a, b),
    dense: (hidden, parameters, frozen) => passDense(kernels, hidden, parameters, frozen),
    local: (hidden, parameters, m, frozen) => passLocal(kernels, hidden, parameters, m, frozen),
    convolution: (filters) => (hidden, parameters, samples, frozen) =>
      passConvolution(kernels, hidden, parameters, filters, samples, frozen),
    pool: (kind, grid) => {
      const pass = kind === 'maxPool' ? passMaxPool : passAveragePool;
      return (input, samples) => pass(kernels, input, grid, samples);
    },
    norm: (kind, input, norm) => passNorm(kernels, kind, input, norm),
    activation: (name) => {
      const { apply, backward } = activations[name];
      return (z) => {
        const h = apply(z);
        return {
          value: h,
          backward: (error, _, wantsInput) => (wantsInput ? backward(error, z, h) : undefined),
        };
      };
    },
    flatten: (input, rows) => ({
      value: asMatrix(input, rows),
      backward: (error) => asMatrix(kernels.copy(error), input.shape[0]!),
    }),
    loss: (name) => lossKernel(kernels, name),
    updateRule: (optimizer) => createUpdateRule(kernels, optimizer),
  };
}
