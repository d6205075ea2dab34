import { Sqrt, Square } from '@tensorflow/tfjs-core';
import type { Optimizer } from '../network/types.js';
import type { Kernels, Tensor } from './kernels.js';

/** One tensor of parameters and what the optimiser remembers of it; all of them are owned by whoever holds this. */
export interface ParameterState {
  readonly parameter: Tensor;
  /** As many as the rule says, of the parameter's shape. */
  readonly memory: readonly Tensor[];
}

/**
 * How an optimiser turns a gradient into a step, in float32. Tensors are never written twice (XNNPACK packs weights by
 * the tensor's identity), so an update gives new ones and leaves it to the caller to dispose the old.
 */
export interface UpdateRule {
  /**
   * What it wants for a gradient: `step`, the gradient times the learning rate, which costs nothing, for the loss's
   * gradient has a factor anyway; or the `gradient` itself, where it is not linear in it.
   */
  readonly wants: 'step' | 'gradient';
  /** Tensors that it keeps for every parameter tensor; they start at 0. */
  readonly memorySize: number;
  /**
   * @param change η_k ∂ℓ/∂θ or ∂ℓ/∂θ, as `wants` says, decay included
   * @param rate η_k, with the schedule's factor and the link's multiplier
   * @param step k, from 0
   */
  readonly update: (state: ParameterState, change: Tensor, rate: number, step: number) => ParameterState;
}

export function createUpdateRule(kernels: Kernels, optimizer: Optimizer): UpdateRule {
  switch (optimizer.kind) {
    case 'sgd':
      return gradientDescent(kernels);
    case 'momentum':
      return heavyBall(kernels, optimizer.momentum);
    case 'nesterov':
      return nesterov(kernels, optimizer.momentum);
    case 'adam':
      return adam(kernels, optimizer);
    case 'rmsprop':
      return rmsprop(kernels, optimizer);
  }
}

/** θ ← θ − ηg */
function gradientDescent(kernels: Kernels): UpdateRule {
  return {
    wants: 'step',
    memorySize: 0,
    update: ({ parameter }, change) => ({ parameter: kernels.subtractOwned(parameter, change), memory: [] }),
  };
}

/** v ← βv − ηg, θ ← θ + v (THEORY §2.4); with a constant η the recursion of PyTorch and TF.js too. */
function heavyBall(kernels: Kernels, momentum: number): UpdateRule {
  const beta = kernels.constant(momentum);
  return {
    wants: 'step',
    memorySize: 1,
    update: ({ parameter, memory }, change) => {
      const velocity = kernels.subtractOwned(kernels.multiply(memory[0]!, beta), change);
      return { parameter: kernels.addOwned(parameter, velocity), memory: [velocity] };
    },
  };
}

/** v ← βv − ηg, θ ← θ + βv − ηg with the new v. */
function nesterov(kernels: Kernels, momentum: number): UpdateRule {
  const beta = kernels.constant(momentum);
  return {
    wants: 'step',
    memorySize: 1,
    update: ({ parameter, memory }, change) => {
      const velocity = kernels.subtractOwned(kernels.multiply(memory[0]!, beta), change);
      const step = kernels.subtract(kernels.multiply(velocity, beta), change);
      return { parameter: kernels.addOwned(parameter, step), memory: [velocity] };
    },
  };
}

/**
 * m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², θ ← θ − η m̂/(√v̂ + ε) with m̂ = m/(1 − β₁^t), v̂ = v/(1 − β₂^t),
 * t = k + 1 (Kingma, Ba 2015). What is kept is m/(1 − β₁) and v/(1 − β₂), and the fraction is multiplied through with
 * the root of v's correction: all corrections are then in two scalars.
 */
function adam(kernels: Kernels, { beta1, beta2, epsilon }: Extract<Optimizer, { kind: 'adam' }>): UpdateRule {
  const meanDecay = kernels.constant(beta1);
  const squareDecay = kernels.constant(beta2);
  return {
    wants: 'gradient',
    memorySize: 2,
    update: ({ parameter, memory }, change, rate, step) => {
      const meanCorrection = (1 - beta1) / (1 - beta1 ** (step + 1));
      const rootCorrection = Math.sqrt((1 - beta2) / (1 - beta2 ** (step + 1)));
      const mean = kernels.addOwned(kernels.multiply(memory[0]!, meanDecay), change);
      const square = kernels.addOwned(
        kernels.multiply(memory[1]!, squareDecay),
        kernels.apply(Square, change),
      );
      const spread = kernels.add(kernels.apply(Sqrt, square), kernels.scalar(epsilon / rootCorrection));
      const fraction = kernels.divide(mean, spread);
      const moved = kernels.multiply(fraction, kernels.scalar((rate * meanCorrection) / rootCorrection));
      return { parameter: kernels.subtractOwned(parameter, moved), memory: [mean, square] };
    },
  };
}

/** v ← ρv + (1 − ρ)g², θ ← θ − ηg/(√v + ε) (Tieleman, Hinton 2012; ε as in PyTorch); v/(1 − ρ) is kept. */
function rmsprop(kernels: Kernels, { decay, epsilon }: Extract<Optimizer, { kind: 'rmsprop' }>): UpdateRule {
  const squareDecay = kernels.constant(decay);
  const correction = Math.sqrt(1 - decay);
  const margin = kernels.constant(epsilon / correction);
  return {
    wants: 'gradient',
    memorySize: 1,
    update: ({ parameter, memory }, change, rate) => {
      const square = kernels.addOwned(
        kernels.multiply(memory[0]!, squareDecay),
        kernels.apply(Square, change),
      );
      const spread = kernels.add(kernels.apply(Sqrt, square), margin);
      const moved = kernels.multiply(kernels.divide(change, spread), kernels.scalar(rate / correction));
      return { parameter: kernels.subtractOwned(parameter, moved), memory: [square] };
    },
  };
}
