import type { Gradients } from '../gradients.js';
import type { LinkTensors } from '../linkTensors.js';
import type { Tensor } from '../tensorStore.js';

/** A batch on its way through a network. */
export interface BatchPass {
  readonly samples: number;
  /** Of every link; links that are tied have the same tensors. */
  readonly parameters: readonly LinkTensors[];
  /** Masks of dropout that have been drawn for this batch, by the layer that asks for them. */
  readonly masks: Map<number, Tensor>;
}

/** What a layer made of a batch, and its share of backpropagation. */
export interface Passed {
  /** Rows × channels: a row for every sample and place, channels last, as all values are. */
  readonly value: Tensor;
  /**
   * Adds the gradients of the layer's parameters and leads the error back.
   * @param error ∂ℓ/∂value
   * @param wantsInput whether anything below learns
   * @returns ∂ℓ/∂input, of the input's shape; undefined if it is not wanted
   */
  readonly backward: (error: Tensor, gradients: Gradients, wantsInput: boolean) => Tensor | undefined;
}

/** One step of the way: a function of the value before it. What backpropagation needs stays in the result. */
export type Layer = (input: Tensor, pass: BatchPass) => Passed;
