import { ACTIVATIONS } from '../base/activation.js';
import { CompensatedSum } from '../base/compensatedSum.js';
import { LOSSES } from '../base/loss.js';
import { runForward, type ForwardPass } from './forwardPass.js';
import { sumLinkTerms } from './linkTerms.js';
import type { ChainStructure, Decomposition, FloatArray, StepPair } from './types.js';

/**
 * Decomposes the Lagrangian of one training step, exactly up to float64 rounding:
 * L = Σ K_W + Σ K_z + Σ (C + F) − ℓ, split into bulk and boundary as in THEORY (1.2) and (1.3), means over samples
 * as in (1.4). Time is counted in steps and the mass is 1, so kinetic terms are in parameter² per step².
 * @throws RangeError when the pair does not fit the chain
 */
export function decompose(chain: ChainStructure, pair: StepPair): Decomposition {
  const before = runForward(chain, pair.before, pair.inputsBefore, pair.samples);
  const after = runForward(chain, pair.after, pair.inputsAfter, pair.samples);
  return decomposePasses(chain, pair, before, after);
}

/**
 * `decompose` for forward passes that are already there.
 * @param before pass of θ_k on X_k
 * @param after pass of θ_(k+1) on X_(k+1)
 */
export function decomposePasses(
  chain: ChainStructure,
  pair: StepPair,
  before: ForwardPass,
  after: ForwardPass,
): Decomposition {
  const bulk = new CompensatedSum();
  const boundary = new CompensatedSum();
  const layers = chain.links.map((link, m) => {
    const sums = sumLinkTerms(
      link,
      pair.before[m]!,
      pair.after[m]!,
      before.links[m]!,
      after.links[m]!,
      pair.samples,
    );
    bulk.addSum(sums.weightKinetic);
    bulk.addSum(sums.neuronKinetic);
    const interactionSector = m === 0 ? boundary : bulk;
    interactionSector.addSum(sums.coupling);
    interactionSector.addSum(sums.fluxSquared);
    return sums.terms;
  });
  const loss = meanLoss(chain, before, pair.targets);
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

/**
 * Mean over samples of ℓ(σ_post(z^(M)), Y).
 * @param targets samples × N_M, row-major
 * @throws RangeError when there are not as many targets as outputs
 */
export function meanLoss(chain: ChainStructure, pass: ForwardPass, targets: FloatArray): number {
  const head = pass.links.at(-1);
  if (head === undefined) throw new RangeError('a chain has at least one link');
  if (targets.length !== head.neurons.length) {
    throw new RangeError(`${targets.length} targets for ${head.neurons.length} outputs`);
  }
  const outputs = head.neurons.map(ACTIVATIONS[chain.outputActivation].value);
  const width = outputs.length / pass.samples;
  const sum = new CompensatedSum();
  for (let s = 0; s < pass.samples; s++) {
    const [start, end] = [s * width, (s + 1) * width];
    sum.add(LOSSES[chain.loss].value(outputs.subarray(start, end), targets.subarray(start, end)));
  }
  return sum.value / pass.samples;
}
