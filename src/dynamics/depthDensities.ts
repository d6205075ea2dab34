import { ACTIVATIONS } from '../base/activation.js';
import type { ForwardPass } from '../decomposition/forwardPass.js';
import { shareParameters } from '../decomposition/parameterShares.js';
import type { Decomposition, FloatArray, NetworkStructure } from '../decomposition/types.js';
import { channelsOf, parameterSizes } from '../network/parameterLayout.js';
import { sizeOf } from '../network/shape.js';
import { known, unknown, type Quantity } from './quantity.js';

/** What is followed along depth (THEORY §6.2): each is invariant under relabelling the neurons of a layer. */
export const DENSITY_NAMES = [
  'weightKinetic',
  'neuronKinetic',
  'coupling',
  'fluxSquared',
  'biasKinetic',
  'activitySquared',
] as const;
export type DensityName = (typeof DENSITY_NAMES)[number];

/**
 * Why a link has no density: its weights are those of another link, do not train, or there is no bias; of activities, they
 * were not measured.
 */
export type DensityGap = 'tied' | 'frozen' | 'noBias' | 'notMeasured';

/** Numbers that stand behind one link's terms: what a density is divided by. */
export interface DegreesOfFreedom {
  /** Parameters whose energy is K_W; of a dense link N_m N_(m+1). 0 where K_W is counted at another link. */
  readonly weights: number;
  /** N_(m+1) of a dense link. K_z, C and F of a convolution are means over positions, so: its channels. */
  readonly neurons: number;
  /** Numbers in the bias, or the shift of a norm in its place: as many as `neurons`; 0 without one. */
  readonly biases: number;
  /** Numbers in z^(m), all channels and positions. */
  readonly inputs: number;
}

/** By link. */
export function degreesOfFreedom(network: NetworkStructure): readonly DegreesOfFreedom[] {
  const shares = shareParameters(network.links);
  const total = (counts: readonly (number | undefined)[]): number =>
    counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return parameterSizes(network).map((size, m) => {
    const { counted, role } = shares[m]!;
    const { outputShape } = network.links[m]!;
    const neurons = channelsOf(outputShape);
    const below = network.links[m - 1]?.outputShape ?? network.inputShape;
    return {
      weights:
        (counted.weights ? sizeOf(size.weights) : 0) +
        (counted.innerBias ? (size.bias ?? 0) : 0) +
        (size.norm ?? 0) +
        2 * (total(size.operations) + total(size.operationsOut)),
      neurons,
      biases: role === 'none' ? 0 : neurons,
      inputs: sizeOf(below),
    };
  });
}

/** Densities τ of one link at one time. */
export type LinkDensities = Readonly<Record<DensityName, Quantity<DensityGap>>>;

/**
 * Densities per degree of freedom of all links: K_W, K_z, C, F, K_b each divided by its count, ‖h‖²/N.
 * @param activities mean squares of h^(m) by link (`activitySquares`); left out where they are not measured
 */
export function depthDensities(
  network: NetworkStructure,
  { layers }: Pick<Decomposition, 'layers'>,
  activities?: readonly number[],
): readonly LinkDensities[] {
  const counts = degreesOfFreedom(network);
  return layers.map((terms, m) => {
    const { weights, neurons, biases } = counts[m]!;
    const owner = network.links[m]!.tiedTo ?? m;
    const { frozen } = network.links[owner]!;
    const activity = activities?.[m];
    return {
      weightKinetic:
        weights === 0
          ? unknown('tied')
          : frozen && terms.weightKinetic === 0
            ? unknown('frozen')
            : known(terms.weightKinetic / weights),
      neuronKinetic: known(terms.neuronKinetic / neurons),
      coupling: known(terms.coupling / neurons),
      fluxSquared: known(terms.fluxSquared / neurons),
      biasKinetic:
        biases === 0
          ? unknown('noBias')
          : frozen && terms.biasKinetic === 0
            ? unknown('frozen')
            : known(terms.biasKinetic / biases),
      activitySquared: activity === undefined ? unknown('notMeasured') : known(activity),
    };
  });
}

/**
 * ‖h^(m)‖² / N_m by link, mean over the samples: h^(m) = σ_m(z^(m)), before what may stand between it and the weights; of
 * link 0 ‖X‖²/N_0.
 * @param inputs X of the pass, samples × N_0
 */
export function activitySquares(
  network: NetworkStructure,
  pass: ForwardPass,
  inputs: FloatArray,
): readonly number[] {
  return network.links.map(({ activationIn }, m) => {
    const neurons = m === 0 ? inputs : pass.links[m - 1]!.neurons;
    const { value } = ACTIVATIONS[m === 0 ? 'linear' : activationIn];
    let sum = 0;
    for (let at = 0; at < neurons.length; at++) sum += value(neurons[at]!) ** 2;
    return sum / neurons.length;
  });
}
