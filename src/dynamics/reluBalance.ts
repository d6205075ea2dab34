import type { LinkParameters, ParameterSnapshot } from '../decomposition/types.js';
import type { Optimizer, TrainableNetwork } from '../network/types.js';
import {
  balancedPairs,
  sumIncoming,
  sumOutgoing,
  type BalancedPair,
  type BalanceGap,
  type SideSums,
} from './balancePairs.js';
import { linearBalance, type LinearBalance, type LinearGap } from './linearBalance.js';
import { known, unknown, type Quantity } from './quantity.js';

/** The drift that follows from the size of the step alone holds for plain SGD. */
export type DriftGap = 'optimizer';

export interface DriftLaw {
  /** ΔQ that the law says, by channel. */
  readonly predicted: readonly number[];
  /** Largest |ΔQ − predicted| ÷ scale: rounding; of float32 parameters some 1e-8. */
  readonly residual: number;
}

/** The balances of the neurons z^(m+1) between links m and m+1, in parameter². */
export interface LayerBalance {
  readonly m: number;
  /** Q_i = ‖W^(m+1)_(:,i)‖² − ‖W^(m)_(i,:)‖² − (b^(m)_i)² of θ_k, by channel. */
  readonly balances: readonly number[];
  /** ΔQ_i over the step. */
  readonly drifts: readonly number[];
  /** ‖W^(m+1)_(:,i)‖² + ‖W^(m)_(i,:)‖² + (b^(m)_i)² of θ_k. */
  readonly scales: readonly number[];
  /** Largest |ΔQ_i| ÷ scale_i; undefined where all scales are 0. */
  readonly largestDrift: number | undefined;
  readonly law: Quantity<DriftGap, DriftLaw>;
  /** The whole matrix between linear layers, of which Q is the diagonal. */
  readonly linear: Quantity<LinearGap, LinearBalance>;
}

/**
 * The quantities that gradient flow conserves because ReLU (leaky ReLU, identity) is homogeneous, and how a step of SGD
 * drives them (THEORY §6.3), exactly, whatever the batch:
 * ΔQ_i = η²(‖g^(m+1)_(:,i)‖² − ‖g^(m)_(i,:)‖² − g²_(b,i)), and with decay λ of the weights, g without it,
 * ΔQ_i = (the same of ΔW and Δb, which are −η(g + λW) and −ηg) − 2η(λ_(m+1)‖W^(m+1)_(:,i)‖² − λ_m‖W^(m)_(i,:)‖²).
 * @param learningRate η of this step, before the links' multipliers
 * @returns by m = 0 … M−2
 */
export function reluBalance(
  network: TrainableNetwork,
  optimizer: Optimizer,
  learningRate: number,
  before: ParameterSnapshot,
  after: ParameterSnapshot,
): readonly Quantity<BalanceGap, LayerBalance>[] {
  return balancedPairs(network).map((pair, m) => {
    if (pair.value === undefined) return pair;
    const from = { incoming: before[m]!, outgoing: before[m + 1]! };
    const to = { incoming: after[m]!, outgoing: after[m + 1]! };
    return known(layerBalance(pair.value, optimizer.kind === 'sgd', learningRate, from, to));
  });
}

/** Parameters on both sides of the neurons. */
export interface PairParameters {
  readonly incoming: LinkParameters;
  readonly outgoing: LinkParameters;
}

const NO_BIAS = new Float64Array(0);

function layerBalance(
  pair: BalancedPair,
  isPlain: boolean,
  learningRate: number,
  before: PairParameters,
  after: PairParameters,
): LayerBalance {
  const { incoming, outgoing } = pair;
  const rate = learningRate * incoming.learningRateMultiplier;
  const out = sumOutgoing(pair, before.outgoing.weights, after.outgoing.weights);
  const into = sumIncoming(pair, before.incoming.weights, after.incoming.weights);
  const bias = sumIncoming(pair, before.incoming.bias ?? NO_BIAS, after.incoming.bias ?? NO_BIAS);
  const channels = Array.from({ length: pair.channels }, (_, i) => i);
  const difference = (sums: keyof SideSums): number[] =>
    channels.map((i) => out[sums][i]! - into[sums][i]! - bias[sums][i]!);
  const balances = difference('squares');
  const drifts = difference('drifts');
  const scales = channels.map((i) => out.squares[i]! + into.squares[i]! + bias.squares[i]!);
  const { weightDecay: decayIn } = incoming;
  const { weightDecay: decayOut } = outgoing;
  const predicted = difference('motions').map(
    (motion, i) => motion - 2 * rate * (decayOut * out.squares[i]! - decayIn * into.squares[i]!),
  );
  const largest = (values: readonly number[]): number =>
    values.reduce((worst, value, i) => (scales[i] === 0 ? worst : Math.max(worst, value / scales[i]!)), 0);
  return {
    m: incoming.m,
    balances,
    drifts,
    scales,
    largestDrift: scales.every((scale) => scale === 0) ? undefined : largest(drifts.map(Math.abs)),
    law: isPlain
      ? known({ predicted, residual: largest(drifts.map((value, i) => Math.abs(value - predicted[i]!))) })
      : unknown('optimizer'),
    linear: linearBalance(pair, isPlain, rate, before, after),
  };
}
