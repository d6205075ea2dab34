import type { FloatArray, ParameterSnapshot } from '../network/parameterLayout.js';
import type { ConvolutionLink, DenseLink, LocalLink, Network } from '../network/types.js';

export type { FloatArray, LinkParameters, ParameterSnapshot } from '../network/parameterLayout.js';

type AnalyzedKey =
  | 'type'
  | 'inputs'
  | 'outputs'
  | 'inputShape'
  | 'outputShape'
  | 'activationIn'
  | 'operationsIn'
  | 'bias'
  | 'norm'
  | 'skips'
  | 'frozen'
  | 'tiedTo'
  | 'layer';

/**
 * What the analysis must know of link m: z^(m+1) = [norm](W^(m) h^(m) + b^(m)) + Σ skips. A `Link` of the network is one,
 * unless it is of a foreign kind.
 */
export type LinkStructure =
  | Pick<DenseLink, AnalyzedKey>
  | Pick<LocalLink, AnalyzedKey>
  | Pick<ConvolutionLink, AnalyzedKey | 'window' | 'groups'>;

/** What the analysis must know of a network. A `Network` without foreign links is one. */
export interface NetworkStructure extends Pick<
  Network,
  'inputShape' | 'operationsOut' | 'outputActivation' | 'loss'
> {
  readonly links: readonly LinkStructure[];
}

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
 * The terms of link m (THEORY §1.2, §5), means over the samples and, for convolutions, positions, in parameter² per step².
 * Ẇ, ż, … are differences over one step. `coupling` and `fluxSquared` of link 0 belong to the boundary, everything else to
 * the bulk. In the sums over links those that share a bias count as one, with the mean of their terms.
 */
export interface LayerTerms {
  /** K_W = ½‖Ẇ^(m)‖², of all parameters of the link but those in `biasKinetic`; tied ones at their owner alone. */
  readonly weightKinetic: number;
  /** K_z = ½‖v^(m+1)‖², v = ż^(m+1) less the change of what skips add (§5c); without skips ½‖ż^(m+1)‖². */
  readonly neuronKinetic: number;
  /** C = −v^(m+1)·f^(m), f^(m) = W′h′ − Wh; behind a norm the change of g ⊙ N(Wh + b) (§5d). */
  readonly coupling: number;
  /** F = ½‖f^(m)‖² */
  readonly fluxSquared: number;
  /** K_b = ½‖ḃ^(m)‖², behind a norm ½‖β̇‖², computed from these alone; 0 for a link without bias. */
  readonly biasKinetic: number;
  /**
   * |K_z + C + F − K_b| ÷ K_b: how far the identity (1.1) is from exact. Undefined without a bias or with a frozen one
   * (then the sum is 0 by constraint, §1.3) and while the bias is exactly at rest (0 ÷ 0); `residualGap` says which.
   */
  readonly residual: number | undefined;
  readonly residualGap: ResidualGap | undefined;
  /**
   * |K_z + C + F − K_b| ÷ max(K_z, |C|, F, K_b): always defined; 0 when all are 0. Where the kernels analyse, of the terms as
   * they stand here, rounded; `residual` is of the sum before that (THEORY §1.5).
   */
  readonly residualOfLargestTerm: number;
  /**
   * (max − min over samples and positions of K_z + C + F) ÷ K_b: the sum is the same number for all of them (THEORY
   * §1.4, §5a), so this is rounding; a second self-test. Undefined when `residual` is.
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
