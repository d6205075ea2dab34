import { getKernelsForBackend, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';

/** The kernels of TF.js's wasm backend as they are now, so that they can be put back. */
export function keepKernels() {
  const kept = new Map(getKernelsForBackend('wasm').map((config) => [config.kernelName, config]));
  return () => {
    const present = new Map(getKernelsForBackend('wasm').map((config) => [config.kernelName, config]));
    for (const [name, config] of present) if (kept.get(name) !== config) unregisterKernel(name, 'wasm');
    for (const [name, config] of kept) if (present.get(name) !== config) registerKernel(config);
  };
}
