import type { AnalysisMode } from '../network/types.js';
import type { ActionGap, ActionValue } from './action.js';
import type { CouplingGap, LayerCoupling } from './couplingMatrix.js';
import type { DropoutGap } from './dropoutFlux.js';
import type { BalanceTimeGap, RatioGap, TotalBalance } from './energyBalance.js';
import type { LayerForces } from './forces.js';
import type { InertiaGap, OptimizerInertia } from './inertia.js';
import type { LawGap } from './lawResidual.js';
import type { Overdamping, OverdampingGap } from './overdamping.js';
import type { Quantity } from './quantity.js';
import type { ResidualExpansion } from './residualExpansion.js';

/** Energy through depth (THEORY §2.6). Arrays over links have entries m = 0 … M − 1, those over interfaces m = 0 … M. */
export interface EnergyRecord {
  /** ε_m by link, parameter² per step², mass 1. */
  readonly energyDensity: readonly number[];
  /** P_m by interface, loss per step: `neuronPower` and `skipPower` together. */
  readonly powerCurrent: readonly number[];
  readonly neuronPower: readonly number[];
  readonly skipPower: readonly number[];
  /** P_m − P_(m+1) = −g_m·θ̇_m by link, loss per step. */
  readonly absorbedPower: readonly number[];
  /** The same of moving statistics of batchNorms, by link. */
  readonly absorbedByStatistics: readonly number[];
  /** Of norms behind the last link. */
  readonly absorbedByHead: number;
  /** dℓ/dt of the tangent, loss per step. */
  readonly lossRate: number;
  /** Δℓ of the step, on the same samples before and after. */
  readonly lossChange: number;
  /** Largest error of the continuity of the current, relative to the largest current; undefined where none flows. */
  readonly continuityResidual: number | undefined;
  /** 2cε_m by link, loss per step. */
  readonly friction: Quantity<InertiaGap, readonly number[]>;
  readonly balanceRatio: Quantity<RatioGap>;
  /** dE/dt = −2γT of the whole network over the step. */
  readonly totalBalance: Quantity<BalanceTimeGap, TotalBalance>;
  /** ½λ‖W^(m)‖² by link, loss. */
  readonly decayPotential: readonly number[];
}

/** Damping and inertia (THEORY §2.3–2.5). */
export interface InertiaRecord {
  /** Mass, friction and γ in two conventions. */
  readonly inertia: Quantity<InertiaGap, OptimizerInertia>;
  /** 1/r by link: what its learning rate multiplier makes of the mass. */
  readonly massFactor: readonly number[];
  /**
   * 1/(η r) by link: kinetic terms times this are the 'mass 1/η' normalisation, in loss, where 2T = ‖Δθ‖²/η stands beside −Δℓ.
   */
  readonly lossPerKinetic: readonly number[];
  readonly overdamping: Quantity<OverdampingGap, Overdamping>;
  /** How exactly the step obeys the optimiser's equation of motion: float32 rounding, a self-test. */
  readonly lawResidual: Quantity<LawGap>;
  readonly action: Quantity<ActionGap | 'stepsMissing', ActionValue & { readonly window: number }>;
}

/**
 * The physics of step k → k+1 beside its decomposition, plain data. All of it is taken on the same samples before and after
 * (in streaming mode those before the step), so that no data move: P_0 = 0.
 */
export interface DynamicsRecord {
  /** k */
  readonly step: number;
  readonly samples: number;
  readonly mode: AnalysisMode;
  /** η_k, with the schedule's factor. */
  readonly learningRate: number;
  readonly energy: EnergyRecord;
  readonly inertia: InertiaRecord;
  readonly forces: Quantity<InertiaGap | 'noPreviousStep', LayerForces>;
  /** Σ Var z of dropout by link, parameter² per step² like F. */
  readonly dropoutFlux: readonly Quantity<DropoutGap>[];
  /** By link. */
  readonly residualExpansion: readonly Quantity<'noSkip', ResidualExpansion>[];
  /** Which layers feel each other; measured where statistics are, for small networks. */
  readonly coupling: Quantity<CouplingGap | 'notAsked', LayerCoupling>;
}
