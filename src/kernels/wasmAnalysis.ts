import { instantiateAnalysis, type AnalysisFunctions } from './analysisFunctions.js';
import { layOutAnalysis, rowLength, sumsOfLink, weightCount, type AnalysisMemory } from './analysisMemory.js';
import type { AnalysisPlan, ParameterPlaces } from './analysisPlan.js';
import { describeAnalysis } from './describeAnalysis.js';
import type { KernelHeap } from './kernelHeap.js';

type Numbers = Float32Array | Float64Array;

/** W and b of a link, as `load` takes them. */
export interface LoadedParameters {
  readonly weights: Numbers;
  readonly bias: Numbers | undefined;
}

/** What is read and written between passes. */
interface Views {
  readonly inputs: Float64Array;
  readonly outputs: Float64Array;
  readonly sums: Float64Array;
}

/**
 * Forward passes of a chain in float64 and the sums of which the terms of a step consist, by our own SIMD kernels. It
 * remembers one state: `remember` takes up the parameters and samples as they are, `compare` the next ones too, and sums what
 * has changed since.
 */
export class WasmAnalysis {
  private readonly memory: AnalysisMemory;
  private readonly kernels: AnalysisFunctions;
  private readonly begin: number;
  private readonly places: ParameterPlaces['links'];
  private views: Views;

  /**
   * @param places where the parameters lie, in the same heap; without them `load` has to bring them
   * @throws RangeError when the heap has no room for it
   */
  constructor(
    module: WebAssembly.Module,
    private readonly heap: KernelHeap,
    private readonly plan: AnalysisPlan,
    places?: ParameterPlaces['links'],
  ) {
    this.memory = layOutAnalysis(plan, places === undefined);
    this.kernels = instantiateAnalysis(module, heap.memory);
    this.begin = heap.allocate(this.memory.bytes);
    const { buffer } = heap.memory;
    // What fills up rows must be finite.
    new Uint8Array(buffer, this.begin, this.memory.bytes).fill(0);
    this.places = places ?? this.ownPlaces();
    describeAnalysis(new DataView(buffer), this.begin, this.memory, plan, this.places);
    this.views = this.createViews();
  }

  /**
   * Brings the parameters of all links; those of tied ones are not looked at.
   * @throws RangeError when there are more than the link has
   */
  load(parameters: readonly LoadedParameters[]): void {
    const { buffer } = this.heap.memory;
    const { parameterBytes, links } = this.plan;
    links.forEach((link, m) => {
      if (link.tiedTo !== undefined) return;
      const place = this.places[m]!;
      const write = (address: number, count: number, values: Numbers): void => {
        const room =
          parameterBytes === 4
            ? new Float32Array(buffer, address, count)
            : new Float64Array(buffer, address, count);
        room.set(values);
      };
      const { weights, bias } = parameters[m]!;
      write(place.weights, weightCount(link), weights);
      if (bias !== undefined && place.bias !== undefined) write(place.bias, link.outputs, bias);
    });
  }

  /**
   * Brings the samples of the next passes.
   * @param x X, samples × N_0, row-major
   */
  setInputs(x: Numbers): void {
    const { inputs } = this.currentViews();
    const width = this.plan.links[0]!.inputs;
    const row = rowLength(width);
    if (row === width) {
      inputs.set(x);
      return;
    }
    for (let s = 0; s < this.plan.samples; s++) {
      inputs.set(x.subarray(s * width, (s + 1) * width), s * row);
    }
  }

  /** Runs a pass of the parameters as they are now, and remembers its state. */
  remember(): void {
    this.kernels.analyzeChain(this.begin + this.memory.description, 0);
  }

  /**
   * Does the same, and sums what has changed since the state that was remembered before.
   * @returns `sumsPerLink` numbers a link: ½‖Ẇ‖², ½‖ḃ‖², then for each sample ½‖v‖², −v·f, ½‖f‖² and ½‖v − f‖²; overwritten by
   *   the next call
   */
  compare(): Float64Array {
    this.kernels.analyzeChain(this.begin + this.memory.description, 1);
    return this.currentViews().sums;
  }

  get sumsPerLink(): number {
    return sumsOfLink(this.plan.samples);
  }

  /** σ_post(Z) of the last pass, samples × `outputRow`; overwritten by the next. */
  get outputs(): Float64Array {
    return this.currentViews().outputs;
  }

  /** Numbers from a sample's outputs to the next one's: N_M, or one more. */
  get outputRow(): number {
    return rowLength(this.plan.links.at(-1)!.outputs);
  }

  dispose(): void {
    this.heap.release(this.begin);
  }

  private ownPlaces(): ParameterPlaces['links'] {
    return this.memory.links.map(({ weights, bias }) => ({
      weights: this.begin + (weights ?? 0),
      bias: bias === undefined ? undefined : this.begin + bias,
    }));
  }

  /** The memory may have grown since; then the views are empty. */
  private currentViews(): Views {
    if (this.views.sums.length === 0) this.views = this.createViews();
    return this.views;
  }

  private createViews(): Views {
    const { links, samples } = this.plan;
    const doubles = (offset: number, count: number): Float64Array =>
      new Float64Array(this.heap.memory.buffer, this.begin + offset, count);
    return {
      inputs: doubles(this.memory.inputs, samples * rowLength(links[0]!.inputs)),
      outputs: doubles(this.memory.outputs, samples * this.outputRow),
      sums: doubles(this.memory.sums, links.length * this.sumsPerLink),
    };
  }
}
