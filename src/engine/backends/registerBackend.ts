import {
  findBackendFactory,
  getKernelsForBackend,
  registerBackend as register,
  registerKernel,
  type KernelBackend,
  type KernelConfig,
} from '@tensorflow/tfjs-core';

/**
 * Makes a backend known to TF.js with the kernels that training calls. What is registered already stays: a kernel of
 * our own in place of one of TF.js's, or all of a package that another part of the process has imported.
 */
export function registerBackend(
  name: string,
  kernels: Iterable<KernelConfig>,
  create: () => KernelBackend | Promise<KernelBackend>,
): void {
  const known = new Set(getKernelsForBackend(name).map(({ kernelName }) => kernelName));
  for (const config of kernels) if (!known.has(config.kernelName)) registerKernel(config);
  // null for an unknown one, whatever its type says.
  const factory: unknown = findBackendFactory(name);
  if (factory === null) register(name, create);
}
