import type { ActivationName } from '../base/activation.js';
import type { LossName } from '../base/loss.js';

/** Numbers of either precision; float32 values are promoted exactly. */
export type FloatArray = Float32Array | Float64Array;

/** What the analysis must know of link m: z^(m+1) = W^(m) h^(m) + b^(m). A `Link` of the network is one. */
export interface LinkStructure {
  /** N_m */
  readonly inputs: number;
  /** N_(m+1) */
  readonly outputs: number;
  /** σ_m, applied to z^(m); ignored for m = 0, where h is X. */
  readonly activationIn: ActivationName;
  readonly bias: boolean;
  /** W and b never change: then b is no degree of freedom (THEORY §1.3). */
  readonly frozen: boolean;
}

/** What the analysis must know of a chain. A `Network` is one. */
export interface ChainStructure {
  readonly links: readonly LinkStructure[];
  /** σ_post, applied to z^(M) inside the loss (footnote 4). */
  readonly outputActivation: ActivationName;
  readonly loss: LossName;
}

/** The parameters of one link. */
export interface LinkParameters {
  /** W^(m), inputs × outputs, row-major. */
  readonly weights: FloatArray;
  /** b^(m), outputs numbers; undefined for a link without bias. */
  readonly bias: FloatArray | undefined;
}

/** The parameters of all links at one time, in order of m. */
export type ParameterSnapshot = readonly LinkParameters[];

/**
 * Two consecutive states of training: all that the analysis needs, from a trainer, a file or a test.
 * Samples are row-major; sample s before is paired with sample s after (any pairing is exact, THEORY §1.4).
 */
export interface StepPair {
  /** θ_k */
  readonly before: ParameterSnapshot;
  /** θ_(k+1) */
  readonly after: ParameterSnapshot;
  readonly samples: number;
  /** X at step k: samples × N_0. */
  readonly inputsBefore: FloatArray;
  /** X at step k+1: samples × N_0; the same array in probe and batch mode. */
  readonly inputsAfter: FloatArray;
  /** Y at step k: samples × N_M; the loss is that of step k. */
  readonly targets: FloatArray;
}

/** Why a residual has no value. */
export type ResidualGap = 'noBias' | 'frozen' | 'atRest';

/**
 * The terms of link m (THEORY §1.2), means over the samples, in parameter² per step². Ẇ, ż, … are differences over
 * one step. `coupling` and `fluxSquared` of link 0 belong to the boundary, everything else to the bulk.
 */
export interface LayerTerms {
  /** K_W = ½‖Ẇ^(m)‖² */
  readonly weightKinetic: number;
  /** K_z = ½‖ż^(m+1)‖² */
  readonly neuronKinetic: number;
  /** C = −ż^(m+1)·f^(m), f^(m) = W′h′ − Wh */
  readonly coupling: number;
  /** F = ½‖f^(m)‖² */
  readonly fluxSquared: number;
  /** K_b = ½‖ḃ^(m)‖², computed from the biases alone; 0 for a link without bias. */
  readonly biasKinetic: number;
  /**
   * |K_z + C + F − K_b| ÷ K_b: how far the identity (1.1) is from exact. Undefined without a bias or with a frozen one
   * (then the sum is 0 by constraint, §1.3) and while the bias is exactly at rest (0 ÷ 0); `residualGap` says which.
   */
  readonly residual: number | undefined;
  readonly residualGap: ResidualGap | undefined;
  /** |K_z + C + F − K_b| ÷ max(K_z, |C|, F, K_b): always defined; 0 when all are 0. */
  readonly residualOfLargestTerm: number;
  /**
   * (max − min over samples of K_z + C + F) ÷ K_b: the sum is the same number for every sample (THEORY §1.4), so
   * this is rounding; a second self-test. Undefined when `residual` is.
   */
  readonly sectorSpread: number | undefined;
}

/** The decomposition of one step's Lagrangian L = Σ½‖Ẇ‖² + Σ½‖ḃ‖² − ℓ into bulk and boundary (THEORY 1.2, 1.3). */
export interface Decomposition {
  /** ℓ at step k, mean over the samples. */
  readonly loss: number;
  readonly layers: readonly LayerTerms[];
  /** L_bulk: all K_W and K_z, and C and F of m ≥ 1. */
  readonly bulk: number;
  /** L_boundary = C⁰ + F⁰ − ℓ */
  readonly boundary: number;
  /** L = L_bulk + L_boundary */
  readonly lagrangian: number;
  /** The worst `residual` of the links where it is defined; undefined where it is defined for none. */
  readonly residual: number | undefined;
}
