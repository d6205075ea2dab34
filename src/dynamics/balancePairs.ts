import type { ActivationName } from '../base/activation.js';
import type { FloatArray } from '../decomposition/types.js';
import { channelsOf, localNeighbours } from '../network/parameterLayout.js';
import type { TrainableLink, TrainableNetwork } from '../network/types.js';
import { known, unknown, type Quantity } from './quantity.js';

/**
 * Why layer m+1 has no balance. `activation`: σ(az) ≠ aσ(z); `norm`, `skip`: its neurons cannot be rescaled by the weights
 * next to them alone; `tied`, `frozen`, `rate`: these do not move by their own gradient at one rate; `shape`: what link m+1
 * sees is not made of the channels of link m.
 */
export type BalanceGap = 'activation' | 'norm' | 'skip' | 'tied' | 'frozen' | 'rate' | 'shape';

/** Links m and m+1, which can be rescaled against each other: W_in → aW_in, b → ab, W_out → W_out/a for each channel. */
export interface BalancedPair {
  readonly incoming: TrainableLink;
  readonly outgoing: TrainableLink;
  /** Channels of z^(m+1): neurons of a dense layer, filters of a convolution. */
  readonly channels: number;
}

const HOMOGENEOUS: ReadonlySet<ActivationName> = new Set(['linear', 'relu', 'leakyRelu']);

/** The pairs of neighbouring links, m = 0 … M−2 (THEORY §6.3, homogeneity). */
export function balancedPairs(network: TrainableNetwork): readonly Quantity<BalanceGap, BalancedPair>[] {
  return network.links.slice(0, -1).map((incoming, m) => pairOf(network, incoming, network.links[m + 1]!));
}

function pairOf(
  { links }: TrainableNetwork,
  incoming: TrainableLink,
  outgoing: TrainableLink,
): Quantity<BalanceGap, BalancedPair> {
  if (!isHomogeneous(outgoing)) return unknown('activation');
  const norms = outgoing.operationsIn.some(({ kind }) => kind === 'layerNorm' || kind === 'batchNorm');
  if (incoming.norm !== undefined || norms) return unknown('norm');
  if (incoming.skips.length > 0) return unknown('skip');
  if (links.some(({ skips }) => skips.some(({ from }) => from === outgoing.m))) return unknown('skip');
  const shares = ({ m, tiedTo }: TrainableLink): boolean =>
    tiedTo !== undefined || links.some((link) => link.tiedTo === m);
  if (shares(incoming) || shares(outgoing)) return unknown('tied');
  if (incoming.frozen || outgoing.frozen) return unknown('frozen');
  if (incoming.learningRateMultiplier !== outgoing.learningRateMultiplier) return unknown('rate');
  const channels = channelsOf(incoming.outputShape);
  const seen = outgoing.type === 'dense' || outgoing.type === 'local' ? outgoing.inputs : undefined;
  const fits = seen === undefined ? channelsOf(outgoing.inputShape) === channels : seen % channels === 0;
  return fits ? known({ incoming, outgoing, channels }) : unknown('shape');
}

/** Whether all nonlinearities between z^(m) and the weights keep a positive factor. Pools and dropout do. */
const isHomogeneous = ({ activationIn, operationsIn }: TrainableLink): boolean =>
  HOMOGENEOUS.has(activationIn) &&
  operationsIn.every((operation) => operation.kind !== 'activation' || HOMOGENEOUS.has(operation.name));

/** Sums by channel over the weights on one side of it. */
export interface SideSums {
  /** Σ w² of θ_k. */
  readonly squares: Float64Array;
  /** Σ (w′² − w²), with the digits of a small step. */
  readonly drifts: Float64Array;
  /** Σ (w′ − w)² */
  readonly motions: Float64Array;
}

/** Adds the numbers from `start` to `end` to one channel. */
function addNumbers(
  { squares, drifts, motions }: SideSums,
  channel: number,
  from: FloatArray,
  to: FloatArray,
  start: number,
  end: number,
): void {
  let [square, drift, motion] = [0, 0, 0];
  for (let i = start; i < end; i++) {
    const before = from[i]!;
    const change = to[i]! - before;
    square += before * before;
    drift += change * (to[i]! + before);
    motion += change * change;
  }
  squares[channel]! += square;
  drifts[channel]! += drift;
  motions[channel]! += motion;
}

const noSums = (channels: number): SideSums => ({
  squares: new Float64Array(channels),
  drifts: new Float64Array(channels),
  motions: new Float64Array(channels),
});

/** Over the weights W_in that lead to each channel, or over the biases. */
export function sumIncoming({ channels }: BalancedPair, from: FloatArray, to: FloatArray): SideSums {
  const sums = noSums(channels);
  const { squares, drifts, motions } = sums;
  for (let start = 0; start < from.length; start += channels) {
    for (let c = 0; c < channels; c++) {
      const before = from[start + c]!;
      const change = to[start + c]! - before;
      squares[c]! += before * before;
      drifts[c]! += change * (to[start + c]! + before);
      motions[c]! += change * change;
    }
  }
  return sums;
}

/** Over the weights W_out that see each channel. */
export function sumOutgoing(
  { outgoing, channels }: BalancedPair,
  from: FloatArray,
  to: FloatArray,
): SideSums {
  const sums = noSums(channels);
  const seenBy = sourceOf(outgoing, channels);
  // A neuron's weights to a dense layer stand in a row.
  const row = outgoing.type === 'dense' ? outgoing.outputs : 1;
  for (let i = 0; i < from.length; i += row) addNumbers(sums, seenBy(i), from, to, i, i + row);
  return sums;
}

/** Which channel a weight sees. Flattened maps are channels last, so that neuron i is of channel i mod C. */
function sourceOf(link: TrainableLink, channels: number): (i: number) => number {
  switch (link.type) {
    case 'dense':
      return (i) => Math.floor(i / link.outputs) % channels;
    case 'local': {
      const { lower, upper } = localNeighbours(link.m);
      const width = link.outputs;
      return (i) => (((i % width) + (i < width ? lower : upper) + width) % width) % channels;
    }
    case 'conv1d':
    case 'conv2d': {
      const filters = channelsOf(link.outputShape);
      const perGroup = channels / link.groups;
      return (i) => {
        const group = Math.floor(((i % filters) * link.groups) / filters);
        return group * perGroup + (Math.floor(i / filters) % perGroup);
      };
    }
  }
}
