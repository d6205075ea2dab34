import { additionError, CompensatedSum } from '../base/compensatedSum.js';
import { biasRole, residualGap, type BiasRole } from './biasRole.js';
import type { LinkActivity } from './forwardPass.js';
import type { FloatArray, LayerTerms, LinkParameters, LinkStructure } from './types.js';

/**
 * The terms of one link with the digits that cancel in their sums still there. Kept as compensated sums because bulk,
 * boundary and L are sums of terms that exceed them by many orders (THEORY §1.5).
 */
export interface LinkSums {
  readonly terms: LayerTerms;
  readonly weightKinetic: CompensatedSum;
  /** K_z, C and F: means over the samples. */
  readonly neuronKinetic: CompensatedSum;
  readonly coupling: CompensatedSum;
  readonly fluxSquared: CompensatedSum;
}

/** Terms summed plainly before they go into a compensated sum: short enough that rounding stays near one bit. */
const BLOCK = 128;

/** ½‖Ẇ‖². All its terms are positive and nothing cancels against it, so plain sums of short blocks are enough. */
function weightKineticSum(before: FloatArray, after: FloatArray): CompensatedSum {
  const sum = new CompensatedSum();
  for (let start = 0; start < before.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, before.length);
    let block = 0;
    for (let i = start; i < end; i++) {
      const velocity = after[i]! - before[i]!;
      block += velocity * velocity;
    }
    sum.add(0.5 * block);
  }
  return sum;
}

/** ½‖ḃ‖², which K_z + C + F must equal: with the rounding errors of differences and squares carried along. */
function biasKineticSum(before: ArrayLike<number>, after: ArrayLike<number>): CompensatedSum {
  const sum = new CompensatedSum();
  for (let i = 0; i < before.length; i++) {
    const from = -before[i]!;
    const to = after[i]!;
    const difference = to + from;
    const rest = additionError(to, from, difference);
    sum.addProduct(0.5 * difference, 0.5 * rest, difference, rest);
  }
  return sum;
}

/** K_z, C and F of one sample, added to `sums`. Differences and products carry their rounding errors along. */
function addSampleTerms(
  sums: {
    readonly neuronKinetic: CompensatedSum;
    readonly coupling: CompensatedSum;
    readonly fluxSquared: CompensatedSum;
  },
  before: LinkActivity,
  after: LinkActivity,
  start: number,
  end: number,
): void {
  for (let at = start; at < end; at++) {
    const from = -before.neurons[at]!;
    const to = after.neurons[at]!;
    // ż = z′ − z. Changes far below the last bit of z stand in its rests alone, so the pair is normalised.
    const rounded = to + from;
    const rests = additionError(to, from, rounded) + (after.neuronRests[at]! - before.neuronRests[at]!);
    const velocity = rounded + rests;
    const velocityRest = additionError(rounded, rests, velocity);
    const productFrom = -before.products[at]!;
    const productTo = after.products[at]!;
    // f = W′h′ − Wh, never a product rule (THEORY §2.1)
    const flux = productTo + productFrom;
    const fluxRest = additionError(productTo, productFrom, flux);
    sums.neuronKinetic.addProduct(0.5 * velocity, 0.5 * velocityRest, velocity, velocityRest);
    sums.coupling.addProduct(-velocity, -velocityRest, flux, fluxRest);
    sums.fluxSquared.addProduct(0.5 * flux, 0.5 * fluxRest, flux, fluxRest);
  }
}

/**
 * The terms of one link (THEORY §1.1, §1.2), means over the samples, with its two self-tests: the identity
 * K_z + C + F = K_b, and the equality of the left side over samples (§1.4).
 */
export function sumLinkTerms(
  link: LinkStructure,
  parametersBefore: LinkParameters,
  parametersAfter: LinkParameters,
  before: LinkActivity,
  after: LinkActivity,
  samples: number,
): LinkSums {
  const weightKinetic = weightKineticSum(parametersBefore.weights, parametersAfter.weights);
  const biasKinetic = biasKineticSum(parametersBefore.bias ?? [], parametersAfter.bias ?? []);
  const total = {
    neuronKinetic: new CompensatedSum(),
    coupling: new CompensatedSum(),
    fluxSquared: new CompensatedSum(),
  };
  const identityError = new CompensatedSum();
  let lowest = Infinity;
  let highest = -Infinity;
  for (let s = 0; s < samples; s++) {
    const sample = {
      neuronKinetic: new CompensatedSum(),
      coupling: new CompensatedSum(),
      fluxSquared: new CompensatedSum(),
    };
    addSampleTerms(sample, before, after, s * link.outputs, (s + 1) * link.outputs);
    const sector = new CompensatedSum();
    sector.addSum(sample.neuronKinetic);
    sector.addSum(sample.coupling);
    sector.addSum(sample.fluxSquared);
    sector.subtractSum(biasKinetic);
    const excess = sector.value;
    lowest = Math.min(lowest, excess);
    highest = Math.max(highest, excess);
    identityError.add(excess);
    total.neuronKinetic.addSum(sample.neuronKinetic);
    total.coupling.addSum(sample.coupling);
    total.fluxSquared.addSum(sample.fluxSquared);
  }
  for (const sum of [total.neuronKinetic, total.coupling, total.fluxSquared]) sum.divide(samples);
  const values = {
    weightKinetic: weightKinetic.value,
    neuronKinetic: total.neuronKinetic.value,
    coupling: total.coupling.value,
    fluxSquared: total.fluxSquared.value,
    biasKinetic: biasKinetic.value,
  };
  return {
    terms: {
      ...values,
      ...selfTests(biasRole(link), values, Math.abs(identityError.value) / samples, highest - lowest),
    },
    weightKinetic,
    ...total,
  };
}

type TermValues = Pick<
  LayerTerms,
  'weightKinetic' | 'neuronKinetic' | 'coupling' | 'fluxSquared' | 'biasKinetic'
>;
type SelfTests = Omit<LayerTerms, keyof TermValues>;

function selfTests(role: BiasRole, terms: TermValues, error: number, spread: number): SelfTests {
  const largest = Math.max(
    terms.neuronKinetic,
    Math.abs(terms.coupling),
    terms.fluxSquared,
    terms.biasKinetic,
  );
  const residualOfLargestTerm = largest === 0 ? 0 : error / largest;
  const kinetic = terms.biasKinetic;
  const gap = residualGap(role, kinetic);
  if (gap !== undefined) {
    return { residual: undefined, residualGap: gap, residualOfLargestTerm, sectorSpread: undefined };
  }
  return {
    residual: error / kinetic,
    residualGap: undefined,
    residualOfLargestTerm,
    sectorSpread: spread / kinetic,
  };
}
