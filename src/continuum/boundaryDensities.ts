import type { MovingScalar } from './bulkDensities.js';

/** A point of the input boundary: ŵ(y) of link 0 and the data X̂(y), and ż^(1). */
export interface BoundaryPoint {
  readonly w: MovingScalar;
  readonly X: MovingScalar;
  readonly velocity: number;
}

/** The leading density of Eq. (9), term by term, in parameter² per step². */
export interface BoundaryDensity {
  /** 2ẇ²X²: the only term of the flux squared while the data stand still. */
  readonly weightMotion: number;
  /** 2w²Ẋ² */
  readonly dataMotion: number;
  /** 4ẇẊwX */
  readonly cross: number;
  /** −2ż(ẇX + wẊ) */
  readonly coupling: number;
}

/**
 * The O(1) density of Eq. (9): 2ẇ²X² + 2w²Ẋ² + 4ẇẊwX − 2ż(ẇX + wẊ), from two equal neighbours and the coefficient ½ on the squared
 * flux (THEORY §4.3, §4.4). Over a step, X and w are means of before and after.
 */
export function boundaryDensity({ w, X, velocity }: BoundaryPoint): BoundaryDensity {
  const weightPart = w.rate * X.mean;
  const dataPart = w.mean * X.rate;
  return {
    weightMotion: 2 * weightPart ** 2,
    dataMotion: 2 * dataPart ** 2,
    cross: 4 * weightPart * dataPart,
    coupling: -2 * velocity * (weightPart + dataPart),
  };
}

/** −(ẑ − Ŷ)²: the output's density −ℓ(ẑ, Ŷ) of Eq. (9), for the loss that is a sum over places, mse. */
export const outputDensity = (output: number, target: number): number => -((output - target) ** 2);
