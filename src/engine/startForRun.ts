import { getBackend, getKernelsForBackend } from '@tensorflow/tfjs-core';
import type { Experiment } from '../network/types.js';
import type { WasmModules } from '../protocol/worker.js';
import { startBackend, type StartedBackend } from './backend.js';
import { neededKernels } from './neededKernels.js';
import { tensorHeap } from './onHeap/tensorHeap.js';

/** The kernels that a run needs and that the active backend lacks. */
function missingKernels({ network, training }: Pick<Experiment, 'network' | 'training'>): readonly string[] {
  // Our own kernels compute everything.
  if (tensorHeap() !== undefined) return [];
  const known = new Set(getKernelsForBackend(getBackend()).map(({ kernelName }) => kernelName));
  return neededKernels(network, training).filter((name) => !known.has(name));
}

/**
 * `startBackend` for a run: a backend that lacks a kernel which the run needs gives way to cpu, with a notice that names it.
 * @throws Error when no backend starts, or when cpu lacks a kernel, too
 */
export async function startForRun(
  run: Pick<Experiment, 'network' | 'training'>,
  wasm: WasmModules,
): Promise<StartedBackend> {
  const started = await startBackend(run.training.backend, wasm);
  const missing = missingKernels(run);
  if (missing.length === 0) return started;
  const lack = `TensorFlow.js has no kernel ${missing.join(', ')} on its ${started.backend} backend`;
  if (started.backend !== 'cpu') {
    await startBackend('cpu', wasm);
    if (missingKernels(run).length === 0) {
      const notice = `${lack}, which this network needs, so training runs on the much slower cpu backend.`;
      return {
        backend: 'cpu',
        notice: [started.notice, notice].filter((part) => part !== undefined).join(' '),
      };
    }
  }
  throw new Error(`${lack}, which this network needs, and there is no other backend for it.`);
}
