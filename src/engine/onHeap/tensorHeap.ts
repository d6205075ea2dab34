import { backend, type TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelHeap } from '../../kernels/kernelHeap.js';
import { instantiateLayerFunctions, type LayerFunctions } from '../../kernels/layerFunctions.js';
import { tensorFlowHeap } from '../fusedHeap.js';
import { fusedKernels } from '../fusedKernels.js';

/** Our kernels on the heap of TF.js's WASM backend, and where its tensors lie there. One for each backend, for good. */
export interface TensorHeap {
  readonly functions: LayerFunctions;
  readonly heap: KernelHeap;
  /** Where a tensor's numbers begin, in bytes. It stays there until the tensor is disposed. */
  readonly addressOf: (tensor: TensorInfo) => number;
  /**
   * Room for what a kernel needs while it works; the next call of a kernel may use it, too.
   * @returns an address with so many bytes behind it
   * @throws RangeError when there is not enough memory
   */
  readonly room: (bytes: number) => number;
}

/** What is used of TF.js's WASM backend. */
interface WasmBackend {
  readonly getMemoryOffset: (dataId: TensorInfo['dataId']) => number;
}

const isWasmBackend = (value: object): value is WasmBackend =>
  'getMemoryOffset' in value && typeof value.getMemoryOffset === 'function';

const known = new WeakMap<object, TensorHeap>();

/** That of a backend for which `tensorHeap` has been asked; undefined for others. */
export const heapOf = (backend: object): TensorHeap | undefined => known.get(backend);

/** That of the active backend; undefined when it is not wasm, or when our kernels have not been loaded. */
export function tensorHeap(): TensorHeap | undefined {
  const active = backend();
  const made = known.get(active);
  if (made !== undefined) return made;
  const module = fusedKernels();
  const heap = tensorFlowHeap();
  if (module === undefined || heap === undefined || !isWasmBackend(active)) return undefined;
  const whole = createTensorHeap(active, heap, instantiateLayerFunctions(module, heap.memory));
  known.set(active, whole);
  return whole;
}

function createTensorHeap(active: WasmBackend, heap: KernelHeap, functions: LayerFunctions): TensorHeap {
  let [begin, size] = [0, 0];
  return {
    functions,
    heap,
    addressOf: ({ dataId }) => active.getMemoryOffset(dataId),
    room: (bytes) => {
      if (bytes > size) {
        if (size > 0) heap.release(begin);
        size = 0;
        begin = heap.allocate(bytes);
        size = bytes;
      }
      return begin;
    },
  };
}
