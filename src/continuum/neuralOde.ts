import type { BlockStates } from './blockStates.js';
import { blockFlux, blockVelocity } from './blockStates.js';
import { difference } from './combine.js';

/** A residual link read as a step of an ordinary differential equation ∂_xz = Ŵσ(z) + B̂ (THEORY §5c). */
export interface NeuralOdeTerms {
  /** ½‖Ẇ‖² + ½‖∂_xż − ∂_t(Ŵσ)‖², a = 1 layer, mean over the samples. */
  readonly density: number;
  /** The lattice value of the link, ½‖Ẇ‖² + ½‖v − f‖² with v = ż^(m+1) − ż^m, mean over the samples. */
  readonly lattice: number;
}

/**
 * The density of the neural-ODE form at each link of a residual block, fields at the layer that the link sees:
 *
 *     a⁻² L → ½‖Ŵ̇‖² + ½‖∂_xż − ∂_t(Ŵσ)‖²,   W = aŴ
 *
 * ∂_xż is the central difference ½(ż^(m+1) − ż^(m−1)) and differs from the lattice's v by ½∂_x²ż, the O(a) of the form; the flux is exact.
 * Undefined at the first link, which has no layer before it in the block. A forward difference would be the lattice itself and say nothing.
 * @param positions that share a bias, 1 but for convolutions
 */
export function neuralOdeTerms(states: BlockStates, positions: number): (NeuralOdeTerms | undefined)[] {
  const { before, after, count, samples } = states;
  const rates = after.neurons.map((neurons, layer) => difference(neurons, before.neurons[layer]!));
  return Array.from({ length: count }, (_, link) => {
    if (link === 0) return undefined;
    const flux = blockFlux(states, link);
    const velocity = blockVelocity(states, link);
    const [below, above] = [rates[link - 1]!, rates[link + 1]!];
    let density = 0;
    let lattice = 0;
    for (let at = 0; at < flux.length; at++) {
      density += (0.5 * (above[at]! - below[at]!) - flux[at]!) ** 2;
      lattice += (velocity[at]! - flux[at]!) ** 2;
    }
    const rows = samples * positions;
    const weightKinetic = states.weightKinetic[link]!;
    return {
      density: weightKinetic + (0.5 * density) / rows,
      lattice: weightKinetic + (0.5 * lattice) / rows,
    };
  });
}
