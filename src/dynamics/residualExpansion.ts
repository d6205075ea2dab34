import type { ForwardPass } from '../decomposition/forwardPass.js';
import type { NetworkStructure } from '../decomposition/types.js';
import { channelsOf } from '../network/parameterLayout.js';
import { known, unknown, type Quantity } from './quantity.js';

/**
 * The terms of a link with skips, multiplied out (THEORY §5c), s the value that skips add: ½‖ż − ṡ‖² − (ż − ṡ)·f + ½‖f‖² =
 * ½‖ż‖² + ½‖ṡ‖² − ż·ṡ − ż·f + ṡ·f + ½‖f‖². Means over the samples and, for convolutions, the positions.
 */
export interface ResidualExpansion {
  /** ½‖ż^(m+1)‖² */
  readonly neuronKinetic: number;
  /** ½‖ṡ‖²: ½‖ż^(m)‖² of a residual block of one link. */
  readonly skipKinetic: number;
  /** −ż^(m+1)·ṡ: what couples a layer's neurons to those that the skip comes from. */
  readonly skipCoupling: number;
  /** −ż^(m+1)·f */
  readonly neuronFlux: number;
  /** ṡ·f */
  readonly skipFlux: number;
  /** ½‖f‖² */
  readonly fluxSquared: number;
}

/** By link; undefined for those without a skip. */
export function residualExpansion(
  { links }: NetworkStructure,
  before: ForwardPass,
  after: ForwardPass,
): readonly Quantity<'noSkip', ResidualExpansion>[] {
  return links.map(({ skips, outputShape }, m) => {
    if (skips.length === 0) return unknown('noSkip');
    const [from, to] = [before.links[m]!, after.links[m]!];
    const rows = from.neurons.length / channelsOf(outputShape);
    const sums = {
      neuronKinetic: 0,
      skipKinetic: 0,
      skipCoupling: 0,
      neuronFlux: 0,
      skipFlux: 0,
      fluxSquared: 0,
    };
    for (let at = 0; at < from.neurons.length; at++) {
      const neuron = to.neurons[at]! - from.neurons[at]!;
      const own = to.delivered.values[at]! - from.delivered.values[at]!;
      const skip = neuron - own;
      const flux = to.products[at]! - from.products[at]!;
      sums.neuronKinetic += (0.5 * neuron * neuron) / rows;
      sums.skipKinetic += (0.5 * skip * skip) / rows;
      sums.skipCoupling -= (neuron * skip) / rows;
      sums.neuronFlux -= (neuron * flux) / rows;
      sums.skipFlux += (skip * flux) / rows;
      sums.fluxSquared += (0.5 * flux * flux) / rows;
    }
    return known(sums);
  });
}
