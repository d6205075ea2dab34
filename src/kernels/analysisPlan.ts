import type { ActivationName } from '../base/activation.js';
import type { KernelHeap } from './kernelHeap.js';

/** Link m as the float64 analysis sees it: z^(m+1) = W^(m) h^(m) + b^(m) + Σ skips, h^(m) = σ_m(z^(m)). */
export interface AnalyzedLink {
  readonly type: 'dense' | 'local';
  /** N_m */
  readonly inputs: number;
  /** N_(m+1) */
  readonly outputs: number;
  /** σ_m; `linear` for m = 0. */
  readonly activationIn: ActivationName;
  readonly bias: boolean;
  /** The link (smaller m) whose W and b it has. */
  readonly tiedTo: number | undefined;
  readonly skips: readonly AnalyzedSkip[];
}

/** Adds z^(from), or h^(from) = σ(z^(from)). */
export interface AnalyzedSkip {
  readonly from: number;
  readonly activated: boolean;
}

export interface AnalysisPlan {
  /** From the data to the head; at least one. */
  readonly links: readonly AnalyzedLink[];
  /** σ_post */
  readonly outputActivation: ActivationName;
  /** P */
  readonly samples: number;
  /** How parameters are kept: 4 bytes as training has them, or 8. */
  readonly parameterBytes: 4 | 8;
}

/** Where the float32 parameters of a training lie; they stand still there and change with every step. */
export interface ParameterPlaces {
  readonly heap: KernelHeap;
  /** Addresses, in order of m. */
  readonly links: readonly { readonly weights: number; readonly bias: number | undefined }[];
}
