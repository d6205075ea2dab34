import { createBackpropagation, type Backpropagation } from './backpropagation.js';
import { BatchSequence, type Batch } from './batches.js';
import type { Gradients } from './gradients.js';
import { drawInitialParameters, type Float32LinkParameters } from './initialParameters.js';
import { Kernels, type Tensor } from './kernels.js';
import { linkTensors, readParameters, statesOf, type LinkState } from './linkStates.js';
import { rateFactor } from './schedule.js';
import type { EngineOptions, TrainingEngine } from './trainingEngine.js';
import { createUpdateRule, type ParameterState, type UpdateRule } from './updateRule.js';

/** Trains a network in float32 on the active TF.js backend, one kernel call after the other. */
export class KernelEngine implements TrainingEngine {
  readonly path = 'kernels';
  private readonly kernels = new Kernels();
  private readonly backpropagate: Backpropagation;
  private readonly rule: UpdateRule;
  private readonly batches: BatchSequence;
  private states: readonly LinkState[];
  private snapshot: readonly Float32LinkParameters[] | undefined;
  private steps = 0;

  /** @throws Error when the active backend lacks a kernel */
  constructor(private readonly options: EngineOptions) {
    const { network, data, training, seed } = options;
    this.backpropagate = createBackpropagation(this.kernels, network, seed);
    this.rule = createUpdateRule(this.kernels, training.optimizer);
    this.batches = new BatchSequence(data, training.batchSize, seed);
    const initial = drawInitialParameters(network.links, seed);
    this.states = statesOf(network, initial, (values, shape, learns) => this.start(values, shape, learns));
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
    this.kernels.releaseTemporaries();
    this.snapshot = undefined;
    this.batches.advance();
    this.steps++;
    return loss;
  }

  parameters(): readonly Float32LinkParameters[] {
    this.snapshot ??= readParameters(this.kernels, this.options.network, this.states);
    return this.snapshot;
  }

  dispose(): void {
    for (const { own, norms } of this.states) {
      const states = [own?.weights, own?.bias, ...norms.flatMap((norm) => [norm?.scale, norm?.shift])];
      for (const state of states) if (state !== undefined) this.disposeState(state);
    }
    this.states = [];
    this.kernels.disposeAll();
  }

  private start(values: Float32Array, shape: readonly number[], learns: boolean): ParameterState {
    const parameter = this.kernels.upload(values, shape);
    const memory = Array.from({ length: learns ? this.rule.memorySize : 0 }, () =>
      this.kernels.upload(new Float32Array(values.length), shape),
    );
    return { parameter, memory };
  }

  private update({ own, norms }: LinkState, gradients: Gradients, m: number, rate: number): LinkState {
    const { learningRateMultiplier, weightDecay } = this.options.network.links[m]!;
    // What stands alone below has the factor 1 of a layer of its own, and no decay.
    const move = (state: ParameterState, multiplier = 1, decay = 0): ParameterState => {
      const gradient = gradients.of(state.parameter);
      if (gradient === undefined) return state;
      return this.kernels.releasingTemporaries(() => this.move(state, gradient, rate, multiplier, decay));
    };
    return {
      own: own && {
        weights: move(own.weights, learningRateMultiplier, weightDecay),
        bias: own.bias && move(own.bias, learningRateMultiplier),
      },
      norms: norms.map((norm) => norm && { ...norm, scale: move(norm.scale), shift: move(norm.shift) }),
    };
  }

  /**
   * @param gradient of the whole loss but the decay, times η_k if the rule wants steps
   * @param multiplier r
   * @param decay λ
   */
  private move(
    state: ParameterState,
    gradient: Tensor,
    rate: number,
    multiplier: number,
    decay: number,
  ): ParameterState {
    const ownRate = rate * multiplier;
    const wantsSteps = this.rule.wants === 'step';
    let change =
      wantsSteps && multiplier !== 1
        ? this.kernels.multiply(gradient, this.kernels.constant(multiplier))
        : gradient;
    if (decay !== 0) {
      // Not W ← (1 − ηλ)W: in float32 that factor has lost most of the digits of ηλ.
      const share = this.kernels.scalar(decay * (wantsSteps ? ownRate : 1));
      change = this.kernels.add(change, this.kernels.multiply(state.parameter, share));
    }
    const next = this.rule.update(state, change, ownRate, this.steps);
    this.disposeState(state);
    return next;
  }

  private disposeState({ parameter, memory }: ParameterState): void {
    this.kernels.dispose(parameter);
    for (const tensor of memory) this.kernels.dispose(tensor);
  }
}
