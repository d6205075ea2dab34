import type { ParameterSnapshot } from '../decomposition/types.js';
import { squaredDistance } from './innerProduct.js';
import { pieceOf, type TrainedPiece } from './trainedPieces.js';

/** The kinetic energies of one step, mass 1 unless said otherwise, in parameter² per step² (THEORY §2.6). */
export interface KineticEnergies {
  /** ε_m = ½‖Ẇ^(m)‖² + ½‖ḃ^(m)‖², with the norms of the link, by link; tied parameters at their owner. */
  readonly densities: readonly number[];
  /** The same with the mass 1/r of each link's learning rate multiplier r (THEORY §2.4). */
  readonly weighted: readonly number[];
  /** Of norms behind the last link. */
  readonly head: number;
  /** T = Σ ε, weighted by 1/r, the head's with it. */
  readonly total: number;
}

/** The kinetic energies of the step from `before` to `after`. */
export function kineticEnergies(
  pieces: readonly TrainedPiece[],
  before: ParameterSnapshot,
  after: ParameterSnapshot,
  links: number,
): KineticEnergies {
  const densities = new Array<number>(links).fill(0);
  const weighted = new Array<number>(links).fill(0);
  let head = 0;
  for (const piece of pieces) {
    const squares = squaredDistance(pieceOf(piece, before), pieceOf(piece, after));
    if (piece.isHead) {
      head += 0.5 * squares;
    } else {
      densities[piece.m]! += 0.5 * squares;
      weighted[piece.m]! += (0.5 * squares) / piece.multiplier;
    }
  }
  return { densities, weighted, head, total: weighted.reduce((sum, energy) => sum + energy, head) };
}

/** 1/(η r) by link: what kinetic terms of mass 1 are multiplied with for those of mass 1/(η r), in loss (THEORY §2.5). */
export const lossPerKinetic = (
  links: readonly { readonly learningRateMultiplier: number }[],
  learningRate: number,
): readonly number[] => links.map((link) => 1 / (learningRate * link.learningRateMultiplier));
