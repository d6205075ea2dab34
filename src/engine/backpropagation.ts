import type { TrainableNetwork } from '../network/types.js';
import { activationKernels } from './activationKernels.js';
import type { Batch } from './batches.js';
import type { Kernels, Tensor } from './kernels.js';
import { lossKernel } from './lossKernels.js';

/** W^(m) (inputs × outputs) and b^(m), or their gradients, on the backend. */
export interface LinkTensors {
  readonly weights: Tensor;
  readonly bias: Tensor | undefined;
}

export interface LossAndGradients {
  /** Mean loss of the batch, float32. */
  readonly loss: number;
  /**
   * Of the mean loss, times the factor; temporary. Where links share parameters the sum of all of them stands at the
   * first, and the others have none; frozen links have none either.
   */
  readonly gradients: readonly (LinkTensors | undefined)[];
}

/**
 * Computes the loss of a batch and its gradients.
 * @param parameters of every link; links that are tied have the same tensors
 * @param factor by which gradients are multiplied; with the learning rate the gradients are the steps themselves
 */
export type Backpropagation = (
  parameters: readonly LinkTensors[],
  batch: Batch,
  factor: number,
) => LossAndGradients;

/** A value computed when first asked for. */
function lazy<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

/**
 * Explicit backpropagation through a chain of dense links, without a tape. The backward pass works on transposes,
 * neurons × samples: then no weight matrix is ever transposed, the product that XNNPACK has to pack is the small one,
 * and bias gradients are sums along rows, which are contiguous. It ends at the lowest link that is not frozen.
 */
export function createBackpropagation(kernels: Kernels, network: TrainableNetwork): Backpropagation {
  const activations = activationKernels(kernels);
  const evaluateLoss = lossKernel(kernels, network.loss);
  const { links, outputActivation } = network;
  const lowest = links.findIndex(({ frozen }) => !frozen);

  const addGradients = (a: LinkTensors | undefined, b: LinkTensors): LinkTensors =>
    a === undefined
      ? b
      : {
          weights: kernels.add(a.weights, b.weights),
          bias: a.bias && b.bias && kernels.add(a.bias, b.bias),
        };

  return (parameters, batch, factor) => {
    const { samples } = batch;
    /** z^(m+1) at m */
    const neurons: Tensor[] = [];
    /** h^(m) at m */
    const hidden: Tensor[] = [kernels.uploadTemporary(batch.x, [samples, network.inputs])];
    links.forEach((_, m) => {
      const { weights, bias } = parameters[m]!;
      const h = hidden[m]!;
      const z = bias === undefined ? kernels.matMul(h, weights) : kernels.affine(h, weights, bias);
      neurons.push(z);
      hidden.push(activations[links[m + 1]?.activationIn ?? outputActivation].apply(z));
    });

    const outputs = hidden[links.length]!;
    const { total, gradient } = evaluateLoss(outputs, batch, factor / samples);
    const loss = Math.fround(total / samples);
    const gradients = links.map((): LinkTensors | undefined => undefined);
    if (lowest === -1) return { loss, gradients };
    const head = neurons[links.length - 1]!;
    /** δ^(m+1), samples × N_(m+1), and its transpose */
    let error = activations[outputActivation].backward(
      gradient,
      () => head,
      () => outputs,
    );
    let errorTransposed = kernels.transpose(error);
    for (let m = links.length - 1; m >= lowest; m--) {
      const { activationIn, bias, frozen, tiedTo = m } = links[m]!;
      const h = lazy(() => kernels.transpose(hidden[m]!));
      if (!frozen) {
        gradients[tiedTo] = addGradients(gradients[tiedTo], {
          weights: kernels.matMul(h(), error),
          bias: bias ? kernels.sumRows(errorTransposed) : undefined,
        });
      }
      if (m === lowest) break;
      const z = lazy(() => kernels.transpose(neurons[m - 1]!));
      const back = kernels.matMul(parameters[m]!.weights, errorTransposed);
      errorTransposed = activations[activationIn].backward(back, z, h);
      error = kernels.transpose(errorTransposed);
    }
    return { loss, gradients };
  };
}
