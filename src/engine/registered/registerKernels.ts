import {
  _FusedMatMul,
  getKernel,
  getKernelsForBackend,
  registerKernel,
  unregisterKernel,
  type KernelConfig,
} from '@tensorflow/tfjs-core';
import {
  conv2dFilterGradient,
  conv2dInputGradient,
  depthwiseFilterGradient,
  depthwiseInputGradient,
} from './convolutionGradients.js';
import { batchMatMul, fusedMatMul } from './matrixProducts.js';
import { maxPoolGradient } from './maxPoolGradient.js';
import { unsortedSegmentSum } from './segmentSum.js';

let registered = false;

/**
 * Registers our own kernels with TF.js's wasm backend, in place of its own where those are slow or wrong: whatever calls TF.js
 * there, its gradients too, then uses them. Once a process; every backend must have been given to `tensorHeap` before.
 */
export function registerOwnKernels(): void {
  if (registered) return;
  registered = true;
  const known = new Set(getKernelsForBackend('wasm').map(({ kernelName }) => kernelName));
  const own: readonly KernelConfig[] = [
    batchMatMul(),
    ...(known.has(_FusedMatMul) ? [fusedMatMul(getKernel(_FusedMatMul, 'wasm'))] : []),
    conv2dFilterGradient(),
    conv2dInputGradient(),
    depthwiseFilterGradient(),
    depthwiseInputGradient(),
    maxPoolGradient(),
    unsortedSegmentSum(),
  ];
  for (const kernel of own) {
    if (known.has(kernel.kernelName)) unregisterKernel(kernel.kernelName, 'wasm');
    registerKernel(kernel);
  }
}
