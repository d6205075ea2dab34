import type { KineticEnergies } from './energyDensity.js';
import type { InertiaGap, OptimizerInertia } from './inertia.js';
import { known, unknown, type Quantity } from './quantity.js';

/** Why there is no balance: no damping, or the parameters before the step before are not known. */
export type BalanceTimeGap = InertiaGap | 'noPreviousStep';

/** Why there is no balance ratio: it is one of gradient descent, and a step that rests has none. */
export type RatioGap = 'notGradientDescent' | 'atRest';

/** The terms of dE/dt = −2γT over one step on fixed samples, E = T + ℓ + ½λ‖W‖² (THEORY §2.6), in loss per step. */
export interface TotalBalance {
  /** ΔT = T_k − T_(k−1), T of the mass of the first form of the optimiser's inertia. */
  readonly kineticChange: number;
  /** Δ(ℓ + ½λ‖W‖²) */
  readonly potentialChange: number;
  /** 2γT_k: what friction takes. */
  readonly friction: number;
  /**
   * ΔT + Δ(ℓ + ½λ‖W‖²) + 2γT: 0 for a continuous motion of all the samples that the loss is taken on; of order η against the
   * friction for finite steps, of order 1 on other samples than those of the step.
   */
  readonly residual: number;
}

/** What the balance over a step is made of. */
export interface BalanceTerms {
  /** Of step k. */
  readonly kinetic: KineticEnergies;
  /** Of step k − 1; undefined where it is not known. */
  readonly kineticBefore: KineticEnergies | undefined;
  /** Δ(ℓ + ½λ‖W‖²) over step k, on the same samples before and after. */
  readonly potentialChange: number;
}

/** The energy balance of the whole network over one step. */
export function totalBalance(
  inertia: Quantity<InertiaGap, OptimizerInertia>,
  { kinetic, kineticBefore, potentialChange }: BalanceTerms,
): Quantity<BalanceTimeGap, TotalBalance> {
  if (inertia.value === undefined) return unknown(inertia.reason);
  if (kineticBefore === undefined) return unknown('noPreviousStep');
  const { mass, friction: coefficient } = inertia.value.forms[0];
  const kineticChange = mass * (kinetic.total - kineticBefore.total);
  const friction = 2 * coefficient * kinetic.total;
  return known({
    kineticChange,
    potentialChange,
    friction,
    residual: kineticChange + potentialChange + friction,
  });
}

/** What friction takes from each link, 2cε_m with mass 1/r: η r‖g_m‖² of plain SGD, g that of its batch. By link. */
export function frictionByLink(
  inertia: Quantity<InertiaGap, OptimizerInertia>,
  kinetic: KineticEnergies,
): Quantity<InertiaGap, readonly number[]> {
  if (inertia.value === undefined) return unknown(inertia.reason);
  const { friction } = inertia.value.forms[0];
  return known(kinetic.weighted.map((energy) => 2 * friction * energy));
}

/**
 * r_k = −Δ(ℓ + ½λ‖W‖²) ÷ (‖Δθ‖²/η) = 1 − ½η gᵀHg/gᵀg + …: 1 is gradient flow, towards 0 the edge of stability, below 0 the
 * loss rises (THEORY §2.6). On other samples than those of the step it also tells how much of the step those share.
 */
export function balanceRatio(
  isGradientDescent: boolean,
  learningRate: number,
  { kinetic, potentialChange }: Pick<BalanceTerms, 'kinetic' | 'potentialChange'>,
): Quantity<RatioGap> {
  if (!isGradientDescent) return unknown('notGradientDescent');
  if (kinetic.total === 0) return unknown('atRest');
  return known((-potentialChange * learningRate) / (2 * kinetic.total));
}
