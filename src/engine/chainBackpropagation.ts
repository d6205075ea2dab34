import { activationKernels } from './activationKernels.js';
import type { Backpropagation } from './backpropagation.js';
import type { DenseChain } from './denseChain.js';
import { Gradients } from './gradients.js';
import type { Kernels, Tensor } from './kernels.js';
import { lossKernel } from './lossKernels.js';

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
export function chainBackpropagation(kernels: Kernels, network: DenseChain): Backpropagation {
  const activations = activationKernels(kernels);
  const evaluateLoss = lossKernel(kernels, network.loss);
  const { links, outputActivation } = network;
  const lowest = links.findIndex(({ frozen }) => !frozen);

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
    const gradients = new Gradients(kernels);
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
      const { activationIn, frozen } = links[m]!;
      const { weights, bias } = parameters[m]!;
      const h = lazy(() => kernels.transpose(hidden[m]!));
      if (!frozen) {
        gradients.add(weights, kernels.matMul(h(), error));
        if (bias !== undefined) gradients.add(bias, kernels.sumRows(errorTransposed));
      }
      if (m === lowest) break;
      const z = lazy(() => kernels.transpose(neurons[m - 1]!));
      const back = kernels.matMul(weights, errorTransposed);
      errorTransposed = activations[activationIn].backward(back, z, h);
      error = kernels.transpose(errorTransposed);
    }
    return { loss, gradients };
  };
}
