import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { HEAP_ALIGNMENT, privateHeap, type KernelHeap } from '../../../src/kernels/kernelHeap.js';
import { instantiateKernels, type KernelFunctions } from '../../../src/kernels/wasmModule.js';
import { WASM_DIRECTORY } from '../engine/experiments.js';

const KERNEL_BYTES = readFileSync(`${WASM_DIRECTORY}bbd-kernels.wasm`);
export const KERNEL_MODULE = new WebAssembly.Module(KERNEL_BYTES);
const FMA_BYTES = readFileSync(`${WASM_DIRECTORY}bbd-kernels-fma.wasm`);
// Newer versions of Node have relaxed SIMD by themselves, and do not know this flag any more.
if (!WebAssembly.validate(FMA_BYTES)) setFlagsFromString('--experimental-wasm-relaxed-simd');

/** Both builds of the kernels. */
export const BUILDS = [
  { build: 'SIMD', bytes: KERNEL_BYTES, module: KERNEL_MODULE },
  { build: 'SIMD with fused multiply-adds', bytes: FMA_BYTES, module: new WebAssembly.Module(FMA_BYTES) },
] as const;

/** What stands on both sides of every array: a number that no test writes. */
const FENCE = 123456.75;
const FENCE_LENGTH = HEAP_ALIGNMENT / Float32Array.BYTES_PER_ELEMENT;

/** The kernels on a heap of their own, for calls one by one. */
export class KernelBench {
  readonly functions: KernelFunctions;
  readonly heap: KernelHeap = privateHeap();
  private readonly arrays = new Map<number, number>();

  constructor(module: WebAssembly.Module = KERNEL_MODULE) {
    this.functions = instantiateKernels(module, this.heap.memory);
  }

  /** Places numbers between fences. `shift` numbers from an aligned address; their address. */
  place(values: ArrayLike<number>, shift = 0): number {
    const begin = this.heap.allocate(4 * (values.length + shift + 2 * FENCE_LENGTH));
    const whole = new Float32Array(this.heap.memory.buffer, begin, values.length + shift + 2 * FENCE_LENGTH);
    whole.fill(FENCE);
    whole.set(values, FENCE_LENGTH + shift);
    const address = begin + 4 * (FENCE_LENGTH + shift);
    this.arrays.set(address, values.length);
    return address;
  }

  /** Room for a result, filled with something that is not it. */
  room(count: number, shift = 0): number {
    return this.place(new Float32Array(count).fill(-77), shift);
  }

  read(address: number): Float32Array {
    return new Float32Array(this.heap.memory.buffer, address, this.arrays.get(address)).slice();
  }

  /** Whether nothing was written beside any array. */
  get intact(): boolean {
    return [...this.arrays].every(([address, length]) => {
      const before = new Float32Array(this.heap.memory.buffer, address - 4 * FENCE_LENGTH, FENCE_LENGTH);
      const after = new Float32Array(this.heap.memory.buffer, address + 4 * length, FENCE_LENGTH);
      return [...before, ...after].every((value) => value === FENCE);
    });
  }
}
