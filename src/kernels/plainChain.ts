import { ACTIVATIONS } from '../base/activation.js';
import type { ChainLink, ChainParameters, ChainPlan, ChainTrainer } from './chainPlan.js';
import { plainLoss } from './plainLoss.js';

/** W, b and, with momentum, their velocities. */
interface LinkState {
  readonly link: ChainLink;
  readonly weights: Float32Array;
  readonly bias: Float32Array | undefined;
  readonly weightsVelocity: Float32Array;
  readonly biasVelocity: Float32Array;
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

  /** @param initial θ_0, copied */
  constructor(
    private readonly plan: ChainPlan,
    initial: readonly ChainParameters[],
  ) {
    const { links, samples } = plan;
    this.inputs = new Float32Array(samples * links[0]!.inputs);
    this.targets = new Float32Array(samples * links.at(-1)!.outputs);
    this.states = links.map((link, m) => {
      const { weights, bias } = initial[m]!;
      const size = samples * link.outputs;
      return {
        link,
        weights: weights.slice(),
        bias: bias?.slice(),
        weightsVelocity: new Float32Array(plan.momentum === 0 ? 0 : weights.length),
        biasVelocity: new Float32Array(plan.momentum === 0 ? 0 : link.outputs),
        neurons: new Float32Array(size),
        hidden: new Float32Array(size),
        errors: new Float32Array(size),
      };
    });
  }

  step(rate: number): number {
    let hidden = this.inputs;
    for (const state of this.states) {
      this.forward(state, hidden);
      hidden = state.hidden;
    }
    const head = this.states.at(-1)!;
    const { samples, loss } = this.plan;
    const mean = plainLoss(loss, samples, hidden, this.targets, head.errors);
    multiplyBySlope(head);
    for (let m = this.states.length - 1; m >= 0; m--) {
      const state = this.states[m]!;
      const below = this.states[m - 1];
      if (below !== undefined) {
        this.backward(state, below.errors);
        multiplyBySlope(below);
      }
      if (!state.link.frozen) this.update(state, below?.hidden ?? this.inputs, rate);
    }
    return Math.fround(mean);
  }

  parameters(): ChainParameters[] {
    return this.states.map(({ weights, bias }) => ({ weights: weights.slice(), bias: bias?.slice() }));
  }

  dispose(): void {
    // Its arrays go with it.
  }

  /** z = h W + b, σ(z) */
  private forward({ link, weights, bias, neurons, hidden }: LinkState, h: Float32Array): void {
    const { inputs, outputs } = link;
    const { value } = ACTIVATIONS[link.activation];
    const sums = new Float64Array(outputs);
    for (let s = 0; s < this.plan.samples; s++) {
      if (bias === undefined) sums.fill(0);
      else sums.set(bias);
      for (let i = 0; i < inputs; i++) {
        const x = h[s * inputs + i]!;
        for (let j = 0; j < outputs; j++) sums[j]! += x * weights[i * outputs + j]!;
      }
      neurons.set(sums, s * outputs);
    }
    for (let i = 0; i < neurons.length; i++) hidden[i] = value(neurons[i]!);
  }

  /** δ Wᵀ */
  private backward({ link, weights, errors }: LinkState, back: Float32Array): void {
    const { inputs, outputs } = link;
    for (let s = 0; s < this.plan.samples; s++) {
      for (let i = 0; i < inputs; i++) {
        let sum = 0;
        for (let j = 0; j < outputs; j++) sum += errors[s * outputs + j]! * weights[i * outputs + j]!;
        back[s * inputs + i] = sum;
      }
    }
  }

  /** Moves W by hᵀ δ + λW and b by the sum of δ over the samples. */
  private update(state: LinkState, h: Float32Array, rate: number): void {
    const { link, weights, bias, weightsVelocity, biasVelocity, errors } = state;
    const { inputs, outputs, rateFactor, weightDecay } = link;
    const { samples } = this.plan;
    const eta = rate * rateFactor;
    const gradient = new Float64Array(outputs);
    for (let i = 0; i < inputs; i++) {
      const begin = i * outputs;
      for (let j = 0; j < outputs; j++) gradient[j] = weightDecay * weights[begin + j]!;
      for (let s = 0; s < samples; s++) {
        const x = h[s * inputs + i]!;
        for (let j = 0; j < outputs; j++) gradient[j]! += x * errors[s * outputs + j]!;
      }
      this.move(weights, weightsVelocity, begin, gradient, eta);
    }
    if (bias === undefined) return;
    gradient.fill(0);
    for (let s = 0; s < samples; s++) {
      for (let j = 0; j < outputs; j++) gradient[j]! += errors[s * outputs + j]!;
    }
    this.move(bias, biasVelocity, 0, gradient, eta);
  }

  /** Moves parameters from `begin` on by their gradient. */
  private move(
    parameters: Float32Array,
    velocity: Float32Array,
    begin: number,
    gradient: Float64Array,
    eta: number,
  ): void {
    const { momentum, looksAhead } = this.plan;
    for (let j = 0; j < gradient.length; j++) {
      const step = eta * gradient[j]!;
      const w = parameters[begin + j]!;
      if (momentum === 0) {
        parameters[begin + j] = w - step;
        continue;
      }
      const v = momentum * velocity[begin + j]! - step;
      velocity[begin + j] = v;
      parameters[begin + j] = w + (looksAhead ? momentum * v - step : v);
    }
  }
}

/** δ ← δ ∘ σ′(z) */
function multiplyBySlope({ link, errors, neurons }: LinkState): void {
  const { derivative } = ACTIVATIONS[link.activation];
  for (let i = 0; i < errors.length; i++) errors[i]! *= derivative(neurons[i]!);
}
