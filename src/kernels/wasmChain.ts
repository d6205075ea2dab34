import { RATE } from './chainLayout.js';
import type { ParameterPlaces } from './analysisPlan.js';
import { layOutChain, type ChainMemory } from './chainMemory.js';
import type { ChainParameters, ChainPlan, ChainTrainer } from './chainPlan.js';
import { describeChain } from './describeChain.js';
import type { KernelHeap } from './kernelHeap.js';
import { instantiateKernels, type KernelFunctions } from './wasmModule.js';

/** What is written between steps. */
interface Views {
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
  /** η, one number. */
  readonly rate: Float32Array;
}

/** Trains a chain by our own SIMD kernels, one call a step. Everything lies in one piece of the heap. */
export class WasmChain implements ChainTrainer {
  private readonly memory: ChainMemory;
  private readonly kernels: KernelFunctions;
  private readonly begin: number;
  private views: Views;

  /**
   * @param initial θ_0, copied
   * @throws RangeError when the heap has no room for it
   */
  constructor(
    module: WebAssembly.Module,
    private readonly heap: KernelHeap,
    private readonly plan: ChainPlan,
    initial: readonly ChainParameters[],
  ) {
    this.memory = layOutChain(plan);
    this.kernels = instantiateKernels(module, heap.memory);
    this.begin = heap.allocate(this.memory.bytes);
    const { buffer } = heap.memory;
    // Velocities start at 0.
    new Uint8Array(buffer, this.begin, this.memory.bytes).fill(0);
    describeChain(new DataView(buffer), this.begin, this.memory, plan);
    initial.forEach(({ weights, bias }, m) => {
      const own = this.memory.links[m]!;
      this.floats(own.weights, weights.length).set(weights);
      if (bias !== undefined && own.bias !== undefined) this.floats(own.bias, bias.length).set(bias);
    });
    this.views = this.createViews();
  }

  get inputs(): Float32Array {
    return this.currentViews().inputs;
  }

  get targets(): Float32Array {
    return this.currentViews().targets;
  }

  get places(): ParameterPlaces {
    const links = this.memory.links.map(({ weights, bias }) => ({
      weights: this.begin + weights,
      bias: bias === undefined ? undefined : this.begin + bias,
    }));
    return { heap: this.heap, links };
  }

  step(rate: number): number {
    this.currentViews().rate[0] = rate;
    return this.kernels.trainStep(this.begin + this.memory.description);
  }

  parameters(): ChainParameters[] {
    return this.plan.links.map(({ inputs, outputs }, m) => {
      const { weights, bias } = this.memory.links[m]!;
      return {
        weights: this.floats(weights, inputs * outputs).slice(),
        bias: bias === undefined ? undefined : this.floats(bias, outputs).slice(),
      };
    });
  }

  dispose(): void {
    this.heap.release(this.begin);
  }

  /** Others may have made the heap grow since the last step; then the views are empty. */
  private currentViews(): Views {
    // Asking the memory for its buffer would take a tenth of a small network's step.
    if (this.views.rate.length === 0) this.views = this.createViews();
    return this.views;
  }

  private createViews(): Views {
    const { links, samples } = this.plan;
    return {
      inputs: this.floats(this.memory.inputs, samples * links[0]!.inputs),
      targets: this.floats(this.memory.targets, samples * links.at(-1)!.outputs),
      rate: this.floats(this.memory.description + RATE, 1),
    };
  }

  private floats(offset: number, count: number): Float32Array {
    return new Float32Array(this.heap.memory.buffer, this.begin + offset, count);
  }
}
