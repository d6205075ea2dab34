import { LINK_SUMS, SAMPLE_SUMS } from '../kernels/analysisLayout.js';
import { testedTerms } from './selfTests.js';
import type { ParameterShare } from './parameterShares.js';
import type { Decomposition, LayerTerms } from './types.js';

/**
 * What the kernels leave of a link (doubleTerms.ts): from `at` on ½‖Ẇ‖², ½‖ḃ‖², then for each row, a sample or a position of one,
 * ½‖v‖², −v·f, ½‖f‖² and ½‖v − f‖².
 */
export interface KernelSums {
  readonly sums: Float64Array;
  readonly at: number;
  readonly rows: number;
}

/**
 * The decomposition of a step from the sums that the kernels leave: means over the rows, and their sums as `decompose` takes
 * them. K_z + C + F, which its parts exceed by many orders, comes as a sum of its own, so that nothing has to cancel here.
 * @param loss ℓ at step k
 */
export function decomposeSums(
  links: readonly KernelSums[],
  shares: readonly ParameterShare[],
  loss: number,
): Decomposition {
  const layers: LayerTerms[] = [];
  let bulk = 0;
  let boundary = 0;
  let lagrangian = 0;
  let residual: number | undefined;
  for (let m = 0; m < shares.length; m++) {
    const share = shares[m]!;
    const terms = linkTerms(links[m]!, share);
    const sector = meanSector(links[m]!);
    layers.push(terms);
    const interaction = (terms.coupling + terms.fluxSquared) / share.sharers;
    const neuronKinetic = terms.neuronKinetic / share.sharers;
    bulk += terms.weightKinetic + (m === 0 ? neuronKinetic : sector / share.sharers);
    if (m === 0) boundary += interaction;
    lagrangian += terms.weightKinetic + sector / share.sharers;
    if (terms.residual !== undefined && !(terms.residual <= (residual ?? -1))) residual = terms.residual;
  }
  return { loss, layers, bulk, boundary: boundary - loss, lagrangian: lagrangian - loss, residual };
}

/** K_z + C + F, mean over the rows. */
function meanSector({ sums, at, rows }: KernelSums): number {
  let sector = 0;
  for (let row = 0, from = at + LINK_SUMS + 3; row < rows; row++, from += SAMPLE_SUMS) sector += sums[from]!;
  return sector / rows;
}

function linkTerms({ sums, at, rows }: KernelSums, { role }: ParameterShare): LayerTerms {
  const biasKinetic = sums[at + 1]!;
  let neuronKinetic = 0;
  let coupling = 0;
  let fluxSquared = 0;
  let excess = 0;
  let lowest = Infinity;
  let highest = -Infinity;
  for (let row = 0, from = at + LINK_SUMS; row < rows; row++, from += SAMPLE_SUMS) {
    neuronKinetic += sums[from]!;
    coupling += sums[from + 1]!;
    fluxSquared += sums[from + 2]!;
    const sector = sums[from + 3]!;
    excess += sector - biasKinetic;
    if (sector < lowest) lowest = sector;
    if (sector > highest) highest = sector;
  }
  neuronKinetic /= rows;
  coupling /= rows;
  fluxSquared /= rows;
  return testedTerms(
    role,
    sums[at]!,
    neuronKinetic,
    coupling,
    fluxSquared,
    biasKinetic,
    Math.abs(excess) / rows,
    Math.abs(neuronKinetic + coupling + fluxSquared - biasKinetic),
    highest - lowest,
  );
}
