import { Sqrt, Square } from '@tensorflow/tfjs-core';
import type { Optimizer } from '../network/types.js';
import type { Kernels } from './kernels.js';
import type { Tensor } from './tensorStore.js';

/** One tensor of parameters and what the optimiser remembers of it; all of them are owned by whoever holds this. */
export interface ParameterState {
  readonly parameter: Tensor;
  /** As many as the rule says, of the parameter's shape. */
  readonly memory: readonly Tensor[];
}

/** How parameters are to be moved. */
export interface Move {
  /** η_k, with the schedule's factor and the link's multiplier r. */
  readonly rate: number;
  /** r, which a gradient that is already a step lacks. */
  readonly multiplier: number;
  /** λ of ½ λ w² */
  readonly decay: number;
  /** k, from 0 */
  readonly step: number;
}

/** How an optimiser moves parameters, in float32. */
export interface UpdateRule {
  /**
   * What it wants for a gradient: `step`, the gradient times the learning rate without r, which costs nothing, for the
   * loss's gradient has a factor anyway; or the `gradient` itself.
   */
  readonly wants: 'step' | 'gradient';
  /** Tensors that it keeps for every parameter tensor; they start at 0. */
  readonly memorySize: number;
  /**
   * Moves parameters. It takes the old state in charge: tensors that the new one does not hold are freed.
   * @param gradient of the loss without decay, times η_k/r if `wants` says so
   */
  readonly update: (state: ParameterState, gradient: Tensor, move: Move) => ParameterState;
}

/**
 * Optimisers of kernels that every backend has. Tensors are never written twice (XNNPACK packs weights by the tensor's
 * identity), so an update makes new ones.
 */
export function createUpdateRule(kernels: Kernels, optimizer: Optimizer): UpdateRule {
  const { wants, memorySize, next } = formulaOf(kernels, optimizer);
  const changeOf = (parameter: Tensor, gradient: Tensor, { rate, multiplier, decay }: Move): Tensor => {
    const scaled =
      wants === 'step' && multiplier !== 1
        ? kernels.multiply(gradient, kernels.constant(multiplier))
        : gradient;
    if (decay === 0) return scaled;
    // Not W ← (1 − ηλ)W: in float32 that factor has lost most of the digits of ηλ.
    const share = kernels.scalar(decay * (wants === 'step' ? rate : 1));
    return kernels.add(scaled, kernels.multiply(parameter, share));
  };
  return {
    wants,
    memorySize,
    update: (state, gradient, move) =>
      kernels.releasingTemporaries(() => {
        const change = changeOf(state.parameter, gradient, move);
        const result = next(state, change, move.rate, move.step);
        for (const tensor of [state.parameter, ...state.memory]) kernels.dispose(tensor);
        return result;
      }),
  };
}

interface Formula extends Pick<UpdateRule, 'wants' | 'memorySize'> {
  /**
   * @param change η_k ∂ℓ/∂θ or ∂ℓ/∂θ, as `wants` says, decay included
   * @param rate η_k, with the schedule's factor and the link's multiplier
   * @param step k, from 0
   * @returns new tensors, all owned by the caller
   */
  readonly next: (state: ParameterState, change: Tensor, rate: number, step: number) => ParameterState;
}

