import type { LiveParameters } from '../decomposition/runAnalysis.js';
import type { Backpropagation } from './backpropagation.js';
import { BatchSequence, type Batch } from './batches.js';
import type { Gradients } from './gradients.js';
import { graphBackpropagation } from './graphBackpropagation.js';
import { drawInitialParameters, type Float32LinkParameters } from './initialParameters.js';
import { createLayerKernels, type LayerKernels } from './layerKernels.js';
import { linkTensors, readParameters, statesOf, type LinkState } from './linkStates.js';
import { HeapStore } from './onHeap/heapStore.js';
import { rateFactor } from './schedule.js';
import type { EngineOptions, TrainingEngine } from './trainingEngine.js';
import type { Tensor } from './tensorStore.js';
import type { ParameterState, UpdateRule } from './updateRule.js';

/** Trains a network in float32 on the active TF.js backend, one kernel call after the other. */
export class KernelEngine implements TrainingEngine {
  readonly path = 'kernels';
  readonly places = undefined;
  readonly live: LiveParameters | undefined;
  private readonly kernels: LayerKernels;
  private readonly backpropagate: Backpropagation;
  private readonly rule: UpdateRule;
  private readonly batches: BatchSequence;
  private states: readonly LinkState[];
  private snapshot: readonly Float32LinkParameters[] | undefined;
  private steps = 0;

  /**
   * @param kernels what it computes with; the fastest that the active backend has
   * @throws Error when the active backend lacks a kernel
   */
  constructor(
    private readonly options: EngineOptions,
    kernels: LayerKernels = createLayerKernels(),
  ) {
    this.kernels = kernels;
    const { network, data, training, seed } = options;
    this.backpropagate = graphBackpropagation(kernels, network, seed);
    this.rule = kernels.updateRule(training.optimizer);
    this.batches = new BatchSequence(data, training.batchSize, seed);
    const initial = drawInitialParameters(network.links, seed);
    this.states = statesOf(network, initial, (values, shape, learns) => this.start(values, shape, learns));
    this.live = this.findLive();
  }

  get batch(): Batch {
    return this.batches.current;
  }

  step(): number {
    const { training, network } = this.options;
    const rate = training.learningRate * rateFactor(training.schedule, this.steps, training.steps);
    const factor = this.rule.wants === 'step' ? rate : 1;
    const { loss, gradients } = this.backpropagate(linkTensors(network, this.states), this.batch, factor);
    this.states = this.states.map((state, m) => this.update(state, gradients, m, rate));
    this.kernels.store.releaseTemporaries();
    this.snapshot = undefined;
    this.batches.advance();
    this.steps++;
    return loss;
  }

  parameters(): readonly Float32LinkParameters[] {
    this.snapshot ??= readParameters(
      (tensor) => this.kernels.store.read(tensor),
      this.options.network,
      this.states,
    );
    return this.snapshot;
  }

  dispose(): void {
    for (const { own, norms } of this.states) {
      const states = [own?.weights, own?.bias, ...norms.flatMap((norm) => [norm?.scale, norm?.shift])];
      for (const state of states) if (state !== undefined) this.disposeState(state);
    }
    this.states = [];
    this.kernels.store.disposeAll();
  }

  private findLive(): LiveParameters | undefined {
    const { store } = this.kernels;
    if (!(store instanceof HeapStore)) return undefined;
    const heap = store.kernelHeap;
    const read = (tensor: Tensor): Float32Array => store.view(tensor);
    // Parameters stay where they are for as long as the engine lives, moving statistics do not.
    const moves = this.states.some(({ norms }) => norms.some((norm) => norm?.moving !== undefined));
    let known:
      { readonly buffer: ArrayBufferLike; readonly views: readonly Float32LinkParameters[] } | undefined;
    const views = (): readonly Float32LinkParameters[] => {
      const { buffer } = heap.memory;
      if (known?.buffer !== buffer || moves) {
        known = { buffer, views: readParameters(read, this.options.network, this.states) };
      }
      return known.views;
    };
    return { heap, views };
  }

  private start(values: Float32Array, shape: readonly number[], learns: boolean): ParameterState {
    const parameter = this.kernels.store.upload(values, shape);
    const memory = Array.from({ length: learns ? this.rule.memorySize : 0 }, () =>
      this.kernels.store.upload(new Float32Array(values.length), shape),
    );
    return { parameter, memory };
  }

  private update({ own, norms }: LinkState, gradients: Gradients, m: number, rate: number): LinkState {
    const { learningRateMultiplier, weightDecay } = this.options.network.links[m]!;
    // What stands alone below has the factor 1 of a layer of its own, and no decay.
    const move = (state: ParameterState, multiplier = 1, decay = 0): ParameterState => {
      const gradient = gradients.of(state.parameter);
      if (gradient === undefined) return state;
      const own = { rate: rate * multiplier, multiplier, decay, step: this.steps };
      return this.rule.update(state, gradient, own);
    };
    return {
      own: own && {
        weights: move(own.weights, learningRateMultiplier, weightDecay),
        bias: own.bias && move(own.bias, learningRateMultiplier),
      },
      norms: norms.map((norm) => norm && { ...norm, scale: move(norm.scale), shift: move(norm.shift) }),
    };
  }

  private disposeState({ parameter, memory }: ParameterState): void {
    this.kernels.store.dispose(parameter);
    for (const tensor of memory) this.kernels.store.dispose(tensor);
  }
}
