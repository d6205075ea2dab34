import type { Batch } from './batches.js';
import type { Gradients } from './gradients.js';
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
