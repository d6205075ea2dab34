import { privateHeap } from '../kernels/kernelHeap.js';
import { WasmAnalysis } from '../kernels/wasmAnalysis.js';
import { KernelAnalysis } from './kernelAnalysis.js';
import { kernelPlan } from './kernelPlan.js';
import { PlainAnalysis } from './plainAnalysis.js';
import type { ParameterSource, RunAnalysis } from './runAnalysis.js';
import type { NetworkStructure } from './types.js';

/** What a run is analysed with. */
export interface RunAnalysisOptions {
  readonly network: NetworkStructure;
  readonly source: ParameterSource;
  /** P, of all samples that are given. */
  readonly samples: number;
  /** Our kernels, where they could be loaded. */
  readonly kernels: WebAssembly.Module | undefined;
}

/**
 * The fastest analysis of a run: by our kernels, reading the parameters where they lie if they can, for all networks that
 * these serve (kernelPlan.ts); else `decompose`.
 */
export function createRunAnalysis({ network, source, samples, kernels }: RunAnalysisOptions): RunAnalysis {
  const plan = kernelPlan(network, samples, 4);
  if (kernels === undefined || plan === undefined) return new PlainAnalysis(network, source);
  const { places } = source;
  const analysis = new WasmAnalysis(kernels, places?.heap ?? privateHeap(), plan, places?.links);
  return new KernelAnalysis(network, source, analysis, samples);
}
