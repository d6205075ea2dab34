import type { InertiaGap, OptimizerInertia } from './inertia.js';
import { known, unknown, type Quantity } from './quantity.js';

/** A number too large or too small for float64, as its sign and the logarithm of its size. */
export interface SignedLogarithm {
  readonly sign: -1 | 0 | 1;
  /** Natural, of its size; undefined where the number is 0. */
  readonly logarithm: number | undefined;
}

/** The action up to step k (THEORY §2.5). */
export interface ActionValue {
  /** A_k = Σ_j r^(k−j) L_j ÷ Σ_j r^(k−j), r = e^(−γ): the e^(γt)-weighted mean of L, in units of L. */
  readonly normalised: number;
  /** Of S_k = Σ_j e^(γj) L_j, j counted from the first step that was seen. */
  readonly signedLogarithm: SignedLogarithm;
}

/** 1/(1 − e^(−γ)): how many steps the action reaches back. */
export const actionWindow = (damping: number): number => -1 / Math.expm1(-damping);

/** Up to so many steps the action is the Lagrangian of the last step and says nothing more. */
const WORTHWHILE_WINDOW = 2;

/** Why there is no action to show: no damping, or one so strong that it is L_k itself, as for plain SGD. */
export type ActionGap = InertiaGap | 'lastStepAlone';

/**
 * γ for an action that says more than L_k: only momentum has one (THEORY §2.5).
 * @returns γ of the forward form, per step
 */
export function actionDamping(inertia: Quantity<InertiaGap, OptimizerInertia>): Quantity<ActionGap> {
  if (inertia.value === undefined) return unknown(inertia.reason);
  const { damping } = inertia.value.forms[0];
  return actionWindow(damping) < WORTHWHILE_WINDOW ? unknown('lastStepAlone') : known(damping);
}

/** Sums e^(γt) L by recursion: num ← r num + L, den ← r den + 1, which overflows for no γ and no number of steps. */
export class ActionSum {
  private weighted = 0;
  private weights = 0;
  /** Σγ over the steps so far: log|S_k| = log|num_k| + Σγ. */
  private exponent = 0;
  private steps = 0;

  /**
   * Adds the Lagrangian of the next step; γ may change from step to step, as with a schedule.
   * @param damping γ between the step before and this one, per step
   */
  add(lagrangian: number, damping: number): ActionValue {
    const ratio = Math.exp(-damping);
    this.weighted = ratio * this.weighted + lagrangian;
    this.weights = ratio * this.weights + 1;
    if (this.steps > 0) this.exponent += damping;
    this.steps++;
    return {
      normalised: this.weighted / this.weights,
      signedLogarithm: {
        sign: this.weighted === 0 ? 0 : this.weighted > 0 ? 1 : -1,
        logarithm: this.weighted === 0 ? undefined : Math.log(Math.abs(this.weighted)) + this.exponent,
      },
    };
  }
}
