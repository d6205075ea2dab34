import { additionError, CompensatedSum } from '../base/compensatedSum.js';
import { channelsOf } from '../network/parameterLayout.js';
import type { BiasRole } from './biasRole.js';
import type { LinkActivity } from './forwardPass.js';
import { weightArrays, type CountedParameters } from './parameterShares.js';
import { testedTerms } from './selfTests.js';
import type { FloatArray, LayerTerms, LinkParameters, LinkStructure } from './types.js';

/**
 * The terms of one link with the digits that cancel in their sums still there. Kept as compensated sums because bulk,
 * boundary and L are sums of terms that exceed them by many orders (THEORY §1.5).
 */
export interface LinkSums {
  readonly terms: LayerTerms;
  readonly weightKinetic: CompensatedSum;
  /** K_z, C and F: means over samples and positions. */
  readonly neuronKinetic: CompensatedSum;
  readonly coupling: CompensatedSum;
  readonly fluxSquared: CompensatedSum;
}

/** Terms summed plainly before they go into a compensated sum: short enough that rounding stays near one bit. */
const BLOCK = 128;

/** Adds ½‖θ̇‖² of an array. All its terms are positive and nothing cancels against it, so plain sums of short blocks are enough. */
export function addWeightKinetic(sum: CompensatedSum, before: FloatArray, after: FloatArray): void {
  for (let start = 0; start < before.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, before.length);
    let block = 0;
    for (let i = start; i < end; i++) {
      const velocity = after[i]! - before[i]!;
      block += velocity * velocity;
    }
    sum.add(0.5 * block);
  }
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

/** K_z, C and F of one row, added to `sums`. Differences and products carry their rounding errors along. */
function addRowTerms(
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
  const { values: deliveredBefore, rests: restsBefore } = before.delivered;
  const { values: deliveredAfter, rests: restsAfter } = after.delivered;
  for (let at = start; at < end; at++) {
    const from = -deliveredBefore[at]!;
    const to = deliveredAfter[at]!;
    // ż = z′ − z, less what skips add. Changes far below the last bit of z stand in its rests alone, so the pair is
    // normalised.
    const rounded = to + from;
    const rests = additionError(to, from, rounded) + (restsAfter[at]! - restsBefore[at]!);
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

/** One end of a step at one link. */
export interface LinkEnd {
  readonly parameters: LinkParameters;
  readonly activity: LinkActivity;
}

/**
 * The terms of one link (THEORY §1.1, §1.2, §5), means over the samples and the positions that share a bias, with its two
 * self-tests: the identity K_z + C + F = K_b, and the equality of the left side over samples and positions (§1.4).
 * @param counted which of the parameters are its own
 */
export function sumLinkTerms(
  link: LinkStructure,
  role: BiasRole,
  counted: CountedParameters,
  before: LinkEnd,
  after: LinkEnd,
): LinkSums {
  const weightKinetic = new CompensatedSum();
  const weightsAfter = weightArrays(after.parameters, counted);
  weightArrays(before.parameters, counted).forEach((array, i) => {
    addWeightKinetic(weightKinetic, array, weightsAfter[i]!);
  });
  const shift = ({ norm, bias }: LinkParameters): ArrayLike<number> => norm?.shift ?? bias ?? [];
  const biasKinetic = biasKineticSum(shift(before.parameters), shift(after.parameters));
  const total = {
    neuronKinetic: new CompensatedSum(),
    coupling: new CompensatedSum(),
    fluxSquared: new CompensatedSum(),
  };
  const identityError = new CompensatedSum();
  const width = channelsOf(link.outputShape);
  const rows = before.activity.products.length / width;
  let lowest = Infinity;
  let highest = -Infinity;
  const own = {
    neuronKinetic: new CompensatedSum(),
    coupling: new CompensatedSum(),
    fluxSquared: new CompensatedSum(),
  };
  const sector = new CompensatedSum();
  for (let row = 0; row < rows; row++) {
    for (const sum of [own.neuronKinetic, own.coupling, own.fluxSquared, sector]) sum.clear();
    addRowTerms(own, before.activity, after.activity, row * width, (row + 1) * width);
    sector.addSum(own.neuronKinetic);
    sector.addSum(own.coupling);
    sector.addSum(own.fluxSquared);
    sector.subtractSum(biasKinetic);
    const excess = sector.value;
    lowest = Math.min(lowest, excess);
    highest = Math.max(highest, excess);
    identityError.add(excess);
    total.neuronKinetic.addSum(own.neuronKinetic);
    total.coupling.addSum(own.coupling);
    total.fluxSquared.addSum(own.fluxSquared);
  }
  for (const sum of [total.neuronKinetic, total.coupling, total.fluxSquared]) sum.divide(rows);
  const error = Math.abs(identityError.value) / rows;
  return {
    terms: testedTerms(
      role,
      weightKinetic.value,
      total.neuronKinetic.value,
      total.coupling.value,
      total.fluxSquared.value,
      biasKinetic.value,
      error,
      error,
      highest - lowest,
    ),
    weightKinetic,
    ...total,
  };
}
