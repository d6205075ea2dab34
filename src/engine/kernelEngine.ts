import { createBackpropagation, type Backpropagation, type LinkTensors } from './backpropagation.js';
import { BatchSequence, type Batch } from './batches.js';
import { drawInitialParameters, type Float32LinkParameters } from './initialParameters.js';
import { Kernels, type Tensor } from './kernels.js';
import { rateFactor } from './schedule.js';
import type { EngineOptions, TrainingEngine } from './trainingEngine.js';
import { createUpdateRule, type ParameterState, type UpdateRule } from './updateRule.js';

/** The parameters of a link in training. */
interface LinkState {
  readonly weights: ParameterState;
  readonly bias: ParameterState | undefined;
}

/** Trains a chain of dense links in float32 on the active TF.js backend, one kernel call after the other. */
export class KernelEngine implements TrainingEngine {
  readonly path = 'kernels';
  private readonly kernels = new Kernels();
  private readonly backpropagate: Backpropagation;
  private readonly rule: UpdateRule;
  private readonly batches: BatchSequence;
  /** Undefined for links whose parameters are those of another. */
  private states: readonly (LinkState | undefined)[];
  private snapshot: readonly Float32LinkParameters[] | undefined;
  private steps = 0;

  /** @throws Error when the active backend lacks a kernel */
  constructor(private readonly options: EngineOptions) {
    const { network, data, training, seed } = options;
    this.backpropagate = createBackpropagation(this.kernels, network);
    this.rule = createUpdateRule(this.kernels, training.optimizer);
    this.batches = new BatchSequence(data, training.batchSize, seed);
    this.states = drawInitialParameters(network.links, seed).map(({ weights, bias }, m) => {
      const { inputs, outputs, frozen, tiedTo } = network.links[m]!;
      if (tiedTo !== undefined) return undefined;
      return {
        weights: this.start(weights, [inputs, outputs], frozen),
        bias: bias && this.start(bias, [outputs], frozen),
      };
    });
  }

  get batch(): Batch {
    return this.batches.current;
  }

  step(): number {
    const { training } = this.options;
    const rate = training.learningRate * rateFactor(training.schedule, this.steps, training.steps);
    const factor = this.rule.wants === 'step' ? rate : 1;
    const { loss, gradients } = this.backpropagate(this.tensors(), this.batch, factor);
    this.states = this.states.map((state, m) => {
      const gradient = gradients[m];
      if (state === undefined || gradient === undefined) return state;
      return this.kernels.releasingTemporaries(() => this.update(state, gradient, m, rate));
    });
    this.kernels.releaseTemporaries();
    this.snapshot = undefined;
    this.batches.advance();
    this.steps++;
    return loss;
  }

  parameters(): readonly Float32LinkParameters[] {
    if (this.snapshot === undefined) {
      const own = this.states.map(
        (state) =>
          state && {
            weights: this.kernels.read(state.weights.parameter),
            bias: state.bias && this.kernels.read(state.bias.parameter),
          },
      );
      this.snapshot = own.map((_, m) => own[this.ownerOf(m)]!);
    }
    return this.snapshot;
  }

  dispose(): void {
    for (const state of this.states) {
      if (state === undefined) continue;
      this.disposeState(state.weights);
      if (state.bias !== undefined) this.disposeState(state.bias);
    }
    this.states = [];
    this.kernels.disposeAll();
  }

  private start(values: Float32Array, shape: readonly number[], frozen: boolean): ParameterState {
    const parameter = this.kernels.upload(values, shape);
    const memory = Array.from({ length: frozen ? 0 : this.rule.memorySize }, () =>
      this.kernels.upload(new Float32Array(values.length), shape),
    );
    return { parameter, memory };
  }

  /** The link whose parameters link m uses. */
  private ownerOf(m: number): number {
    return this.options.network.links[m]!.tiedTo ?? m;
  }

  /** The parameters of every link. */
  private tensors(): LinkTensors[] {
    return this.states.map((_, m) => {
      const { weights, bias } = this.states[this.ownerOf(m)]!;
      return { weights: weights.parameter, bias: bias?.parameter };
    });
  }

  /** @param gradient of the whole loss but the decay, times η_k if the rule wants steps */
  private update(state: LinkState, gradient: LinkTensors, m: number, rate: number): LinkState {
    const { learningRateMultiplier, weightDecay } = this.options.network.links[m]!;
    const ownRate = rate * learningRateMultiplier;
    const wantsSteps = this.rule.wants === 'step';
    const change = (values: Tensor): Tensor =>
      wantsSteps && learningRateMultiplier !== 1
        ? this.kernels.multiply(values, this.kernels.constant(learningRateMultiplier))
        : values;
    let weightChange = change(gradient.weights);
    if (weightDecay !== 0) {
      // Not W ← (1 − ηλ)W: in float32 that factor has lost most of the digits of ηλ.
      const decay = this.kernels.scalar(weightDecay * (wantsSteps ? ownRate : 1));
      weightChange = this.kernels.add(weightChange, this.kernels.multiply(state.weights.parameter, decay));
    }
    return {
      weights: this.replace(state.weights, weightChange, ownRate),
      bias: state.bias && gradient.bias && this.replace(state.bias, change(gradient.bias), ownRate),
    };
  }

  private replace(state: ParameterState, change: Tensor, rate: number): ParameterState {
    const next = this.rule.update(state, change, rate, this.steps);
    this.disposeState(state);
    return next;
  }

  private disposeState({ parameter, memory }: ParameterState): void {
    this.kernels.dispose(parameter);
    for (const tensor of memory) this.kernels.dispose(tensor);
  }
}
