import { createRandom } from '../base/random.js';
import type { ParameterSnapshot } from '../decomposition/types.js';
import { biasGap, type ForceGap } from './forces.js';
import { neuronCoupling } from './neuronCoupling.js';
import { parameterCoupling, type CouplingSamples, type MeasuredBlocks } from './parameterCoupling.js';
import { parameterVelocity } from './parameterSpace.js';
import { vectorLayout } from './parameterVector.js';
import { known, unknown, type Quantity } from './quantity.js';
import type { AnalyzedNetwork } from './trainedPieces.js';

/** Parameters beyond which the coupling is not measured: it needs some hundred gradients and 40 terms a pair of links. */
export const COUPLING_LIMIT = 20_000;
/** Links beyond which it is not, either. */
const COUPLING_LINKS = 32;

const DIRECTIONS = 12;
/** Samples that the Hessian is a mean over. */
const SAMPLES = 8;

/** Why there is no coupling matrix: more than `COUPLING_LIMIT` parameters, `COUPLING_LINKS` links, or none that trains. */
export type CouplingGap = 'tooLarge' | 'nothingTrains';

/** Which layers feel each other, before and after the change of variables (the paper's Fig. 1). */
export interface LayerCoupling {
  /** In (W, b): blocks of the Hessian of ℓ, mean over at most 8 of the samples; loss per parameter². */
  readonly parameters: MeasuredBlocks;
  /**
   * In (W, z), on the first sample: blocks of the second derivatives of L. Undefined where the bias of a link is not its own,
   * so that z is no free coordinate (THEORY §1.3, §1.4).
   */
  readonly neurons: Quantity<ForceGap, MeasuredBlocks>;
}

/**
 * Measures the coupling of the layers of a small network in both sets of variables, with directions drawn from `seed`.
 * @param before θ_k
 * @param after θ_(k+1): the step gives the velocities at which L is looked at
 */
export function layerCoupling(
  network: AnalyzedNetwork,
  before: ParameterSnapshot,
  after: ParameterSnapshot,
  data: CouplingSamples,
  seed: number,
): Quantity<CouplingGap, LayerCoupling> {
  const { links } = network;
  const { length } = vectorLayout(links, before);
  if (length === 0) return unknown('nothingTrains');
  if (length > COUPLING_LIMIT || links.length > COUPLING_LINKS) return unknown('tooLarge');
  const gap = links.map((_, m) => biasGap(links, m)).find((each) => each !== undefined);
  const samples = Math.min(SAMPLES, data.samples);
  const first = (values: CouplingSamples['inputs'], count = 1): typeof values =>
    values.subarray(0, (values.length / data.samples) * count);
  const few = { samples, inputs: first(data.inputs, samples), targets: first(data.targets, samples) };
  return known({
    parameters: parameterCoupling(
      network,
      before,
      few,
      DIRECTIONS,
      createRandom(seed, 'coupling/parameters'),
    ),
    neurons:
      gap !== undefined
        ? unknown(gap)
        : known(
            neuronCoupling(
              network,
              before,
              parameterVelocity(before, after),
              first(data.inputs),
              first(data.targets),
              DIRECTIONS,
              createRandom(seed, 'coupling/neurons'),
            ),
          ),
  });
}
