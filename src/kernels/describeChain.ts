import type { ActivationName } from '../base/activation.js';
import type { LossName } from '../base/loss.js';
import { localNeighbours } from '../network/parameterLayout.js';
import type { Optimizer } from '../network/types.js';
import * as layout from './chainLayout.js';
import { chainLists } from './chainLists.js';
import type { ChainMemory } from './chainMemory.js';
import type { ChainPlan } from './chainPlan.js';

/** The kernels' numbers of activations, losses and optimizers. */
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
export const OPTIMIZER_CODES: Readonly<Record<Optimizer['kind'], number>> = {
  sgd: layout.GRADIENT_DESCENT,
  momentum: layout.HEAVY_BALL,
  nesterov: layout.NESTEROV,
  adam: layout.ADAM,
  rmsprop: layout.RMSPROP,
};

/** Shares of what is remembered that a step keeps. */
export function decaysOf(optimizer: Optimizer): { readonly first: number; readonly second: number } {
  switch (optimizer.kind) {
    case 'sgd':
      return { first: 0, second: 0 };
    case 'momentum':
    case 'nesterov':
      return { first: optimizer.momentum, second: 0 };
    case 'adam':
      return { first: optimizer.beta1, second: optimizer.beta2 };
    case 'rmsprop':
      return { first: 0, second: optimizer.decay };
  }
}

/**
 * Writes the description of a chain whose memory, all 0 before, begins at an address.
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
  let listEnd = begin + memory.lists;
  const list = (at: number, offsets: readonly number[]): void => {
    if (offsets.length === 0) return;
    whole(at, listEnd);
    for (const offset of offsets) {
      address(listEnd, offset);
      listEnd += 4;
    }
    // The memory is 0 where the list ends.
    listEnd += 4;
  };

  const decays = decaysOf(plan.optimizer);
  whole(header + layout.LINK_COUNT, plan.links.length);
  whole(header + layout.SAMPLES, plan.samples);
  whole(header + layout.LOSS, LOSS_CODES[plan.loss]);
  address(header + layout.INPUTS, memory.inputs);
  address(header + layout.TARGETS, memory.targets);
  whole(header + layout.OPTIMIZER, OPTIMIZER_CODES[plan.optimizer.kind]);
  real(header + layout.FIRST_DECAY, decays.first);
  real(header + layout.SECOND_DECAY, decays.second);
  address(header + layout.PACKED_LEFT, memory.packedLeft);
  address(header + layout.PACKED_RIGHT, memory.packedRight);
  address(header + layout.SCRATCH, memory.scratch);

  const lists = chainLists(plan, memory);
  plan.links.forEach((link, m) => {
    const record = header + layout.HEADER_BYTES + m * layout.LINK_BYTES;
    const { weights, bias, neurons, hidden, errors } = memory.links[m]!;
    whole(record + layout.LINK_INPUTS, link.inputs);
    whole(record + layout.LINK_OUTPUTS, link.outputs);
    whole(record + layout.KIND, link.type === 'local' ? layout.RING : layout.DENSE);
    whole(record + layout.ACTIVATION, ACTIVATION_CODES[link.activation]);
    whole(record + layout.FROZEN, link.frozen ? 1 : 0);
    whole(record + layout.TIED, link.tiedTo === undefined ? 0 : 1);
    real(record + layout.RATE_FACTOR, link.rateFactor);
    real(record + layout.WEIGHT_DECAY, link.weightDecay);
    address(record + layout.WEIGHTS, weights.values);
    address(record + layout.WEIGHTS_FIRST, weights.first);
    address(record + layout.WEIGHTS_SECOND, weights.second);
    address(record + layout.WEIGHTS_GRADIENT, weights.gradient);
    address(record + layout.BIAS, bias?.values);
    address(record + layout.BIAS_FIRST, bias?.first);
    address(record + layout.BIAS_SECOND, bias?.second);
    address(record + layout.BIAS_GRADIENT, bias?.gradient);
    address(record + layout.NEURONS, neurons);
    address(record + layout.HIDDEN, hidden);
    address(record + layout.ERRORS, errors);

    const { addedValues, hiddenErrors, neuronErrors, tiedWeights, tiedBiases } = lists[m]!;
    list(record + layout.ADDED_VALUES, addedValues);
    list(record + layout.HIDDEN_ERRORS, hiddenErrors);
    list(record + layout.NEURON_ERRORS, neuronErrors);
    list(record + layout.TIED_WEIGHTS, tiedWeights);
    list(record + layout.TIED_BIASES, tiedBiases);

    const { lower, upper } = localNeighbours(m);
    whole(record + layout.LOWER_NEIGHBOUR, (lower + link.outputs) % link.outputs);
    whole(record + layout.UPPER_NEIGHBOUR, upper % link.outputs);
  });
}
