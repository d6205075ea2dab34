import type { TrainableNetwork } from '../network/types.js';
import { activationKernels } from './activationKernels.js';
import type { Kernels, Tensor } from './kernels.js';
import { lossKernels } from './lossKernels.js';

/** W^(m) (inputs × outputs) and b^(m), or their gradients, on the backend. */
export interface LinkTensors {
  readonly weights: Tensor;
  readonly bias: Tensor | undefined;
}

export interface LossAndGradients {
  /** Mean loss of the batch, float32. */
  readonly loss: number;
  /** Of the mean loss, times the factor; temporary. */
  readonly gradients: readonly LinkTensors[];
}

/** Computes the loss of a batch and its gradients. `inputs` is samples × N_0, `targets` samples × N_M. */
export type Backpropagation = (
  parameters: readonly LinkTensors[],
  inputs: Tensor,
  targets: Tensor,
) => LossAndGradients;

/** A value computed when first asked for. */
function lazy<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

/**
 * Explicit backpropagation through a chain of dense links, without a tape. The backward pass works on transposes,
 * neurons × samples: then no weight matrix is ever transposed, the product that XNNPACK has to pack is the small one,
 * and bias gradients are sums along rows, which are contiguous.
 *
 * @param samples in each batch
 * @param factor by which gradients are multiplied; with the learning rate the gradients are the steps themselves
 */
export function createBackpropagation(
  kernels: Kernels,
  network: TrainableNetwork,
  samples: number,
  factor: number,
): Backpropagation {
  const activations = activationKernels(kernels);
  const loss = lossKernels(kernels, network.loss, factor / samples);
  const { links, outputActivation } = network;

  return (parameters, inputs, targets) => {
    /** z^(m+1) at m */
    const neurons: Tensor[] = [];
    /** h^(m) at m */
    const hidden: Tensor[] = [inputs];
    links.forEach((_, m) => {
      const { weights, bias } = parameters[m]!;
      const h = hidden[m]!;
      const z = bias === undefined ? kernels.matMul(h, weights) : kernels.affine(h, weights, bias);
      neurons.push(z);
      hidden.push(activations[links[m + 1]?.activationIn ?? outputActivation].apply(z));
    });

    const outputs = hidden[links.length]!;
    const { total, gradient } = loss.evaluate(outputs, targets);
    const head = neurons[links.length - 1]!;
    /** δ^(m+1), samples × N_(m+1), and its transpose */
    let error = activations[outputActivation].backward(
      gradient,
      () => head,
      () => outputs,
    );
    let errorTransposed = kernels.transpose(error);
    const gradients: LinkTensors[] = [];
    for (let m = links.length - 1; m >= 0; m--) {
      const { activationIn, bias } = links[m]!;
      const h = kernels.transpose(hidden[m]!);
      gradients[m] = {
        weights: kernels.matMul(h, error),
        bias: bias ? kernels.sumRows(errorTransposed) : undefined,
      };
      if (m === 0) break;
      const z = lazy(() => kernels.transpose(neurons[m - 1]!));
      const back = kernels.matMul(parameters[m]!.weights, errorTransposed);
      errorTransposed = activations[activationIn].backward(back, z, () => h);
      error = kernels.transpose(errorTransposed);
    }
    return { loss: Math.fround(total / samples), gradients };
  };
}
