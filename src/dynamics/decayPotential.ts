import type { ParameterSnapshot } from '../decomposition/types.js';
import { squaredNorm } from './innerProduct.js';
import { pieceOf, type TrainedPiece } from './trainedPieces.js';

/**
 * The potential ½λ‖W^(m)‖² of weight decay, by link, in units of loss (THEORY §1.2). Its term in the Lagrangian is minus that,
 * and lies in the bulk for every m: it knows weights alone. Biases and norms do not decay, so there is no boundary part;
 * weights that are tied count at their owner, frozen ones nowhere.
 * @param links M, how many there are
 */
export function decayPotential(
  pieces: readonly TrainedPiece[],
  parameters: ParameterSnapshot,
  links: number,
): readonly number[] {
  const potentials = new Array<number>(links).fill(0);
  for (const piece of pieces) {
    if (piece.decay === 0) continue;
    potentials[piece.m]! += 0.5 * piece.decay * squaredNorm(pieceOf(piece, parameters));
  }
  return potentials;
}
