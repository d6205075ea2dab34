import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/backend_cpu';
import { activate } from './activate.js';
import { CPU_KERNELS } from './cpuKernels.js';
import { registerBackend } from './registerBackend.js';

/** Makes TF.js's cpu backend the active one; false when it did not start. */
export function startCpu(): Promise<boolean> {
  registerBackend('cpu', Object.values(CPU_KERNELS), () => new MathBackendCPU());
  return activate('cpu');
}
