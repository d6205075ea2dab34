import type { Random } from '../base/random.js';
import type { FloatArray, NetworkStructure, ParameterSnapshot } from '../decomposition/types.js';
import { parameterArrays } from '../network/parameterArrays.js';
import { runBackward } from './backwardPass.js';
import { squaredNorm } from './innerProduct.js';
import { linearize } from './linearization.js';
import { meanGradient } from './parameterGradient.js';
import { displaced, zeroTangent } from './parameterSpace.js';
import { flattenGradient, vectorLayout, type VectorLayout } from './parameterVector.js';

/** Up to so many parameters the blocks are exact: one Hessian-vector product for each. */
const EXACT_UP_TO = 300;
/** Displacement of a parameter in the central difference of gradients. */
const STEP = 1e-5;

/** Frobenius norms of the blocks of a matrix of second derivatives, M × M, symmetric up to the noise of their estimate. */
export interface MeasuredBlocks {
  /** Entry [m][n] is ‖H_mn‖_F. */
  readonly norms: readonly (readonly number[])[];
  /** Random directions for each link that they were estimated with; undefined where they are exact. */
  readonly directions: number | undefined;
}

/** Samples that second derivatives are taken on. */
export interface CouplingSamples {
  readonly samples: number;
  /** X, samples × N_0 */
  readonly inputs: FloatArray;
  /** Y, samples × outputs */
  readonly targets: FloatArray;
}

/**
 * Which layers' parameters feel each other in the variables (W, b) (the paper's Fig. 1a): the norms of the blocks
 * H_mn = ∂²ℓ/∂θ_m∂θ_n of the Hessian of the mean loss, θ_m the parameters of link m that train, tied ones at their owner.
 * H u is the central difference of gradients along u, and ‖H_mn‖²_F the mean of ‖H_mn u‖² over random directions u.
 * @param directions per link, where there are too many parameters for one each
 */
export function parameterCoupling(
  network: NetworkStructure,
  parameters: ParameterSnapshot,
  data: CouplingSamples,
  directions: number,
  random: Random,
): MeasuredBlocks {
  const layout = vectorLayout(network.links, parameters);
  const count = network.links.length;
  const isExact = layout.length <= EXACT_UP_TO;
  const sums = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  for (let n = 0; n < count; n++) {
    const own = coordinatesOf(layout, n);
    const tries = isExact ? own.length : Math.min(directions, own.length);
    for (let i = 0; i < tries; i++) {
      const vector = new Float64Array(layout.length);
      if (isExact) vector[own[i]!] = 1;
      else for (const at of own) vector[at] = random.normal();
      const product = hessianProduct(network, parameters, data, layout, vector);
      for (let m = 0; m < count; m++) {
        const block = squaredNorm(coordinatesOf(layout, m).map((at) => product[at]!));
        sums[m]![n]! += isExact ? block : block / tries;
      }
    }
  }
  return { norms: sums.map((row) => row.map(Math.sqrt)), directions: isExact ? undefined : directions };
}

/** Places of the parameters of link m in the vector. */
const coordinatesOf = ({ pieces }: VectorLayout, m: number): readonly number[] =>
  pieces
    .filter((piece) => piece.m === m)
    .flatMap(({ offset, length }) => Array.from({ length }, (_, i) => offset + i));

/** H u of the mean loss, by the central difference of gradients. */
function hessianProduct(
  network: NetworkStructure,
  parameters: ParameterSnapshot,
  { samples, inputs, targets }: CouplingSamples,
  layout: VectorLayout,
  vector: Float64Array,
): Float64Array {
  const direction = zeroTangent(parameters);
  const arrays = direction.map((link) => parameterArrays(link));
  for (const [m, targetsOfLink] of layout.targets.entries()) {
    for (const [i, piece] of targetsOfLink.entries()) {
      if (piece === undefined) continue;
      arrays[m]![i]!.values.set(vector.subarray(piece.offset, piece.offset + piece.length));
    }
  }
  const [up, down] = [STEP, -STEP].map((step) => {
    const point = linearize(network, displaced(parameters, direction, step), inputs, samples);
    return flattenGradient(layout, meanGradient(point, runBackward(point, targets)));
  });
  return up!.map((value, i) => (value - down![i]!) / (2 * STEP));
}
