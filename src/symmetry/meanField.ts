import type { ActivationName } from '../base/activation.js';
import { fansOf } from '../network/fans.js';
import type { InputOperation, Link } from '../network/types.js';
import { activationMoments, type ActivationMoments } from './activationMoments.js';

/**
 * σ_w²: what a link makes of a mean square of 1 of its inputs, fan-in × Var W at initialisation. For matrices that are
 * not drawn entry by entry, the mean of Σ_j W_ij² over the rows.
 */
export function weightGain(link: Link): number {
  const { kind, gain } = link.initializer;
  // What an opaque layer is made of is not known: every output may see every input.
  const { inputs: fanIn, outputs: fanOut } = link.type === 'opaque' ? link : fansOf(link);
  const square = gain * gain;
  switch (kind) {
    case 'glorot':
      return (2 * square * fanIn) / (fanIn + fanOut);
    case 'he':
      return 2 * square;
    case 'lecun':
    case 'smooth':
      return square;
    case 'normal':
      return square * fanIn;
    case 'orthogonal':
    case 'identity':
      return square * Math.min(1, fanIn / fanOut);
  }
}

/** Mean square of h after the operations in front of a link. Pools are taken to keep it. */
function passOperations(p: number, operations: readonly InputOperation[]): number {
  let square = p;
  for (const operation of operations) {
    switch (operation.kind) {
      case 'layerNorm':
      case 'batchNorm':
        square = 1;
        break;
      case 'dropout':
        square /= 1 - operation.rate;
        break;
      case 'activation':
        square = activationMoments(operation.name, square).p;
        break;
      case 'flatten':
      case 'globalAveragePool':
      case 'maxPool':
      case 'avgPool':
        break;
    }
  }
  return square;
}

const finite = (q: number): number => (Number.isFinite(q) ? Math.min(q, Number.MAX_VALUE) : Number.MAX_VALUE);

/**
 * q^(m) = E (z^(m))² at initialisation, predicted for great width (THEORY §6.2): q^(m+1) = σ_w² p(σ_m, q^(m)), with
 * biases that start at 0 and inputs of mean square 1. A norm behind the weights makes it 1; a skip adds what it brings.
 * @returns q by m, 1 at m = 0, where z is the data
 */
export function meanFieldProfile(links: readonly Link[]): Float64Array {
  const q = new Float64Array(links.length + 1);
  q[0] = 1;
  /** Homogeneous networks come to a fixed point, and moments are the costly part. */
  const known = new Map<string, ActivationMoments>();
  const momentsOf = (activation: ActivationName, square: number): ActivationMoments => {
    const key = `${activation} ${square}`;
    const moments = known.get(key) ?? activationMoments(activation, square);
    known.set(key, moments);
    return moments;
  };
  for (const link of links) {
    const p = passOperations(momentsOf(link.activationIn, q[link.m]!).p, link.operationsIn);
    let square = link.norm === undefined ? weightGain(link) * p : 1;
    for (const { from, value } of link.skips) {
      // Beneath a link's own z, the activation of z^(from) is that of the link that it feeds.
      const activation = value === 'activation' ? links[from]?.activationIn : undefined;
      square += activation === undefined ? q[from]! : momentsOf(activation, q[from]!).p;
    }
    q[link.m + 1] = finite(square);
  }
  return q;
}
