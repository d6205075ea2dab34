import { channelsOf } from './parameterLayout.js';
import { sizeOf } from './shape.js';
import type { ConvolutionLink, DenseLink, LocalLink } from './types.js';

/** Neurons that a neuron of a local link sees, and that see it. */
const RING_NEIGHBOURS = 2;

/** N_in and N_out of a unit: the inputs that it sums, and the units that sum it, both within its group. */
export interface Fans {
  readonly inputs: number;
  readonly outputs: number;
}

/** How many inputs a unit of a link has, and how many units each of its inputs feeds, edges left aside. */
export function fansOf(link: DenseLink | LocalLink | ConvolutionLink): Fans {
  switch (link.type) {
    case 'dense':
      return { inputs: link.inputs, outputs: link.outputs };
    case 'local':
      return { inputs: RING_NEIGHBOURS, outputs: RING_NEIGHBOURS };
    case 'conv1d':
    case 'conv2d': {
      const taps = sizeOf(link.window.size);
      return {
        inputs: (taps * channelsOf(link.inputShape)) / link.groups,
        outputs: (taps * channelsOf(link.outputShape)) / link.groups,
      };
    }
  }
}
