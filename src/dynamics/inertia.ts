import type { Optimizer } from '../network/types.js';
import { known, unknown, type Quantity } from './quantity.js';

/** Why an optimiser has no mass and no damping: its steps are rescaled by its own memory of gradients (THEORY §2.4). */
export type InertiaGap = 'adaptive';

/**
 * How differences stand for derivatives. `paper`: Eq. (4) itself, mass 1 and γ = 1/η, of plain SGD; a formal regulator, not
 * the leading correction to it (§2.3). `forward`: Ẇ = W_(k+1) − W_k; `central`: Ẇ = (W_(k+1) − W_(k−1))/2; in both the
 * recursion of the optimiser is the equation μẄ + cẆ + ∂ℓ = 0 exactly, with Ẅ = W_(k+1) − 2W_k + W_(k−1).
 */
export type DampingConvention = 'paper' | 'forward' | 'central';

/** The equation of motion μẄ + cẆ + ∂ℓ = 0 of parameters whose rate has the multiplier 1; with r, μ/r and c/r. */
export interface Inertia {
  readonly convention: DampingConvention;
  /** μ: 1 for the paper's normalisation, else in loss per (parameter per step)². */
  readonly mass: number;
  /** c, loss · step per parameter². */
  readonly friction: number;
  /** γ = c/μ, per step. */
  readonly damping: number;
}

/** The motion that an optimiser is, at one learning rate. */
export interface OptimizerInertia {
  readonly forms: readonly [Inertia, Inertia];
  /** False for nesterov, which has these values to leading order in η. */
  readonly exact: boolean;
}

/**
 * Mass and damping (THEORY §2.3, §2.4). SGD: γ = 1/η of Eq. (4). Heavy ball, forward: μ = β/η, γ = (1 − β)/β; central:
 * μ = (1 + β)/(2η), γ = 2(1 − β)/(1 + β). The first form is the one that energies, ρ and actions are computed with.
 * @param learningRate η of the step, with the schedule's factor
 */
export function optimizerInertia(
  optimizer: Optimizer,
  learningRate: number,
): Quantity<InertiaGap, OptimizerInertia> {
  switch (optimizer.kind) {
    case 'sgd':
      return known(gradientDescent(learningRate));
    case 'momentum':
    case 'nesterov': {
      const { momentum, kind } = optimizer;
      // Without a memory it is SGD: the forward form has no mass.
      if (momentum === 0) return known(gradientDescent(learningRate));
      const forward: Inertia = {
        convention: 'forward',
        mass: momentum / learningRate,
        friction: (1 - momentum) / learningRate,
        damping: (1 - momentum) / momentum,
      };
      return known({ forms: [forward, central(momentum, learningRate)], exact: kind === 'momentum' });
    }
    case 'adam':
    case 'rmsprop':
      return unknown('adaptive');
  }
}

const gradientDescent = (learningRate: number): OptimizerInertia => ({
  forms: [
    { convention: 'paper', mass: 1, friction: 1 / learningRate, damping: 1 / learningRate },
    central(0, learningRate),
  ],
  exact: true,
});

const central = (momentum: number, learningRate: number): Inertia => ({
  convention: 'central',
  mass: (1 + momentum) / (2 * learningRate),
  friction: (1 - momentum) / learningRate,
  damping: (2 * (1 - momentum)) / (1 + momentum),
});
