import type { TrainableNetwork } from '../network/types.js';
import type { Batch } from './batches.js';
import { chainBackpropagation } from './chainBackpropagation.js';
import { isDenseChain } from './denseChain.js';
import type { Gradients } from './gradients.js';
import { graphBackpropagation } from './graphBackpropagation.js';
import type { Kernels } from './kernels.js';
import type { LinkTensors } from './linkTensors.js';

export interface LossAndGradients {
  /** Mean loss of the batch, float32. */
  readonly loss: number;
  /** Of the mean loss, times the factor; temporary. Frozen parameters have none. */
  readonly gradients: Gradients;
}

/**
 * Computes the loss of a batch and its gradients, explicitly and without a tape. Moving statistics take up the batch.
 * @param parameters of every link; links that are tied have the same tensors
 * @param factor by which gradients are multiplied; with the learning rate the gradients are the steps themselves
 */
export type Backpropagation = (
  parameters: readonly LinkTensors[],
  batch: Batch,
  factor: number,
) => LossAndGradients;

/** @param seed of what is drawn at every step: the masks of dropout */
export const createBackpropagation = (
  kernels: Kernels,
  network: TrainableNetwork,
  seed: number,
): Backpropagation =>
  isDenseChain(network)
    ? chainBackpropagation(kernels, network)
    : graphBackpropagation(kernels, network, seed);
