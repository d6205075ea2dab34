import { Elu, Erf, Exp, Relu, Sigmoid, Softplus, Square, Tanh } from '@tensorflow/tfjs-core';
import { LEAKY_RELU_SLOPE, type ActivationName } from '../base/activation.js';
import type { Kernels } from './kernels.js';
import type { Tensor } from './tensorStore.js';

/** An activation and its share of backpropagation, elementwise on tensors of any shape, float32. */
export interface ActivationKernels {
  /** h = σ(z) */
  readonly apply: (z: Tensor) => Tensor;
  /** g ∘ σ′(z), from h = σ(z) where that is enough. */
  readonly backward: (g: Tensor, z: Tensor, h: Tensor) => Tensor;
}

/** The float32 counterparts of base/activation's σ and σ′, made of kernels that every backend has. */
export function activationKernels(kernels: Kernels): Readonly<Record<ActivationName, ActivationKernels>> {
  const half = kernels.constant(0.5);
  const one = kernels.constant(1);
  const rootHalf = kernels.constant(Math.SQRT1_2);
  const minusHalf = kernels.constant(-0.5);
  const densityAtZero = kernels.constant(1 / Math.sqrt(2 * Math.PI));

  /** Φ(z), the normal cumulative */
  const normalCumulative = (z: Tensor): Tensor => {
    const erf = kernels.apply(Erf, kernels.multiply(z, rootHalf));
    return kernels.multiply(kernels.add(erf, one), half);
  };
  /** φ(z), the normal density */
  const normalDensity = (z: Tensor): Tensor => {
    const exponent = kernels.multiply(kernels.apply(Square, z), minusHalf);
    return kernels.multiply(kernels.apply(Exp, exponent), densityAtZero);
  };

  return {
    linear: { apply: (z) => z, backward: (g) => g },
    tanh: {
      apply: (z) => kernels.apply(Tanh, z),
      // g − g h²
      backward: (g, _, h) => kernels.subtract(g, kernels.multiply(g, kernels.apply(Square, h))),
    },
    relu: {
      apply: (z) => kernels.apply(Relu, z),
      backward: (g, _, h) => kernels.multiply(g, kernels.step(h, 0)),
    },
    leakyRelu: {
      apply: (z) => kernels.leakyRelu(z, LEAKY_RELU_SLOPE),
      backward: (g, _, h) => kernels.multiply(g, kernels.step(h, LEAKY_RELU_SLOPE)),
    },
    elu: {
      apply: (z) => kernels.apply(Elu, z),
      backward: (g, _, h) => kernels.eluGradient(g, h),
    },
    gelu: {
      apply: (z) => kernels.multiply(z, normalCumulative(z)),
      backward: (g, z) => {
        const slope = kernels.add(normalCumulative(z), kernels.multiply(z, normalDensity(z)));
        return kernels.multiply(g, slope);
      },
    },
    silu: {
      apply: (z) => kernels.multiply(z, kernels.apply(Sigmoid, z)),
      // s (1 + z (1 − s)) = s + h (1 − s)
      backward: (g, z, h) => {
        const s = kernels.apply(Sigmoid, z);
        const slope = kernels.add(s, kernels.multiply(h, kernels.subtract(one, s)));
        return kernels.multiply(g, slope);
      },
    },
    sigmoid: {
      apply: (z) => kernels.apply(Sigmoid, z),
      // g h (1 − h)
      backward: (g, _, h) => kernels.multiply(g, kernels.multiply(h, kernels.subtract(one, h))),
    },
    softplus: {
      apply: (z) => kernels.apply(Softplus, z),
      backward: (g, z) => kernels.multiply(g, kernels.apply(Sigmoid, z)),
    },
  };
}
