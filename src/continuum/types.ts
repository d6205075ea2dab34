import type { KernelMoments } from './convolutionMoments.js';
import type { KernelCells } from './kernelCells.js';
import type { LocalBoundary } from './localBoundary.js';
import type { LocalLinkContinuum, LocalOptions } from './localContinuum.js';
import type { LagrangianTerms } from './localSum.js';
import type { NeuralOdeTerms } from './neuralOde.js';
import type { FieldCount } from './offsets.js';
import type { Verdict } from './verdict.js';

export type { KernelCells, KernelMoments, LagrangianTerms, LocalBoundary, LocalOptions, NeuralOdeTerms };

/** Why something of the continuum is not defined. */
export const CONTINUUM_GAPS = [
  /** Fewer equal links in a row than it takes. */
  'tooFewLinks',
  /** The block repeats with a period of more than one link: neighbours are not alike. */
  'period',
  /** A norm behind the weights: the flux is no linear function of W and h. */
  'norm',
  /** Links see and bring different shapes: there is no field along depth. */
  'shapes',
  /** Nothing moves. */
  'atRest',
  /** Skips other than z^(m+1) = z^m + Wh + b. */
  'skips',
] as const;
export type ContinuumGap = (typeof CONTINUUM_GAPS)[number];

/** What to compute; all have defaults. */
export interface ContinuumOptions {
  /** Highest order of the expansions: 0, 1 or 2. Default 2. */
  readonly order?: 0 | 1 | 2;
  /** Samples that approximations and validity are taken on, the first ones. Default 2: they cost more than the terms. */
  readonly samples?: number;
  /** Of local networks. Default: weights half way, a field for each tap, finite differences on the ring. */
  readonly local?: Partial<Omit<LocalOptions, 'order'>>;
  /**
   * Widest layers whose neuron labels are aligned between layers where a dense block is not controlled, before it is called rough: that costs
   * the third power of the width. Default 0, never.
   */
  readonly alignWidest?: number;
  /** Whether to picture the kernels of dense blocks, Eq. (8): their seriation costs more than all the rest. Default no. */
  readonly kernels?: boolean;
}

/** How smooth a block is along depth. Entries are by link of the block, from its first; V over all samples taken. */
export interface BlockValidity {
  /** V^lin and V^cub; undefined near the ends and where nothing moves. */
  readonly linear: readonly (number | undefined)[];
  readonly cubic: readonly (number | undefined)[];
  /** Medians over the links. */
  readonly medianLinear: number | undefined;
  readonly medianCubic: number | undefined;
  /** κ_W and κ_h between neighbours: one less than links. */
  readonly weightRoughness: readonly (number | undefined)[];
  readonly hiddenRoughness: readonly (number | undefined)[];
  readonly verdict: Verdict;
  /** Why the verdict is undefined; undefined when it is not. */
  readonly gap: ContinuumGap | undefined;
}

/** One order of the depth continuum at a link. */
export interface DepthOrder {
  /** L^[n] = K_W + ½‖v‖² − v·f^[n] + ½‖f^[n]‖². */
  readonly terms: LagrangianTerms;
  /** L^[n] less the lattice. */
  readonly error: number;
  /** ‖f^[n] − f‖ ÷ ‖f‖. Small by algebra where h is smooth, whatever the weights: no evidence of a continuum (THEORY §5b). */
  readonly fluxError: number | undefined;
}

/** A dense or convolutional block along depth, width kept exact (THEORY §5b). */
export interface DepthContinuum {
  readonly kind: 'depth';
  /** Entry [link]: the lattice on the samples taken, and orders 0 …; undefined where the block ends too soon. */
  readonly links: readonly {
    readonly lattice: LagrangianTerms;
    readonly orders: readonly (DepthOrder | undefined)[];
  }[];
  /** The neural-ODE form of a residual block; undefined for others. */
  readonly neuralOde: readonly (NeuralOdeTerms | undefined)[] | undefined;
  /** Of convolutions, before the step; undefined for others. */
  readonly moments: readonly KernelMoments[] | undefined;
}

/** A local block in depth and width (THEORY §4). */
export interface LocalBlockContinuum {
  readonly kind: 'local';
  readonly options: LocalOptions;
  readonly links: readonly LocalLinkContinuum[];
  readonly observedOrders: readonly (number | undefined)[] | undefined;
  /** The sums over the block under each convention of where weights are and how many fields they make; undefined unless details are asked for. */
  readonly conventions: readonly LocalConvention[] | undefined;
}

/** A local block under one convention, sums over its links. */
export interface LocalConvention {
  readonly offsets: 'midLink' | 'paper';
  readonly fields: FieldCount;
  readonly lattice: number;
  /** Entry n: orders 0 … n less the lattice. */
  readonly errors: readonly number[];
  readonly observedOrders: readonly (number | undefined)[];
}

/** A symmetric block read as a continuum. */
export interface BlockContinuum {
  readonly start: number;
  readonly length: number;
  readonly period: number;
  /** Entry per link: K_W + K_z + C + F on all samples, as the decomposition has it. */
  readonly lattice: readonly number[];
  /** Samples that the rest is taken on. */
  readonly samples: number;
  readonly validity: BlockValidity;
  /** The same with neuron labels aligned between layers, where that was asked for, it is not controlled without and labels are arbitrary. */
  readonly alignedValidity: BlockValidity | undefined;
  readonly approximation: DepthContinuum | LocalBlockContinuum | undefined;
  /** Why there is no approximation. */
  readonly gap: ContinuumGap | undefined;
  /** Pictures of the links' kernels before the step, where they were asked for; undefined entries where a link has none. */
  readonly kernels: readonly (KernelCells | undefined)[] | undefined;
}

/** Everything that the continuum limit says of one step. */
export interface ContinuumRecord {
  readonly blocks: readonly BlockContinuum[];
  /** Eq. (9) of a local link 0; undefined if it is of another kind. */
  readonly boundary:
    | (LocalBoundary & {
        /** C⁰ and F⁰ on the samples taken. */
        readonly lattice: Pick<LagrangianTerms, 'coupling' | 'fluxSquared'>;
      })
    | undefined;
}
