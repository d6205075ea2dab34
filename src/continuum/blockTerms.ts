import type { ForwardPass } from '../decomposition/forwardPass.js';
import type { LinkStructure, NetworkStructure, StepPair } from '../decomposition/types.js';
import { blockVelocity, weightKinetic, type BlockStates } from './blockStates.js';
import type { LagrangianTerms } from './localSum.js';

/** Places that share a bias: those of a convolution, one of all others. */
export function positionsOf({ type, outputShape, outputs }: LinkStructure): number {
  return type === 'conv1d' || type === 'conv2d' ? outputs / outputShape.at(-1)! : 1;
}

/**
 * K_W, K_z = ½‖v‖², C = −v·f and F = ½‖f‖² of a link for a given reading of its flux; means over samples and positions, as in the
 * decomposition. With the flux itself these are the lattice's terms.
 * @param flux samples × outputs
 * @param positions that share a bias
 */
export function termsWithFlux(
  states: BlockStates,
  link: number,
  flux: Float64Array,
  positions: number,
): LagrangianTerms {
  const rows = states.samples * positions;
  return sumUp(states.weightKinetic[link]!, blockVelocity(states, link), flux, rows);
}

/**
 * The lattice's terms of link m: those of the decomposition, without its care for digits that cancel.
 * @param samples how many of the samples are taken, from the first; all if left out
 */
export function latticeTerms(
  network: NetworkStructure,
  pair: Pick<StepPair, 'before' | 'after'>,
  passes: { readonly before: ForwardPass; readonly after: ForwardPass },
  m: number,
  samples: number = passes.before.samples,
): LagrangianTerms {
  const [from, to] = [passes.before.links[m]!, passes.after.links[m]!];
  const change = (before: Float64Array, after: Float64Array): Float64Array =>
    after.subarray(0, samples * network.links[m]!.outputs).map((value, at) => value - before[at]!);
  return sumUp(
    weightKinetic(network, pair, m),
    change(from.delivered.values, to.delivered.values),
    change(from.products, to.products),
    samples * positionsOf(network.links[m]!),
  );
}

function sumUp(kinetic: number, velocity: Float64Array, flux: Float64Array, rows: number): LagrangianTerms {
  let neuronKinetic = 0;
  let coupling = 0;
  let fluxSquared = 0;
  for (let at = 0; at < flux.length; at++) {
    const [v, f] = [velocity[at]!, flux[at]!];
    neuronKinetic += v * v;
    coupling -= v * f;
    fluxSquared += f * f;
  }
  return {
    weightKinetic: kinetic,
    neuronKinetic: (0.5 * neuronKinetic) / rows,
    coupling: coupling / rows,
    fluxSquared: (0.5 * fluxSquared) / rows,
  };
}
