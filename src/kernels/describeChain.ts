import type { ActivationName } from '../base/activation.js';
import type { LossName } from '../base/loss.js';
import * as layout from './chainLayout.js';
import type { ChainMemory } from './chainMemory.js';
import type { ChainPlan } from './chainPlan.js';

/** The kernels' numbers of activations and losses. */
export const ACTIVATION_CODES: Readonly<Record<ActivationName, number>> = {
  linear: layout.LINEAR,
  tanh: layout.TANH,
  relu: layout.RELU,
  leakyRelu: layout.LEAKY_RELU,
  elu: layout.ELU,
  gelu: layout.GELU,
  silu: layout.SILU,
  sigmoid: layout.SIGMOID,
  softplus: layout.SOFTPLUS,
};
export const LOSS_CODES: Readonly<Record<LossName, number>> = {
  mse: layout.MEAN_SQUARE,
  crossEntropy: layout.CROSS_ENTROPY,
  klDivergence: layout.KL_DIVERGENCE,
  hinge: layout.HINGE,
};

/**
 * Writes the description of a chain whose memory begins at an address.
 * @param heap the whole heap
 */
export function describeChain(heap: DataView, begin: number, memory: ChainMemory, plan: ChainPlan): void {
  const header = begin + memory.description;
  const whole = (at: number, value: number): void => {
    heap.setUint32(at, value, true);
  };
  const real = (at: number, value: number): void => {
    heap.setFloat32(at, value, true);
  };
  const address = (at: number, offset: number | undefined): void => {
    whole(at, offset === undefined ? 0 : begin + offset);
  };

  whole(header + layout.LINK_COUNT, plan.links.length);
  whole(header + layout.SAMPLES, plan.samples);
  whole(header + layout.LOSS, LOSS_CODES[plan.loss]);
  address(header + layout.INPUTS, memory.inputs);
  address(header + layout.TARGETS, memory.targets);
  real(header + layout.MOMENTUM, plan.momentum);
  whole(header + layout.LOOKS_AHEAD, plan.looksAhead ? 1 : 0);
  address(header + layout.PACKED_LEFT, memory.packedLeft);
  address(header + layout.PACKED_RIGHT, memory.packedRight);
  address(header + layout.SCRATCH, memory.scratch);

  plan.links.forEach((link, m) => {
    const record = header + layout.HEADER_BYTES + m * layout.LINK_BYTES;
    const own = memory.links[m]!;
    whole(record + layout.LINK_INPUTS, link.inputs);
    whole(record + layout.LINK_OUTPUTS, link.outputs);
    whole(record + layout.ACTIVATION, ACTIVATION_CODES[link.activation]);
    whole(record + layout.FROZEN, link.frozen ? 1 : 0);
    address(record + layout.WEIGHTS, own.weights);
    address(record + layout.BIAS, own.bias);
    address(record + layout.WEIGHTS_VELOCITY, own.weightsVelocity);
    address(record + layout.BIAS_VELOCITY, own.biasVelocity);
    address(record + layout.NEURONS, own.neurons);
    address(record + layout.HIDDEN, own.hidden);
    address(record + layout.ERRORS, own.errors);
    real(record + layout.RATE_FACTOR, link.rateFactor);
    real(record + layout.WEIGHT_DECAY, link.weightDecay);
  });
}
