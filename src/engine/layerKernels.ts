import type { ActivationName } from '../base/activation.js';
import type { LossName } from '../base/loss.js';
import type { WindowGrid } from '../decomposition/forward/windowGrid.js';
import type { Optimizer } from '../network/types.js';
import { Kernels } from './kernels.js';
import type { Filters } from './layers/convolution.js';
import type { Passed } from './layers/layer.js';
import type { NormKind } from './layers/norm.js';
import { plainLayers } from './layers/plainLayers.js';
import type { LinkTensors, NormTensors } from './linkTensors.js';
import type { LossKernel } from './lossKernels.js';
import { heapLayers } from './onHeap/heapLayers.js';
import { tensorHeap } from './onHeap/tensorHeap.js';
import { registerOwnKernels } from './registered/registerKernels.js';
import type { Tensor, TensorStore } from './tensorStore.js';
import type { UpdateRule } from './updateRule.js';

/**
 * What a training step is made of, in one way of computing it. All values are matrices of rows and channels: a row for every
 * sample and place, channels last. Results are temporary tensors of the store.
 */
export interface LayerKernels {
  readonly store: TensorStore;
  /** a + b, of one shape. */
  readonly add: (a: Tensor, b: Tensor) => Tensor;
  /** a ∘ b, of one shape. */
  readonly multiply: (a: Tensor, b: Tensor) => Tensor;
  /** z = W h + b, every unit with every input. */
  readonly dense: (hidden: Tensor, parameters: LinkTensors, frozen: boolean) => Passed;
  /** Of link m, two neighbours on a ring (THEORY §4.1). */
  readonly local: (hidden: Tensor, parameters: LinkTensors, m: number, frozen: boolean) => Passed;
  readonly convolution: (
    filters: Filters,
  ) => (hidden: Tensor, parameters: LinkTensors, samples: number, frozen: boolean) => Passed;
  readonly pool: (kind: PoolKind, grid: WindowGrid) => (input: Tensor, samples: number) => Passed;
  readonly norm: (kind: NormKind, input: Tensor, norm: NormTensors) => Passed;
  readonly activation: (name: ActivationName) => (z: Tensor) => Passed;
  /** The same numbers in so many rows. */
  readonly flatten: (input: Tensor, rows: number) => Passed;
  readonly loss: (name: LossName) => LossKernel;
  readonly updateRule: (optimizer: Optimizer) => UpdateRule;
}

export type PoolKind = 'maxPool' | 'avgPool';

/**
 * The fastest way on the active backend: our own kernels on the heap of wasm, where they have been loaded; else kernels that
 * every backend of TF.js has, and plain TypeScript for what they lack.
 */
export function createLayerKernels(): LayerKernels {
  const heap = tensorHeap();
  if (heap === undefined) return plainLayers(new Kernels());
  registerOwnKernels();
  return heapLayers(heap);
}
