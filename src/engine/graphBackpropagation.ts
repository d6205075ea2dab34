import type { TrainableNetwork } from '../network/types.js';
import type { Backpropagation } from './backpropagation.js';
import { Gradients } from './gradients.js';
import { asMatrix } from './kernels.js';
import type { LayerKernels } from './layerKernels.js';
import type { BatchPass, Passed } from './layers/layer.js';
import type { Tensor } from './tensorStore.js';
import { valueGraph } from './valueGraph.js';

/**
 * Backpropagation through a graph of values: every layer type, skips, ties. Errors of a value that is used in several
 * places add up; they are led no further than the lowest parameter that learns.
 */
export function graphBackpropagation(
  kernels: LayerKernels,
  network: TrainableNetwork,
  seed: number,
): Backpropagation {
  const nodes = valueGraph(kernels, network, seed);
  const evaluateLoss = kernels.loss(network.loss);
  /** Whether a parameter that learns stands at a value or below it. */
  const learnsBelow: boolean[] = [];
  nodes.forEach((node, i) => {
    const below = node.kind === 'sum' ? node.terms : node.kind === 'layer' ? [node.input] : [];
    learnsBelow[i] = (node.kind === 'layer' && node.learns) || below.some((j) => learnsBelow[j]);
  });

  return (parameters, batch, factor) => {
    const { samples } = batch;
    const pass: BatchPass = { samples, parameters, masks: new Map() };
    const values: Tensor[] = [];
    const passed: (Passed | undefined)[] = [];
    nodes.forEach((node, i) => {
      switch (node.kind) {
        case 'input':
          values[i] = kernels.store.uploadTemporary(batch.x, [batch.x.length / node.channels, node.channels]);
          break;
        case 'layer':
          passed[i] = node.layer(values[node.input]!, pass);
          values[i] = passed[i].value;
          break;
        case 'sum':
          values[i] = node.terms.map((term) => values[term]!).reduce((sum, value) => kernels.add(sum, value));
          break;
      }
    });

    const last = nodes.length - 1;
    const outputs = values[last]!;
    const { loss, gradient } = evaluateLoss(asMatrix(outputs, samples), batch, factor);
    const gradients = new Gradients(kernels.add);
    /** ∂ℓ/∂value of every node, as far as it has been led back to it. */
    const errors: (Tensor | undefined)[] = [];
    const addError = (node: number, error: Tensor): void => {
      const sum = errors[node];
      errors[node] = sum === undefined ? error : kernels.add(sum, error);
    };
    addError(last, { ...gradient, shape: outputs.shape });
    for (let i = last; i >= 0; i--) {
      const node = nodes[i]!;
      const error = errors[i];
      if (error === undefined || !learnsBelow[i]) continue;
      if (node.kind === 'sum') {
        for (const term of node.terms) addError(term, error);
      } else if (node.kind === 'layer') {
        const back = passed[i]!.backward(error, gradients, learnsBelow[node.input]!);
        if (back !== undefined) addError(node.input, back);
      }
    }
    return { loss, gradients };
  };
}
