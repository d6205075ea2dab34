import type {
  FloatArray,
  LinkStructure,
  NetworkStructure,
  ParameterSnapshot,
} from '../decomposition/types.js';
import { parameterArrays } from '../network/parameterArrays.js';
import type { LinkCommon } from '../network/types.js';
import { vectorLayout, type VectorPiece } from './parameterVector.js';

/** A link with what its training says of it; of a tied link, its owner's. A link of a `TrainableNetwork` is one. */
export type TrainedLink = LinkStructure & Pick<LinkCommon, 'learningRateMultiplier' | 'weightDecay'>;

/** A network with what its training says of its links. A `TrainableNetwork` is one. */
export interface AnalyzedNetwork extends Omit<NetworkStructure, 'links'> {
  readonly links: readonly TrainedLink[];
}

/** An array of parameters that train, each once, with the constants of its motion. */
export interface TrainedPiece extends VectorPiece {
  /** r: its learning rate is r η, its mass 1/r (THEORY §2.4). Norms have 1. */
  readonly multiplier: number;
  /** λ of its potential ½λ‖W‖²; 0 for all but weights. */
  readonly decay: number;
  /** Whether it belongs to a norm behind the last layer. */
  readonly isHead: boolean;
}

/** All arrays of parameters that train, link by link. */
export function trainedPieces(
  links: readonly TrainedLink[],
  parameters: ParameterSnapshot,
): readonly TrainedPiece[] {
  return vectorLayout(links, parameters).pieces.map((piece) => {
    const { learningRateMultiplier, weightDecay } = links[piece.m]!;
    const isOfLink = piece.name === 'W' || piece.name === 'b';
    return {
      ...piece,
      multiplier: isOfLink ? learningRateMultiplier : 1,
      decay: piece.name === 'W' ? weightDecay : 0,
      isHead: piece.place.startsWith('/out'),
    };
  });
}

/** The numbers of a piece in a snapshot. */
export const pieceOf = ({ m, array }: VectorPiece, snapshot: ParameterSnapshot): FloatArray =>
  parameterArrays(snapshot[m]!)[array]!.values;
