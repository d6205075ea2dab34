import type { FloatArray, LinkParameters } from '../decomposition/types.js';
import type { BalancedPair } from './balancePairs.js';
import { known, unknown, type Quantity } from './quantity.js';

/**
 * Why there is no matrix: a layer between is not linear or not dense; it is too wide for an N × N matrix beside the
 * training.
 */
export type LinearGap = 'nonlinear' | 'tooWide';

/** Neurons up to which the matrix is computed. */
const MAX_MATRIX_WIDTH = 256;

/** D = W^(m+1)ᵀW^(m+1) − W^(m)W^(m)ᵀ − b^(m)b^(m)ᵀ of a linear layer, N × N (THEORY §6.3); Frobenius norms. */
export interface LinearBalance {
  /** ‖D‖ of θ_k. */
  readonly size: number;
  /** ‖ΔD‖ of the step. */
  readonly drift: number;
  /** ‖ΔD − what the law says‖ ÷ (‖W^(m+1)‖² + ‖W^(m)‖² + ‖b‖²); undefined unless the steps are plain SGD. */
  readonly residual: number | undefined;
}

interface Ends {
  readonly incoming: LinkParameters;
  readonly outgoing: LinkParameters;
}

/**
 * Between linear layers all of D is conserved by gradient flow, and ΔD of an SGD step is D of the step itself, less what
 * decay takes. The bias counts as one more input that is 1.
 * @param isPlain whether the steps are plain SGD
 * @param rate η of these links
 */
export function linearBalance(
  { incoming, outgoing, channels }: BalancedPair,
  isPlain: boolean,
  rate: number,
  before: Ends,
  after: Ends,
): Quantity<LinearGap, LinearBalance> {
  const isLinear =
    incoming.type === 'dense' &&
    outgoing.type === 'dense' &&
    outgoing.activationIn === 'linear' &&
    outgoing.operationsIn.length === 0;
  if (!isLinear) return unknown('nonlinear');
  if (channels > MAX_MATRIX_WIDTH) return unknown('tooWide');
  const plus: Combine = (from, to) => to + from;
  const minus: Combine = (from, to) => to - from;
  const decay = { in: incoming.weightDecay, out: outgoing.weightDecay };
  let size = 0;
  let drift = 0;
  let error = 0;
  let scale = 0;
  for (let i = 0; i < channels; i++) {
    for (let j = 0; j <= i; j++) {
      const share = i === j ? 1 : 2;
      const state = entry(channels, before, after, i, j, first, first);
      const motion = entry(channels, before, after, i, j, minus, minus);
      // Δ(uv) = ½(Δu (v′ + v) + (u′ + u) Δv), which keeps the digits of a small step.
      const one = entry(channels, before, after, i, j, minus, plus);
      const other = entry(channels, before, after, i, j, plus, minus);
      const change = (one.out + other.out - (one.in + other.in) - (one.bias + other.bias)) / 2;
      const taken = 2 * rate * (decay.out * state.out - decay.in * state.in);
      const predicted = motion.out - motion.in - motion.bias - taken;
      size += share * (state.out - state.in - state.bias) ** 2;
      drift += share * change ** 2;
      error += share * (change - predicted) ** 2;
      if (i === j) scale += state.out + state.in + state.bias;
    }
  }
  return known({
    size: Math.sqrt(size),
    drift: Math.sqrt(drift),
    residual: isPlain && scale > 0 ? Math.sqrt(error) / scale : undefined,
  });
}

type Combine = (from: number, to: number) => number;
const first: Combine = (from) => from;

/** Entry (i, j) of the three products, each factor made of the parameters before and after. */
function entry(
  channels: number,
  before: Ends,
  after: Ends,
  i: number,
  j: number,
  left: Combine,
  right: Combine,
): { readonly out: number; readonly in: number; readonly bias: number } {
  const product = (from: FloatArray, to: FloatArray, atI: number, atJ: number): number =>
    left(from[atI]!, to[atI]!) * right(from[atJ]!, to[atJ]!);
  const [outFrom, outTo] = [before.outgoing.weights, after.outgoing.weights];
  const outputs = outFrom.length / channels;
  let out = 0;
  for (let o = 0; o < outputs; o++) out += product(outFrom, outTo, i * outputs + o, j * outputs + o);
  const [inFrom, inTo] = [before.incoming.weights, after.incoming.weights];
  let into = 0;
  for (let at = 0; at < inFrom.length; at += channels) into += product(inFrom, inTo, at + i, at + j);
  const [biasFrom, biasTo] = [before.incoming.bias, after.incoming.bias];
  const bias = biasFrom === undefined || biasTo === undefined ? 0 : product(biasFrom, biasTo, i, j);
  return { out, in: into, bias };
}
