import { additionError, CompensatedSum } from '../base/compensatedSum.js';
import { LOSSES } from '../base/loss.js';
import { channelsOf } from '../network/parameterLayout.js';
import type { ForwardPass, LinkActivity } from './forwardPass.js';
import { addWeightKinetic } from './linkTerms.js';
import { shareParameters, weightArrays, type ParameterShare } from './parameterShares.js';
import type { NetworkStructure, StepPair } from './types.js';

/** What a step's Lagrangian is made of for each sample (THEORY 1.4); entry s belongs to sample s. */
export interface SampleTerms {
  /** C⁰ and F⁰, means over positions where there are some. */
  readonly inputCoupling: Float64Array;
  readonly inputFluxSquared: Float64Array;
  /** ℓ at step k. */
  readonly loss: Float64Array;
  /** L_bulk with the sample's own K_z, C and F. */
  readonly bulk: Float64Array;
}

/** K_z, C and F of one link, for each sample. */
interface SampleSectors {
  readonly neuronKinetic: Float64Array;
  readonly coupling: Float64Array;
  readonly fluxSquared: Float64Array;
}

/**
 * The terms of single samples, of which `decompose` has the means. Plain float64 sums: good for statistics, not for the
 * identity of a link, whose terms may cancel by ten orders.
 * @param before pass of θ_k on X_k
 * @param after pass of θ_(k+1) on X_(k+1)
 * @throws RangeError when the pair does not fit the network
 */
export function sampleTerms(
  network: NetworkStructure,
  pair: StepPair,
  before: ForwardPass,
  after: ForwardPass,
): SampleTerms {
  const { samples } = pair;
  const shares = shareParameters(network.links);
  const bulk = new Float64Array(samples).fill(weightKinetic(shares, pair));
  let input: SampleSectors | undefined;
  for (const [m, { outputShape }] of network.links.entries()) {
    const sectors = sampleSectors(channelsOf(outputShape), samples, before.links[m]!, after.links[m]!);
    input ??= sectors;
    const { sharers } = shares[m]!;
    for (let s = 0; s < samples; s++) {
      const interaction = m === 0 ? 0 : sectors.coupling[s]! + sectors.fluxSquared[s]!;
      bulk[s]! += (sectors.neuronKinetic[s]! + interaction) / sharers;
    }
  }
  const sharers = shares[0]?.sharers ?? 1;
  return {
    inputCoupling: (input?.coupling ?? new Float64Array(samples)).map((value) => value / sharers),
    inputFluxSquared: (input?.fluxSquared ?? new Float64Array(samples)).map((value) => value / sharers),
    loss: sampleLosses(network, before, pair),
    bulk,
  };
}

/** Σ K_W, the same for every sample. */
function weightKinetic(shares: readonly ParameterShare[], { before, after }: StepPair): number {
  const sum = new CompensatedSum();
  for (const [m, { counted }] of shares.entries()) {
    const to = weightArrays(after[m]!, counted);
    for (const [i, from] of weightArrays(before[m]!, counted).entries()) addWeightKinetic(sum, from, to[i]!);
  }
  return sum.value;
}

function sampleSectors(
  channels: number,
  samples: number,
  before: LinkActivity,
  after: LinkActivity,
): SampleSectors {
  const [from, to] = [before.delivered, after.delivered];
  const perSample = before.products.length / samples;
  const positions = perSample / channels;
  const sectors = {
    neuronKinetic: new Float64Array(samples),
    coupling: new Float64Array(samples),
    fluxSquared: new Float64Array(samples),
  };
  for (let s = 0; s < samples; s++) {
    let [neurons, coupling, flux] = [0, 0, 0];
    for (let at = s * perSample; at < (s + 1) * perSample; at++) {
      const rounded = to.values[at]! - from.values[at]!;
      // The biases move by less than the last bit of z where steps are small: that stands in the rests.
      const rest = additionError(to.values[at]!, -from.values[at]!, rounded);
      const velocity = rounded + (rest + (to.rests[at]! - from.rests[at]!));
      const f = after.products[at]! - before.products[at]!;
      neurons += velocity * velocity;
      coupling += velocity * f;
      flux += f * f;
    }
    sectors.neuronKinetic[s] = neurons / (2 * positions);
    sectors.coupling[s] = -coupling / positions;
    sectors.fluxSquared[s] = flux / (2 * positions);
  }
  return sectors;
}

function sampleLosses(
  { loss }: NetworkStructure,
  { outputs, samples }: ForwardPass,
  { targets }: StepPair,
): Float64Array {
  const width = outputs.length / samples;
  return Float64Array.from({ length: samples }, (_, s) => {
    const [start, end] = [s * width, (s + 1) * width];
    return LOSSES[loss].value(outputs.subarray(start, end), targets.subarray(start, end));
  });
}
