import type { ActivationName } from '../base/activation.js';
import type { LossName } from '../base/loss.js';
import type { Optimizer } from '../network/types.js';
import type { ParameterPlaces } from './analysisPlan.js';

/** What a link adds to its z: z^(from) or, with `activation`, h^(from) = σ(z^(from)); 0 is the data X. */
export interface ChainSkip {
  /** At most m; that layer is as wide as this link's outputs. */
  readonly from: number;
  readonly value: 'preactivation' | 'activation';
}

/** Link m of a chain: z^(m+1) = W^(m) h^(m) + b^(m) + Σ skips, h^(m+1) = σ_(m+1)(z^(m+1)). */
export interface ChainLink {
  /** `local` links are rings of N neurons, which see the two that `localNeighbours` says. */
  readonly type: 'dense' | 'local';
  /** N_m */
  readonly inputs: number;
  /** N_(m+1) */
  readonly outputs: number;
  /** σ_(m+1): what follows *this* link. */
  readonly activation: ActivationName;
  readonly bias: boolean;
  readonly skips: readonly ChainSkip[];
  /** The link (smaller m, of the same shape) whose W and b it has; that one says how they move. */
  readonly tiedTo: number | undefined;
  /** Neither W nor b moves. */
  readonly frozen: boolean;
  /** By which this link's learning rate is larger than the step's. */
  readonly rateFactor: number;
  /** λ of ½ λ ‖W‖², which is added to the loss; biases do not decay. */
  readonly weightDecay: number;
}

/** The training of a chain of dense and local links in batches of one size. */
export interface ChainPlan {
  /** From the data to the head; at least one. */
  readonly links: readonly ChainLink[];
  readonly loss: LossName;
  /** Samples in a batch, B. */
  readonly samples: number;
  readonly optimizer: Optimizer;
}

/** Float32 parameters of a link; W is inputs × outputs, of a local one 2 × N, row-major. */
export interface ChainParameters {
  readonly weights: Float32Array;
  readonly bias: Float32Array | undefined;
}

/** Takes training steps of a chain, forward, loss, backward and update at once. */
export interface ChainTrainer {
  /** X of the next step, samples × N_0, to be written by the caller; to be asked for again before every step. */
  readonly inputs: Float32Array;
  /** Y of the next step, samples × N_M, likewise. */
  readonly targets: Float32Array;
  /**
   * Takes a step on `inputs` and `targets`.
   * @param rate η
   * @returns the mean loss of the batch before the step, float32; not finite when training has diverged
   */
  step(rate: number): number;
  /** Where W and b lie, for kernels that read them in place; undefined where no kernel can. */
  readonly places: ParameterPlaces | undefined;
  /** Copies of W and b as they are now, exactly; tied links have the same arrays. */
  parameters(): ChainParameters[];
  /** Frees its memory; it is of no use afterwards. */
  dispose(): void;
}