function formulaOf(kernels: Kernels, optimizer: Optimizer): Formula {
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
function gradientDescent(kernels: Kernels): Formula {
  return {
    wants: 'step',
    memorySize: 0,
    next: ({ parameter }, change) => ({ parameter: kernels.subtractOwned(parameter, change), memory: [] }),
  };
}

/** v ← βv − ηg, θ ← θ + v (THEORY §2.4); with a constant η the recursion of PyTorch and TF.js too. */
function heavyBall(kernels: Kernels, momentum: number): Formula {
  const beta = kernels.constant(momentum);
  return {
    wants: 'step',
    memorySize: 1,
    next: ({ parameter, memory }, change) => {
      const velocity = kernels.subtractOwned(kernels.multiply(memory[0]!, beta), change);
      return { parameter: kernels.addOwned(parameter, velocity), memory: [velocity] };
    },
  };
}

/** v ← βv − ηg, θ ← θ + βv − ηg with the new v. */
function nesterov(kernels: Kernels, momentum: number): Formula {
  const beta = kernels.constant(momentum);
  return {
    wants: 'step',
    memorySize: 1,
    next: ({ parameter, memory }, change) => {
      const velocity = kernels.subtractOwned(kernels.multiply(memory[0]!, beta), change);
      const step = kernels.subtract(kernels.multiply(velocity, beta), change);
      return { parameter: kernels.addOwned(parameter, step), memory: [velocity] };
    },
  };
}

type Adam = Extract<Optimizer, { kind: 'adam' }>;
type Rmsprop = Extract<Optimizer, { kind: 'rmsprop' }>;

/** What a fraction of remembered gradients is multiplied by, and what is added to the root below it. */
interface Factors {
  readonly step: number;
  readonly epsilon: number;
}

/**
 * m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², θ ← θ − η m̂/(√v̂ + ε) with m̂ = m/(1 − β₁^t), v̂ = v/(1 − β₂^t),
 * t = k + 1 (Kingma, Ba 2015). What is kept is m/(1 − β₁) and v/(1 − β₂), and the fraction is multiplied through with
 * the root of v's correction: all corrections are then in these two numbers.
 */
export function adamFactors({ beta1, beta2, epsilon }: Adam, rate: number, step: number): Factors {
  const meanCorrection = (1 - beta1) / (1 - beta1 ** (step + 1));
  const rootCorrection = Math.sqrt((1 - beta2) / (1 - beta2 ** (step + 1)));
  return { step: (rate * meanCorrection) / rootCorrection, epsilon: epsilon / rootCorrection };
}

function adam(kernels: Kernels, optimizer: Adam): Formula {
  const meanDecay = kernels.constant(optimizer.beta1);
  const squareDecay = kernels.constant(optimizer.beta2);
  return {
    wants: 'gradient',
    memorySize: 2,
    next: ({ parameter, memory }, change, rate, step) => {
      const factors = adamFactors(optimizer, rate, step);
      const mean = kernels.addOwned(kernels.multiply(memory[0]!, meanDecay), change);
      const square = kernels.addOwned(
        kernels.multiply(memory[1]!, squareDecay),
        kernels.apply(Square, change),
      );
      const spread = kernels.add(kernels.apply(Sqrt, square), kernels.scalar(factors.epsilon));
      const moved = kernels.multiply(kernels.divide(mean, spread), kernels.scalar(factors.step));
      return { parameter: kernels.subtractOwned(parameter, moved), memory: [mean, square] };
    },
  };
}

/** v ← ρv + (1 − ρ)g², θ ← θ − ηg/(√v + ε) (Tieleman, Hinton 2012; ε as in PyTorch); v/(1 − ρ) is kept. */
export function rmspropFactors({ decay, epsilon }: Rmsprop, rate: number): Factors {
  const correction = Math.sqrt(1 - decay);
  return { step: rate / correction, epsilon: epsilon / correction };
}

function rmsprop(kernels: Kernels, optimizer: Rmsprop): Formula {
  const squareDecay = kernels.constant(optimizer.decay);
  return {
    wants: 'gradient',
    memorySize: 1,
    next: ({ parameter, memory }, change, rate) => {
      const factors = rmspropFactors(optimizer, rate);
      const square = kernels.addOwned(
        kernels.multiply(memory[0]!, squareDecay),
        kernels.apply(Square, change),
      );
      const spread = kernels.add(kernels.apply(Sqrt, square), kernels.scalar(factors.epsilon));
      const moved = kernels.multiply(kernels.divide(change, spread), kernels.scalar(factors.step));
      return { parameter: kernels.subtractOwned(parameter, moved), memory: [square] };
    },
  };
}
