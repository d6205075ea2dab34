import { assertNever } from '../base/result.js';
import { shapesThrough } from './operationShapes.js';
import type { ConvolutionLink, DenseLink, InputOperation, LocalLink, Network, Shape } from './types.js';

/** Numbers of either precision; float32 values are promoted exactly. */
export type FloatArray = Float32Array | Float64Array;

/** ε in (x − mean) / √(variance + ε) of every norm; the default of PyTorch and of the layerNorm paper's code. */
export const NORM_EPSILON = 1e-5;

/** Share of the moving mean and variance of a batchNorm that a training step keeps. */
export const BATCH_NORM_MOMENTUM = 0.99;

/** What a batchNorm remembers of the batches it has seen: state, not trained. It starts at mean 0 and variance 1. */
export interface MovingStatistics<A extends FloatArray = FloatArray> {
  /** One number a channel. */
  readonly mean: A;
  /** Of the batches as they are, not an estimate of the population: divided by n. One number a channel. */
  readonly variance: A;
}

/** y = g ⊙ N(x) + β. A layerNorm normalises every sample (and position) over the last axis, the channels. */
export interface NormParameters<A extends FloatArray = FloatArray> {
  /** g, one number a channel; starts at 1. */
  readonly scale: A;
  /** β, one number a channel; starts at 0. */
  readonly shift: A;
  /** Of a batchNorm; undefined for a layerNorm. */
  readonly moving: MovingStatistics<A> | undefined;
}

/** One entry for each operation of a list; undefined for one without parameters. */
export type OperationParameters<A extends FloatArray = FloatArray> = readonly (
  NormParameters<A> | undefined
)[];

/**
 * All parameters of one link, row-major. A tied link shows the arrays of its owner as its `weights` and `bias`, the very
 * same objects; norms are its own. `frozen` holds weights and biases; norms are layers of their own and train.
 */
export interface LinkParameters<A extends FloatArray = FloatArray> {
  /** W^(m), of the shape `weightShape` says. */
  readonly weights: A;
  /** b^(m), one number a channel of z^(m+1); undefined for a link without bias. Inside of `norm`, if there is one. */
  readonly bias: A | undefined;
  /** Of `link.norm`. Absent without one. */
  readonly norm?: NormParameters<A> | undefined;
  /** Of `link.operationsIn`. Absent where none of them has parameters. */
  readonly operations?: OperationParameters<A> | undefined;
  /** Of the network's `operationsOut`; of the last link alone. Absent where none of them has parameters. */
  readonly operationsOut?: OperationParameters<A> | undefined;
}

/** The parameters of all links at one time, in order of m. */
export type ParameterSnapshot<A extends FloatArray = FloatArray> = readonly LinkParameters<A>[];

type LaidOutKey = 'inputs' | 'outputs' | 'inputShape' | 'outputShape' | 'operationsIn' | 'bias' | 'norm';

/** What must be known of a link to lay out its parameters. */
export type LaidOutLink =
  | Pick<DenseLink, LaidOutKey | 'type'>
  | Pick<LocalLink, LaidOutKey | 'type'>
  | Pick<ConvolutionLink, LaidOutKey | 'type' | 'window' | 'groups'>;

/**
 * The shape of W:
 * - dense [inputs, outputs]
 * - local [2, N]: row 0 holds the weights to the lower neighbours, row 1 those to the upper ones (`localNeighbours`)
 * - conv1d [K, C_in / groups, C_out], conv2d [K_height, K_width, C_in / groups, C_out]: a cross-correlation, channels last.
 *   Output channels of group k are those from k C_out / groups on, and see the input channels from k C_in / groups on.
 */
export function weightShape(link: LaidOutLink): Shape {
  switch (link.type) {
    case 'dense':
      return [link.inputs, link.outputs];
    case 'local':
      return [2, link.outputs];
    case 'conv1d':
    case 'conv2d': {
      const { window, inputShape, outputShape, groups } = link;
      return [...window.size, channelsOf(inputShape) / groups, channelsOf(outputShape)];
    }
    default:
      return assertNever(link);
  }
}

/** Length of the last axis: that of b, and of the scale and shift of a norm. */
export const channelsOf = (shape: Shape): number => shape.at(-1) ?? 1;

/**
 * Which neurons of layer m neuron i of layer m+1 of a local link sees: i + lower and i + upper, on a ring. It alternates, so
 * that i stays where it is (THEORY §4.1).
 */
export const localNeighbours = (m: number): { readonly lower: -1 | 0; readonly upper: 0 | 1 } =>
  m % 2 === 1 ? { lower: -1, upper: 0 } : { lower: 0, upper: 1 };

/** Channels of each operation's norm; undefined for operations that are none. */
function normChannels(shape: Shape, operations: readonly InputOperation[]): readonly (number | undefined)[] {
  const shapes = shapesThrough(shape, operations);
  return operations.map(({ kind }, i) =>
    kind === 'layerNorm' || kind === 'batchNorm' ? channelsOf(shapes[i]!) : undefined,
  );
}

/** How large the arrays of a link's `LinkParameters` are; undefined where there is none. */
export interface LinkParameterSizes {
  /** Also for a tied link, which shows those of its owner. */
  readonly weights: Shape;
  readonly bias: number | undefined;
  /** Channels of `link.norm`. */
  readonly norm: number | undefined;
  /** Channels of the norms among `link.operationsIn`, one entry for each operation. */
  readonly operations: readonly (number | undefined)[];
  /** Of the network's `operationsOut`; empty for all links but the last. */
  readonly operationsOut: readonly (number | undefined)[];
}

/** The sizes of all parameters of a network, in order of m. */
export function parameterSizes(
  network: Pick<Network, 'inputShape' | 'operationsOut'> & { readonly links: readonly LaidOutLink[] },
): readonly LinkParameterSizes[] {
  const { links, inputShape, operationsOut } = network;
  return links.map((link, m) => {
    const channels = channelsOf(link.outputShape);
    const below = links[m - 1]?.outputShape ?? inputShape;
    return {
      weights: weightShape(link),
      bias: link.bias ? channels : undefined,
      norm: link.norm === undefined ? undefined : channels,
      operations: normChannels(below, link.operationsIn),
      operationsOut: m === links.length - 1 ? normChannels(link.outputShape, operationsOut) : [],
    };
  });
}
