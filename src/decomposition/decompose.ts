import { CompensatedSum } from '../base/compensatedSum.js';
import { runForward, type ForwardPass } from './forwardPass.js';
import { sumLinkTerms } from './linkTerms.js';
import { shareParameters } from './parameterShares.js';
import { SampleLoss } from './sampleLoss.js';
import type { NetworkStructure, Decomposition, FloatArray, StepPair } from './types.js';

/**
 * Decomposes the Lagrangian of one training step, exactly up to float64 rounding:
 * L = Σ K_W + Σ K_z + Σ (C + F) − ℓ, split into bulk and boundary as in THEORY (1.2) and (1.3), means over samples
 * as in (1.4). Time is counted in steps and the mass is 1, so kinetic terms are in parameter² per step².
 * @throws RangeError when the pair does not fit the network
 */
export function decompose(network: NetworkStructure, pair: StepPair): Decomposition {
  const before = runForward(network, pair.before, pair.inputsBefore, pair.samples);
  const after = runForward(network, pair.after, pair.inputsAfter, pair.samples);
  return decomposePasses(network, pair, before, after);
}

/**
 * `decompose` for forward passes that are already there.
 * @param before pass of θ_k on X_k
 * @param after pass of θ_(k+1) on X_(k+1)
 */
export function decomposePasses(
  network: NetworkStructure,
  pair: StepPair,
  before: ForwardPass,
  after: ForwardPass,
): Decomposition {
  const bulk = new CompensatedSum();
  const boundary = new CompensatedSum();
  const shares = shareParameters(network.links);
  const layers = network.links.map((link, m) => {
    const { role, counted, sharers } = shares[m]!;
    const sums = sumLinkTerms(
      link,
      role,
      counted,
      { parameters: pair.before[m]!, activity: before.links[m]! },
      { parameters: pair.after[m]!, activity: after.links[m]! },
    );
    const add = (sector: CompensatedSum, term: CompensatedSum): void => {
      sector.addSum(sharers === 1 ? term : dividedBy(term, sharers));
    };
    const interactionSector = m === 0 ? boundary : bulk;
    bulk.addSum(sums.weightKinetic);
    add(bulk, sums.neuronKinetic);
    add(interactionSector, sums.coupling);
    add(interactionSector, sums.fluxSquared);
    return sums.terms;
  });
  const loss = meanLoss(network, before, pair.targets);
  boundary.add(-loss);
  const lagrangian = new CompensatedSum();
  lagrangian.addSum(bulk);
  lagrangian.addSum(boundary);
  const residuals = layers.map((layer) => layer.residual).filter((residual) => residual !== undefined);
  return {
    loss,
    layers,
    bulk: bulk.value,
    boundary: boundary.value,
    lagrangian: lagrangian.value,
    residual: residuals.length === 0 ? undefined : Math.max(...residuals),
  };
}

function dividedBy(sum: CompensatedSum, count: number): CompensatedSum {
  const quotient = new CompensatedSum();
  quotient.addSum(sum);
  quotient.divide(count);
  return quotient;
}

/**
 * Mean over samples of ℓ of what comes out of the network.
 * @param targets Y, samples × outputs, row-major
 * @throws RangeError when there are not as many targets as outputs
 */
export function meanLoss(
  { loss }: Pick<NetworkStructure, 'loss'>,
  { outputs, samples }: Pick<ForwardPass, 'outputs' | 'samples'>,
  targets: FloatArray,
): number {
  if (targets.length !== outputs.length) {
    throw new RangeError(`${targets.length} targets for ${outputs.length} outputs`);
  }
  return new SampleLoss(loss, samples, outputs.length / samples).mean(
    outputs,
    outputs.length / samples,
    targets,
  );
}
