import type { ActivationName } from '../base/activation.js';
import type { LossName } from '../base/loss.js';
import type { TextRange } from '../base/textRange.js';
import type { DataPlan } from '../data/types.js';

/** Size of a value without the axis of samples: `[units]`, `[length, channels]` or `[height, width, channels]`. */
export type Shape = readonly number[];

/** How the weights of a link are drawn; biases start at 0. */
export type Initializer =
  /** Normal, mean 0; variance of a weight: glorot 2/(in+out), he 2/in, lecun 1/in, normal 1; each × gain². */
  | { readonly kind: NormalInitializerKind; readonly gain: number }
  /** A random orthogonal matrix, or the identity, × gain. */
  | { readonly kind: 'orthogonal' | 'identity'; readonly gain: number }
  /** A Gaussian random field along depth and width, for the continuum's regime. */
  | {
      readonly kind: 'smooth';
      readonly gain: number;
      /** Correlation length along depth, in layers. */
      readonly depthCorrelation: number;
      /** Correlation length along width, in neurons. */
      readonly widthCorrelation: number;
    };
export type NormalInitializerKind = 'glorot' | 'he' | 'lecun' | 'normal';

export type Padding = 'same' | 'valid' | 'circular';

/** What slides over a feature map; one number for each axis that it slides along. */
export interface Window {
  readonly size: readonly number[];
  readonly stride: readonly number[];
  readonly padding: Padding;
}

/**
 * What happens to a value between the activation of one link and the weights of the next, in order. All of it belongs
 * to the *input side* of the link that follows, like the activation.
 */
export type InputOperation =
  | { readonly kind: 'dropout'; readonly rate: number; readonly layer: number }
  | { readonly kind: 'layerNorm' | 'batchNorm'; readonly layer: number }
  /** A further nonlinearity, behind a norm or a pool. */
  | { readonly kind: 'activation'; readonly name: ActivationName; readonly layer: number }
  | { readonly kind: 'flatten' | 'globalAveragePool'; readonly layer: number }
  | { readonly kind: 'maxPool' | 'avgPool'; readonly window: Window; readonly layer: number };

/** A value from further below that is added to z^(m+1) of a link. */
export interface Skip {
  /** z^(from) or h^(from) is added; 0 is the data X. */
  readonly from: number;
  /** `preactivation` adds z^(from), as THEORY §5c; `activation` adds h^(from) = σ(z^(from)), as many published networks do. */
  readonly value: 'preactivation' | 'activation';
  /** How many links it jumps over: m + 1 − from; 1 for a residual block of one link. */
  readonly span: number;
  /** The layer that asks for it: a residual block, or one with `skipFrom`. */
  readonly layer: number;
}

export interface LinkCommon {
  readonly m: number;
  /** Unique and readable: the spec's name, or one made of type and position. */
  readonly name: string;
  /** h^(m) as the weights see it, after the operations of the input side. */
  readonly inputShape: Shape;
  /** z^(m+1) */
  readonly outputShape: Shape;
  /** Product of the input shape; for a dense link N_m. */
  readonly inputs: number;
  /** Product of the output shape; for a dense link N_(m+1). */
  readonly outputs: number;
  /** σ_m; `linear` for m = 0, where h is the data. */
  readonly activationIn: ActivationName;
  readonly operationsIn: readonly InputOperation[];
  readonly bias: boolean;
  readonly initializer: Initializer;
  /** Norm right behind the weights: z = g ⊙ N(Wh + b) + β, with β in the role of b (THEORY §5d). */
  readonly norm: { readonly kind: 'layerNorm' | 'batchNorm'; readonly layer: number } | undefined;
  readonly skips: readonly Skip[];
  /** r: the learning rate of this link is r η; its mass is 1/r. */
  readonly learningRateMultiplier: number;
  /** λ of the potential ½ λ ‖W‖². */
  readonly weightDecay: number;
  readonly frozen: boolean;
  /** The link (smaller m) whose parameters it shares. */
  readonly tiedTo: number | undefined;
  /** Weights and biases, unless they are tied to those of another link, and scale and shift of its norms, also on its input side. */
  readonly parameterCount: number;
  /** Index of its layer in the list of placed layers. */
  readonly layer: number;
  /** The layer's definition in the text; shared by the copies of a repeat. */
  readonly range: TextRange;
  /** Which copy of a repeat this is (1-based), outermost repeat first; empty outside a repeat. */
  readonly copies: Copies;
}

export type Copies = readonly { readonly index: number; readonly of: number }[];

/** Every unit sees every input. */
export interface DenseLink extends LinkCommon {
  readonly type: 'dense';
}

/** The paper's Fig. 2: neuron i sees two neighbours on a ring, with weights of its own (THEORY §4.1). */
export interface LocalLink extends LinkCommon {
  readonly type: 'local';
}

