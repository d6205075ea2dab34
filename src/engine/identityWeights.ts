import { channelsOf, localNeighbours, weightShape } from '../network/parameterLayout.js';
import { sizeOf } from '../network/shape.js';
import type { ConvolutionLink, TrainableLink } from '../network/types.js';

/**
 * Weights that pass a value on as it is, as far as there are units for it: 1 on the diagonal, for a local link at the
 * neighbour with the same index, for a convolution at the middle of the window.
 */
export function identityWeights(link: TrainableLink): Float64Array {
  const weights = new Float64Array(sizeOf(weightShape(link)));
  switch (link.type) {
    case 'dense':
      for (let i = 0; i < Math.min(link.inputs, link.outputs); i++) weights[i * link.outputs + i] = 1;
      break;
    case 'local': {
      const start = localNeighbours(link.m).lower === 0 ? 0 : link.outputs;
      weights.fill(1, start, start + link.outputs);
      break;
    }
    case 'conv1d':
    case 'conv2d':
      fillMiddle(link, weights);
      break;
  }
  return weights;
}

function fillMiddle(
  { window, inputShape, outputShape, groups }: ConvolutionLink,
  weights: Float64Array,
): void {
  const inputs = channelsOf(inputShape) / groups;
  const count = channelsOf(outputShape);
  const outputs = count / groups;
  const middle = window.size.reduce((tap, size) => tap * size + Math.floor((size - 1) / 2), 0);
  for (let group = 0; group < groups; group++) {
    for (let i = 0; i < Math.min(inputs, outputs); i++) {
      weights[(middle * inputs + i) * count + group * outputs + i] = 1;
    }
  }
}
