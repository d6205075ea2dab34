import { MARGIN, PACE, RATE } from './chainLayout.js';
import { listBytes } from './chainLists.js';
import type { ParameterPlaces } from './analysisPlan.js';
import { layOutChain, weightCount, type ChainMemory } from './chainMemory.js';
import type { ChainParameters, ChainPlan, ChainTrainer } from './chainPlan.js';
import { marginOf, paceOf } from './corrections.js';
import { describeChain } from './describeChain.js';
import type { KernelHeap } from './kernelHeap.js';
import { instantiateKernels, type KernelFunctions } from './wasmModule.js';

/** What is written between steps. */
interface Views {
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
  /** η, and what Adam and RMSProp need beside it; one number each. */
  readonly rate: Float32Array;
  readonly pace: Float32Array;
  readonly margin: Float32Array;
}

/** Trains a chain by our own SIMD kernels, one call a step. Everything lies in one piece of the heap. */
export class WasmChain implements ChainTrainer {
  private readonly memory: ChainMemory;
  private readonly kernels: KernelFunctions;
  private readonly begin: number;
  private views: Views;
  private steps = 0;

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
    this.memory = layOutChain(plan, listBytes(plan));
    this.kernels = instantiateKernels(module, heap.memory);
    this.begin = heap.allocate(this.memory.bytes);
    const { buffer } = heap.memory;
    // What is remembered starts at 0, and so do lists.
    new Uint8Array(buffer, this.begin, this.memory.bytes).fill(0);
    describeChain(new DataView(buffer), this.begin, this.memory, plan);
    initial.forEach(({ weights, bias }, m) => {
      const own = this.memory.links[m]!;
      this.floats(own.weights.values, weights.length).set(weights);
      if (bias !== undefined && own.bias !== undefined) this.floats(own.bias.values, bias.length).set(bias);
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
      weights: this.begin + weights.values,
      bias: bias === undefined ? undefined : this.begin + bias.values,
    }));
    return { heap: this.heap, links };
  }

  step(rate: number): number {
    const views = this.currentViews();
    views.rate[0] = rate;
    views.pace[0] = paceOf(this.plan.optimizer, this.steps);
    views.margin[0] = marginOf(this.plan.optimizer, this.steps);
    this.steps++;
    return this.kernels.trainStep(this.begin + this.memory.description);
  }

  parameters(): ChainParameters[] {
    const all: ChainParameters[] = [];
    for (const [m, link] of this.plan.links.entries()) {
      const { weights, bias } = this.memory.links[m]!;
      const owner = link.tiedTo === undefined ? undefined : all[link.tiedTo];
      all.push(
        owner ?? {
          weights: this.floats(weights.values, weightCount(link)).slice(),
          bias: bias === undefined ? undefined : this.floats(bias.values, link.outputs).slice(),
        },
      );
    }
    return all;
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
      pace: this.floats(this.memory.description + PACE, 1),
      margin: this.floats(this.memory.description + MARGIN, 1),
    };
  }

  private floats(offset: number, count: number): Float32Array {
    return new Float32Array(this.heap.memory.buffer, this.begin + offset, count);
  }
}
