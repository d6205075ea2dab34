import { getBackend } from '@tensorflow/tfjs-core';
import { PlainChain } from '../kernels/plainChain.js';
import { WasmChain } from '../kernels/wasmChain.js';
import { FusedEngine } from './fusedEngine.js';
import { fusedHeap } from './fusedHeap.js';
import { fusedKernels } from './fusedKernels.js';
import { fusedPlan } from './fusedPlan.js';
import { KernelEngine } from './kernelEngine.js';
import type { EngineOptions, TrainingEngine } from './trainingEngine.js';

/** Products of a sample and a parameter in a step, up to which plain TypeScript is faster than TF.js kernel by kernel. */
const PLAIN_WORK = 1e5;

/**
 * The fastest engine that can do what is asked on the active backend. On wasm that is the fused step for what it can
 * do. On cpu TF.js computes alone, so that there is a second opinion.
 * @throws Error when that backend lacks a kernel; RangeError when the network does not fit into its heap
 */
export function createTrainingEngine(options: EngineOptions): TrainingEngine {
  const { network, training } = options;
  const plan = getBackend() === 'wasm' ? fusedPlan(network, training) : undefined;
  if (plan === undefined) return new KernelEngine(options);
  const kernels = fusedKernels();
  if (kernels !== undefined) {
    return new FusedEngine(options, (initial) => new WasmChain(kernels, fusedHeap(), plan, initial));
  }
  const work = network.parameterCount * training.batchSize;
  return work <= PLAIN_WORK
    ? new FusedEngine(options, (initial) => new PlainChain(plan, initial))
    : new KernelEngine(options);
}
