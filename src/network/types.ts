import type { ActivationName } from '../base/activation.js';
import type { LossName } from '../base/loss.js';
import type { TextRange } from '../base/textRange.js';
import type { DataPlan } from '../data/types.js';

/** How the weights of a link are drawn: normal, mean 0. Biases start at 0. */
export interface Initializer {
  /** Variance of a weight: glorot 2/(in+out), he 2/in, lecun 1/in, normal 1; each × gain². */
  readonly kind: 'glorot' | 'he' | 'lecun' | 'normal';
  readonly gain: number;
}

/**
 * Link m: z^(m+1) = W^(m) h^(m) + b^(m), with h^(m) = σ_m(z^(m)) and h^(0) = X (THEORY §0).
 * The activation belongs to the *input side*: a spec layer's `activation` is the `activationIn` of the next link.
 */
export interface Link {
  readonly m: number;
  /** Unique and readable: the spec's name, or one made of type and position. */
  readonly name: string;
  readonly type: 'dense';
  /** N_m */
  readonly inputs: number;
  /** N_(m+1) */
  readonly outputs: number;
  /** σ_m; `linear` for m = 0, where h is the data. */
  readonly activationIn: ActivationName;
  readonly bias: boolean;
  readonly initializer: Initializer;
  /** Weights and biases of this link. */
  readonly parameterCount: number;
  /** The layer's definition in the spec text; shared by the copies of a repeat. */
  readonly range: TextRange;
  /** Which copy of a repeat this is (1-based), outermost repeat first; empty outside a repeat. */
  readonly copies: readonly { readonly index: number; readonly of: number }[];
}

/** A checked chain of links, shapes known. Plain data: it can be posted to a worker. */
export interface Network {
  readonly inputs: number;
  readonly outputs: number;
  readonly links: readonly Link[];
  /** σ_post of footnote 4: the head's activation, applied inside the loss; part of the boundary. */
  readonly outputActivation: ActivationName;
  readonly loss: LossName;
  readonly parameterCount: number;
}

export const ANALYSIS_MODES = ['probe', 'batch', 'streaming'] as const;
/**
 * Which samples the terms are taken on: `probe` fixed ones; `batch` those of the step itself, same X before and
 * after; `streaming` the step's batch before and the next step's batch after (THEORY §2.2).
 */
export type AnalysisMode = (typeof ANALYSIS_MODES)[number];

export const BACKEND_NAMES = ['wasm', 'cpu'] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

export interface TrainingPlan {
  readonly optimizer: 'sgd';
  /** η, loss⁻¹ · parameter² per step. */
  readonly learningRate: number;
  readonly batchSize: number;
  readonly steps: number;
  readonly backend: BackendName;
}

export interface AnalysisPlan {
  /** Analyse steps 0, every, 2·every, … */
  readonly every: number;
  /** Number of probe samples. */
  readonly probe: number;
  readonly mode: AnalysisMode;
}

/** Everything a run needs, checked. Plain data: it can be posted to a worker. */
export interface Experiment {
  readonly name: string;
  readonly seed: number;
  readonly network: Network;
  readonly data: DataPlan;
  readonly training: TrainingPlan;
  readonly analysis: AnalysisPlan;
}
