import type { TrainableLink, TrainableNetwork, Optimizer } from '../network/types.js';
import { activationMoments } from '../symmetry/activationMoments.js';
import { meanFieldProfile, weightGain } from '../symmetry/meanField.js';
import type { DensityName } from './depthDensities.js';
import { known, unknown, type Quantity } from './quantity.js';

/**
 * Why mean field theory does not say how a density should go from a link to the next: it says nothing of this density, the
 * links are not plain dense ones with independent random weights, or the steps are not along the gradient.
 */
export type ExpectationGap = 'density' | 'architecture' | 'optimizer';

/**
 * ln K_W(m+1) − ln K_W(m) that a wide random network has at initialisation (THEORY §6.2): what goes forward, less what
 * comes back.
 * @param p E σ² of what links m and m+1 see
 * @param gain χ_(m+1): what δ^(m+1) has of the mean square of δ^(m+2)
 */
export const logStep = (p: readonly [number, number], gain: number): number =>
  Math.log(p[1] / p[0]) - Math.log(gain);

/** The expected steps ln τ_(m+1) − ln τ_m of one density, for m = 1 … M−2. */
export type ExpectedSteps = (density: DensityName, m: number) => Quantity<ExpectationGap>;

/**
 * Mean-field expectation for a network as it is initialised. K_W ∝ E h² · E δ², K_b ∝ E δ² and ‖h‖²/N; both factors change
 * from link to link also where all links are alike, which is no breaking of the symmetry by the motion. An identity skip of
 * one link adds 1 to χ. Steps of SGD, and of momentum started at rest, are along the gradient.
 */
export function expectedSteps(network: TrainableNetwork, optimizer: Optimizer): ExpectedSteps {
  const { links } = network;
  const alongGradient = optimizer.kind !== 'adam' && optimizer.kind !== 'rmsprop';
  const q = meanFieldProfile(links);
  const reaches = links.flatMap(({ skips }) => skips);
  const isPlain = reaches.every(({ span, value }) => span === 1 && value === 'preactivation');
  return (density, m) => {
    const [below, above] = [links[m]!, links[m + 1]!];
    if (density !== 'weightKinetic' && density !== 'biasKinetic' && density !== 'activitySquared') {
      return unknown('density');
    }
    if (!isPlain || !isRandomDense(below) || !isRandomDense(above)) return unknown('architecture');
    const moments = ({ activationIn, m: at }: TrainableLink): ReturnType<typeof activationMoments> =>
      activationMoments(activationIn, q[at]!);
    const p = [moments(below).p, moments(above).p] as const;
    if (density === 'activitySquared') return known(logStep(p, 1));
    if (!alongGradient) return unknown('optimizer');
    const back = weightGain(above) * (above.outputs / above.inputs) * moments(above).slope;
    const gain = back + above.skips.length;
    const rates = 2 * Math.log(above.learningRateMultiplier / below.learningRateMultiplier);
    return known(logStep(density === 'weightKinetic' ? p : [1, 1], gain) + rates);
  };
}

/** Whether the weights of a link are independent random numbers that see σ_m(z^(m)) itself. */
function isRandomDense({ type, norm, operationsIn, tiedTo, frozen, initializer }: TrainableLink): boolean {
  const { kind } = initializer;
  return (
    type === 'dense' &&
    norm === undefined &&
    operationsIn.length === 0 &&
    tiedTo === undefined &&
    !frozen &&
    kind !== 'identity' &&
    kind !== 'smooth'
  );
}