/** A convolution: `outputShape` ends with its filters. */
export interface ConvolutionLink extends LinkCommon {
  readonly type: 'conv1d' | 'conv2d';
  readonly window: Window;
  readonly groups: number;
}

/** A layer of a foreign file that has parameters and is not one of ours, e.g. attention or a recurrence. */
export interface OpaqueLink extends LinkCommon {
  readonly type: 'opaque';
  /** What the file calls it. */
  readonly className: string;
}

/**
 * Link m: z^(m+1) = W^(m) h^(m) + b^(m), with h^(m) = σ_m(z^(m)) and h^(0) = X (THEORY §0).
 * The activation belongs to the *input side*: a spec layer's `activation` is the `activationIn` of the next link.
 */
export type Link = DenseLink | LocalLink | ConvolutionLink | OpaqueLink;

/** A checked network, shapes known. Plain data: it can be posted to a worker. */
export interface Network<L extends Link = Link> {
  readonly inputShape: Shape;
  /** Product of the input shape. */
  readonly inputs: number;
  readonly outputs: number;
  readonly links: readonly L[];
  /** What follows the last link, before the loss. */
  readonly operationsOut: readonly InputOperation[];
  /** σ_post of footnote 4: the head's activation, applied inside the loss; part of the boundary. */
  readonly outputActivation: ActivationName;
  readonly loss: LossName;
  readonly parameterCount: number;
}

/**
 * A link that this version trains: all but those of a foreign kind. One that is tied has the learning rate, the decay and
 * the freezing of the link whose parameters it shares.
 */
export type TrainableLink = DenseLink | LocalLink | ConvolutionLink;
export type TrainableNetwork = Network<TrainableLink>;

export const ANALYSIS_MODES = ['probe', 'batch', 'streaming'] as const;
/**
 * Which samples the terms are taken on: `probe` fixed ones; `batch` those of the step itself, same X before and
 * after; `streaming` the step's batch before and the next step's batch after (THEORY §2.2).
 */
export type AnalysisMode = (typeof ANALYSIS_MODES)[number];

/** The backends that a thread has, without a page. */
export const THREAD_BACKENDS = ['wasm', 'cpu'] as const;
/** All: webgl needs the page of a panel. */
export const BACKEND_NAMES = [...THREAD_BACKENDS, 'webgl'] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];
/** What a spec may ask for: `auto` is the fastest that is there. */
export type RequestedBackend = BackendName | 'auto';

export type Optimizer =
  | { readonly kind: 'sgd' }
  /** v ← βv − ηg, W ← W + v; nesterov looks ahead. */
  | { readonly kind: 'momentum' | 'nesterov'; readonly momentum: number }
  | { readonly kind: 'adam'; readonly beta1: number; readonly beta2: number; readonly epsilon: number }
  | { readonly kind: 'rmsprop'; readonly decay: number; readonly epsilon: number };

/** η at step k, as a factor on the learning rate. */
export type Schedule =
  | { readonly kind: 'constant' }
  /** factor^⌊k / every⌋ */
  | { readonly kind: 'step'; readonly every: number; readonly factor: number }
  /** From 1 at step 0 to `end` at the last one, along half a cosine. */
  | { readonly kind: 'cosine'; readonly end: number };

/** How a network is trained, as a spec says it. */
export interface TrainingPlan {
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  /** η, loss⁻¹ · parameter² per step. */
  readonly learningRate: number;
  readonly batchSize: number;
  readonly steps: number;
  readonly backend: RequestedBackend;
}

export interface AnalysisPlan {
  /** Analyse steps 0, every, 2·every, … */
  readonly every: number;
  /** Number of probe samples. */
  readonly probe: number;
  readonly mode: AnalysisMode;
  /**
   * A record of the dynamics at every n-th analysed step; 0 for none but those of steps that are asked for; undefined for as many as
   * stay cheap (`dynamicsPlan`).
   */
  readonly dynamics: number | undefined;
  /** A record of the continuum limit at every n-th analysed step; 0 for none but those of steps that are asked for. */
  readonly continuum: number;
  /** Steps between statistics; 0 for none but those that are asked for. */
  readonly statistics: number;
  /** Runs of the ensemble: seed, seed + 1, … */
  readonly seeds: number;
}

/** Training that this version can do: all that a spec can ask for. */
export type TrainablePlan = TrainingPlan;

/** Everything a run needs, checked. Plain data: it can be posted to a worker. */
export interface Experiment {
  readonly name: string;
  readonly seed: number;
  readonly network: TrainableNetwork;
  readonly data: DataPlan;
  readonly training: TrainablePlan;
  readonly analysis: AnalysisPlan;
}
