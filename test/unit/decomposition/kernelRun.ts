import { KernelAnalysis } from '../../../src/decomposition/kernelAnalysis.js';
import { kernelPlan } from '../../../src/decomposition/kernelPlan.js';
import type { Samples } from '../../../src/decomposition/runAnalysis.js';
import type {
  Decomposition,
  NetworkStructure,
  ParameterSnapshot,
  StepPair,
} from '../../../src/decomposition/types.js';
import { privateHeap } from '../../../src/kernels/kernelHeap.js';
import { WasmAnalysis } from '../../../src/kernels/wasmAnalysis.js';
import { KERNEL_MODULE } from '../kernels/kernelBench.js';

/** A run whose parameters are given, analysed by the kernels. */
export class KernelRun {
  readonly places = undefined;
  readonly analysis: KernelAnalysis;
  private current: ParameterSnapshot = [];

  constructor(network: NetworkStructure, samples: number, parameterBytes: 4 | 8 = 4, module = KERNEL_MODULE) {
    const plan = kernelPlan(network, samples, parameterBytes);
    if (plan === undefined) throw new Error('the kernels do not serve this network');
    const kernels = new WasmAnalysis(module, privateHeap(), plan);
    this.analysis = new KernelAnalysis(network, this, kernels, samples);
  }

  parameters(): ParameterSnapshot {
    return this.current;
  }

  decompose(step: number, pair: StepPair): Decomposition {
    const { samples, inputsBefore, inputsAfter, targets } = pair;
    const before: Samples = { samples, x: inputsBefore, y: targets };
    this.current = pair.before;
    this.analysis.before(step, before);
    this.current = pair.after;
    return this.analysis.after(step, inputsAfter === inputsBefore ? before : { ...before, x: inputsAfter });
  }
}

/**
 * `decompose` by the kernels.
 * @param parameterBytes 4 for float32 parameters, which a run has, 8 for float64
 */
export const decomposeByKernels = (
  network: NetworkStructure,
  pair: StepPair,
  parameterBytes: 4 | 8 = 4,
  module = KERNEL_MODULE,
): Decomposition => new KernelRun(network, pair.samples, parameterBytes, module).decompose(0, pair);
