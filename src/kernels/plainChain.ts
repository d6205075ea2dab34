import { ACTIVATIONS } from '../base/activation.js';
import type { ChainLink, ChainParameters, ChainPlan, ChainTrainer } from './chainPlan.js';
import { marginOf, memoryOf, paceOf } from './corrections.js';
import { plainLink, type PlainLink } from './plainLinks.js';
import { plainLoss } from './plainLoss.js';
import { movePlain, type PlainMemory } from './plainUpdate.js';

/** W and b, their gradients, and what the optimizer remembers of them. */
interface LinkParameterState extends ChainParameters {
  readonly weightsGradient: Float64Array;
  readonly biasGradient: Float64Array;
  readonly weightsMemory: PlainMemory;
  readonly biasMemory: PlainMemory;
}

interface LinkState {
  readonly link: ChainLink;
  readonly products: PlainLink;
  /** The same object for links that are tied. */
  readonly own: LinkParameterState;
  /** z^(m+1), samples × outputs */
  readonly neurons: Float32Array;
  /** h^(m+1), samples × outputs */
  readonly hidden: Float32Array;
  /** ∂ℓ/∂z^(m+1), samples × outputs */
  readonly errors: Float32Array;
}

/** The step of WasmChain in plain TypeScript, for where the kernels cannot be loaded. Sums are taken in float64. */
export class PlainChain implements ChainTrainer {
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
  readonly places = undefined;
  private readonly states: readonly LinkState[];
  private steps = 0;

  /** @param initial θ_0, copied */
  constructor(
    private readonly plan: ChainPlan,
    initial: readonly ChainParameters[],
  ) {
    const { links, samples } = plan;
    this.inputs = new Float32Array(samples * links[0]!.inputs);
    this.targets = new Float32Array(samples * links.at(-1)!.outputs);
    const states: LinkState[] = [];
    for (const [m, link] of links.entries()) {
      const owner = link.tiedTo === undefined ? undefined : states[link.tiedTo];
      const size = samples * link.outputs;
      states.push({
        link,
        products: plainLink(link, m),
        own: owner?.own ?? this.startParameters(initial[m]!),
        neurons: new Float32Array(size),
        hidden: new Float32Array(size),
        errors: new Float32Array(size),
      });
    }
    this.states = states;
  }

  step(rate: number): number {
    const { samples, loss } = this.plan;
    let hidden = this.inputs;
    for (const state of this.states) {
      this.forward(state, hidden);
      hidden = state.hidden;
    }
    const head = this.states.at(-1)!;
    const mean = plainLoss(loss, samples, hidden, this.targets, head.errors);
    multiplyBySlope(head);
    for (const { own } of this.states) {
      own.weightsGradient.fill(0);
      own.biasGradient.fill(0);
    }
    for (let m = this.states.length - 1; m >= 0; m--) this.backward(m);
    for (const { link, own } of this.states) {
      if (!link.frozen && link.tiedTo === undefined) this.move(link, own, rate);
    }
    this.steps++;
    return Math.fround(mean);
  }

  parameters(): ChainParameters[] {
    const all: ChainParameters[] = [];
    for (const { link, own } of this.states) {
      const owner = link.tiedTo === undefined ? undefined : all[link.tiedTo];
      all.push(owner ?? { weights: own.weights.slice(), bias: own.bias?.slice() });
    }
    return all;
  }

  dispose(): void {
    // Its arrays go with it.
  }

  private startParameters({ weights, bias }: ChainParameters): LinkParameterState {
    const remembers = memoryOf(this.plan.optimizer);
    const memory = (size: number): PlainMemory => ({
      first: new Float32Array(remembers.first ? size : 0),
      second: new Float32Array(remembers.second ? size : 0),
    });
    const biases = bias?.length ?? 0;
    return {
      weights: weights.slice(),
      bias: bias?.slice(),
      weightsGradient: new Float64Array(weights.length),
      biasGradient: new Float64Array(biases),
      weightsMemory: memory(weights.length),
      biasMemory: memory(biases),
    };
  }

  /** z = W h + b and what skips add, σ(z) */
  private forward({ link, products, own, neurons, hidden }: LinkState, h: Float32Array): void {
    products.forward(h, own.weights, own.bias, neurons);
    for (const { from, value } of link.skips) {
      const source = this.states[from - 1];
      addTo(
        neurons,
        source === undefined ? this.inputs : value === 'activation' ? source.hidden : source.neurons,
      );
    }
    const { value } = ACTIVATIONS[link.activation];
    for (let i = 0; i < neurons.length; i++) hidden[i] = value(neurons[i]!);
  }

  /** The gradients of link m, and the errors of the link below. */
  private backward(m: number): void {
    const { link, products, own, errors } = this.states[m]!;
    const below = this.states[m - 1];
    if (!link.frozen) {
      products.addGradient(below?.hidden ?? this.inputs, errors, own.weightsGradient);
      const { biasGradient } = own;
      for (let at = 0; at < errors.length; at += link.outputs) {
        for (let j = 0; j < biasGradient.length; j++) biasGradient[j]! += errors[at + j]!;
      }
    }
    if (below === undefined) return;
    products.back(errors, own.weights, below.errors);
    this.addSkippedErrors(m, 'activation', below.errors);
    multiplyBySlope(below);
    this.addSkippedErrors(m, 'preactivation', below.errors);
  }

  /** Adds the errors that skips lead back to z^(from) or h^(from). */
  private addSkippedErrors(from: number, value: 'activation' | 'preactivation', to: Float32Array): void {
    for (const { link, errors } of this.states) {
      for (const skip of link.skips) if (skip.from === from && skip.value === value) addTo(to, errors);
    }
  }

  private move(link: ChainLink, own: LinkParameterState, rate: number): void {
    const { optimizer } = this.plan;
    const move = {
      optimizer,
      rate: rate * link.rateFactor,
      decay: link.weightDecay,
      pace: paceOf(optimizer, this.steps),
      margin: marginOf(optimizer, this.steps),
    };
    movePlain(own.weights, own.weightsGradient, own.weightsMemory, move);
    // Decay is for weights.
    if (own.bias !== undefined) movePlain(own.bias, own.biasGradient, own.biasMemory, { ...move, decay: 0 });
  }
}

function addTo(to: Float32Array, values: Float32Array): void {
  for (let i = 0; i < to.length; i++) to[i]! += values[i]!;
}

/** δ ← δ ∘ σ′(z) */
function multiplyBySlope({ link, errors, neurons }: LinkState): void {
  const { derivative } = ACTIVATIONS[link.activation];
  for (let i = 0; i < errors.length; i++) errors[i]! *= derivative(neurons[i]!);
}
