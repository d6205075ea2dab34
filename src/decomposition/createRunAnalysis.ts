import { privateHeap } from '../kernels/kernelHeap.js';
import { WasmAnalysis } from '../kernels/wasmAnalysis.js';
import { KernelAnalysis } from './kernelAnalysis.js';
import { kernelPlan } from './kernelPlan.js';
import { LayeredAnalysis } from './layeredAnalysis.js';
import { PlainAnalysis } from './plainAnalysis.js';
import type { ParameterSource, RunAnalysis } from './runAnalysis.js';
import type { NetworkStructure } from './types.js';

/** What a run is analysed with. */
export interface RunAnalysisOptions {
  readonly network: NetworkStructure;
  readonly source: ParameterSource<Float32Array>;
  /** P, of all samples that are given. */
  readonly samples: number;
  /** Our kernels, where they could be loaded. */
  readonly kernels: WebAssembly.Module | undefined;
}

/**
 * The fastest analysis of a run. With our kernels it is one call a pass for the networks that these serve (kernelPlan.ts),
 * reading the parameters where they lie if they can, and one call after the other for all others; without them `decompose`.
 * @throws RangeError when there is no room for it
 */
export function createRunAnalysis({ network, source, samples, kernels }: RunAnalysisOptions): RunAnalysis {
  if (kernels === undefined) return new PlainAnalysis(network, source);
  const plan = kernelPlan(network, samples, 4);
  if (plan === undefined) return new LayeredAnalysis(network, source, samples, kernels);
  const { places } = source;
  const analysis = new WasmAnalysis(kernels, places?.heap ?? privateHeap(), plan, places?.links);
  return new KernelAnalysis(network, source, analysis, samples);
}
