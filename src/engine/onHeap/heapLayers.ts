import type { ActivationName } from '../../base/activation.js';
import { ACTIVATION_CODES } from '../../kernels/describeChain.js';
import { asMatrix } from '../kernels.js';
import type { LayerKernels } from '../layerKernels.js';
import type { Passed } from '../layers/layer.js';
import { lengthOf, type Tensor } from '../tensorStore.js';
import { convolutionOnHeap } from './heapConvolution.js';
import { passDenseOnHeap } from './heapDense.js';
import { passLocalOnHeap } from './heapLocal.js';
import { lossOnHeap } from './heapLoss.js';
import { passNormOnHeap } from './heapNorm.js';
import { averagePoolOnHeap, maxPoolOnHeap } from './heapPool.js';
import { HeapStore } from './heapStore.js';
import type { TensorHeap } from './tensorHeap.js';
import { updateRuleOnHeap } from './heapUpdate.js';

/** Layers of our own kernels on the heap of wasm: each of them is one call, and nothing is copied between them. */
export function heapLayers(heap: TensorHeap): LayerKernels {
  const store = new HeapStore(heap);
  const { functions } = store;
  const elementwise =
    (compute: (a: number, b: number, to: number, count: number) => void) =>
    (a: Tensor, b: Tensor): Tensor => {
      const result = store.take(a.shape);
      compute(store.addressOf(a), store.addressOf(b), store.addressOf(result), lengthOf(a));
      return result;
    };
  return {
    store,
    add: elementwise(functions.addArrays),
    multiply: elementwise(functions.multiplyArrays),
    dense: (hidden, parameters, frozen) => passDenseOnHeap(store, hidden, parameters, frozen),
    local: (hidden, parameters, m, frozen) => passLocalOnHeap(store, hidden, parameters, m, frozen),
    convolution: (filters) => convolutionOnHeap(store, filters),
    pool: (kind, grid) => (kind === 'maxPool' ? maxPoolOnHeap(store, grid) : averagePoolOnHeap(store, grid)),
    norm: (kind, input, norm) => passNormOnHeap(store, kind, input, norm),
    activation: (name) => (z) => passActivation(store, name, z),
    flatten: (input, rows) => ({
      value: asMatrix(input, rows),
      backward: (error) => asMatrix(error, input.shape[0]!),
    }),
    loss: (name) => lossOnHeap(store, name),
    updateRule: (optimizer) => updateRuleOnHeap(store, optimizer),
  };
}

function passActivation(store: HeapStore, name: ActivationName, z: Tensor): Passed {
  const code = ACTIVATION_CODES[name];
  const h = store.take(z.shape);
  store.functions.activate(code, store.addressOf(z), store.addressOf(h), lengthOf(z));
  return {
    value: h,
    backward: (error, _, wantsInput) => {
      if (!wantsInput) return undefined;
      // In memory of its own: others may need the error, too.
      const back = store.copy(error);
      store.functions.multiplyBySlope(
        code,
        store.addressOf(back),
        store.addressOf(z),
        store.addressOf(h),
        lengthOf(z),
      );
      return back;
    },
  };
}
