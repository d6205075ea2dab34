import type { ActivationName } from '../base/activation.js';
import type { LossName } from '../base/loss.js';
import type { InputOperation, Optimizer, TrainableNetwork, TrainablePlan } from '../network/types.js';
import type { KernelName } from './kernels.js';

/** What every network needs: products, biases, sums of gradients. */
const ALWAYS: readonly KernelName[] = [
  'Add',
  'BatchMatMul',
  '_FusedMatMul',
  'Multiply',
  'Sub',
  'Sum',
  'Transpose',
];

const ACTIVATIONS: Readonly<Record<ActivationName, readonly KernelName[]>> = {
  linear: [],
  tanh: ['Tanh', 'Square'],
  relu: ['Relu', 'Step'],
  leakyRelu: ['LeakyRelu', 'Step'],
  elu: ['Elu', 'EluGrad'],
  gelu: ['Erf', 'Exp', 'Square'],
  silu: ['Sigmoid'],
  sigmoid: ['Sigmoid'],
  softplus: ['Softplus', 'Sigmoid'],
};

const LOSSES: Readonly<Record<LossName, readonly KernelName[]>> = {
  mse: ['Square'],
  crossEntropy: ['Max', 'Exp', 'Log', 'RealDiv'],
  klDivergence: ['Max', 'Exp', 'Log', 'RealDiv'],
  hinge: ['Step'],
};

const OPTIMIZERS: Readonly<Record<Optimizer['kind'], readonly KernelName[]>> = {
  sgd: [],
  momentum: [],
  nesterov: [],
  adam: ['Square', 'Sqrt', 'RealDiv'],
  rmsprop: ['Square', 'Sqrt', 'RealDiv'],
};

const activationsIn = (operations: readonly InputOperation[]): ActivationName[] =>
  operations.flatMap((operation) => (operation.kind === 'activation' ? [operation.name] : []));

/**
 * The kernels of TF.js that a run calls on a backend without kernels of our own (`layers/plainLayers`). What no TF.js kernel
 * is for, or none that is right everywhere, is plain TypeScript and needs none.
 */
export function neededKernels(
  { links, operationsOut, outputActivation, loss }: TrainableNetwork,
  { optimizer }: Pick<TrainablePlan, 'optimizer'>,
): readonly KernelName[] {
  const activations = [
    outputActivation,
    ...activationsIn(operationsOut),
    ...links.flatMap((link) => [link.activationIn, ...activationsIn(link.operationsIn)]),
  ];
  const names = [
    ...ALWAYS,
    ...activations.flatMap((name) => ACTIVATIONS[name]),
    ...LOSSES[loss],
    ...OPTIMIZERS[optimizer.kind],
  ];
  return [...new Set(names)];
}
