import { blockVelocity, type BlockStates } from './blockStates.js';
import type { LagrangianTerms } from './localSum.js';

/** K_W = ½‖Ẇ‖² of the weights of a link of the block. */
export function weightKineticOf({ before, after }: BlockStates, link: number): number {
  const [from, to] = [before.weights[link]!, after.weights[link]!];
  let sum = 0;
  for (let at = 0; at < from.length; at++) sum += (to[at]! - from[at]!) ** 2;
  return 0.5 * sum;
}

/**
 * K_W, K_z = ½‖v‖², C = −v·f and F = ½‖f‖² of a link for a given reading of its flux; means over samples and positions, as in the
 * decomposition. With the flux itself these are the lattice's terms.
 * @param flux samples × outputs
 * @param positions that share a bias, 1 but for convolutions
 */
export function termsWithFlux(
  states: BlockStates,
  link: number,
  flux: Float64Array,
  positions: number,
): LagrangianTerms {
  const velocity = blockVelocity(states, link);
  let neuronKinetic = 0;
  let coupling = 0;
  let fluxSquared = 0;
  for (let at = 0; at < flux.length; at++) {
    const [v, f] = [velocity[at]!, flux[at]!];
    neuronKinetic += v * v;
    coupling -= v * f;
    fluxSquared += f * f;
  }
  const rows = states.samples * positions;
  return {
    weightKinetic: weightKineticOf(states, link),
    neuronKinetic: (0.5 * neuronKinetic) / rows,
    coupling: coupling / rows,
    fluxSquared: (0.5 * fluxSquared) / rows,
  };
}
