import { backend } from '@tensorflow/tfjs-core';
import { HEAP_ALIGNMENT, outOfMemory, privateHeap, type KernelHeap } from '../kernels/kernelHeap.js';

/** The parts of TF.js's WASM module that are used; they are not in its types. */
interface TensorFlowModule {
  readonly asm: { readonly memory: WebAssembly.Memory };
  readonly _malloc: (bytes: number) => number;
  readonly _free: (address: number) => void;
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

function isTensorFlowModule(value: unknown): value is TensorFlowModule {
  return (
    member(member(value, 'asm'), 'memory') instanceof WebAssembly.Memory &&
    typeof member(value, '_malloc') === 'function' &&
    typeof member(value, '_free') === 'function'
  );
}

/** The heap of TF.js's active WASM backend, so that kernels of both can work on the same numbers; undefined on others. */
export function tensorFlowHeap(): KernelHeap | undefined {
  const module = member(backend(), 'wasm');
  return isTensorFlowModule(module) ? sharedHeap(module) : undefined;
}

/** Where the fused step keeps its numbers: the heap of TF.js, and one of its own when that is not to be had. */
export const fusedHeap = (): KernelHeap => tensorFlowHeap() ?? privateHeap();

function sharedHeap(module: TensorFlowModule): KernelHeap {
  /** What `malloc` gave, by the aligned address inside it. */
  const blocks = new Map<number, number>();
  return {
    memory: module.asm.memory,
    allocate: (bytes) => {
      // Addresses above 2 GiB come out negative.
      const block = module._malloc(bytes + HEAP_ALIGNMENT) >>> 0;
      if (block === 0) throw outOfMemory(bytes);
      const address = Math.ceil(block / HEAP_ALIGNMENT) * HEAP_ALIGNMENT;
      blocks.set(address, block);
      return address;
    },
    release: (address) => {
      const block = blocks.get(address);
      if (block === undefined) return;
      blocks.delete(address);
      module._free(block);
    },
  };
}
