import type { ActivationName } from '../base/activation.js';
import type { LossName } from '../base/loss.js';
import type { ParameterPlaces } from './analysisPlan.js';

/** Link m of a chain: z^(m+1) = W^(m) h^(m) + b^(m), h^(m+1) = σ_(m+1)(z^(m+1)). */
export interface ChainLink {
  /** N_m */
  readonly inputs: number;
  /** N_(m+1) */
  readonly outputs: number;
  /** σ_(m+1): what follows *this* link. */
  readonly activation: ActivationName;
  readonly bias: boolean;
  /** Neither W nor b moves. */
  readonly frozen: boolean;
  /** By which this link's learning rate is larger than the step's. */
  readonly rateFactor: number;
  /** λ of ½ λ ‖W‖², which is added to the loss; biases do not decay. */
  readonly weightDecay: number;
}

/** The training of a chain of dense links in batches of one size. */
export interface ChainPlan {
  /** From the data to the head; at least one. */
  readonly links: readonly ChainLink[];
  readonly loss: LossName;
  /** Samples in a batch, B. */
  readonly samples: number;
  /** Of v ← βv − ηg, w ← w + v; 0 is plain gradient descent, w ← w − ηg. */
  readonly momentum: number;
  /** Nesterov's momentum: w ← w + βv − ηg with the new v. */
  readonly looksAhead: boolean;
}

/** Float32 parameters of a link; W is inputs × outputs, row-major. */
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
  /** Copies of W and b as they are now, exactly. */
  parameters(): ChainParameters[];
  /** Frees its memory; it is of no use afterwards. */
  dispose(): void;
}
