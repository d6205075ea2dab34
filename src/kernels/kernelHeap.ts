/** The memory that kernels work in, and who gives it out. */
export interface KernelHeap {
  /** Its buffer is another one whenever the memory has grown; views of the old one are empty then. */
  readonly memory: WebAssembly.Memory;
  /**
   * Reserves memory, its contents undefined.
   * @returns an address that is a multiple of `HEAP_ALIGNMENT`, never 0
   * @throws RangeError when there is not enough
   */
  readonly allocate: (bytes: number) => number;
  readonly release: (address: number) => void;
}

/** Of every allocation: a whole number of vectors and of cache lines. */
export const HEAP_ALIGNMENT = 64;

const PAGE_BYTES = 65_536;
const MEBIBYTE = 2 ** 20;

/** What to say when an allocation fails. */
export function outOfMemory(bytes: number): RangeError {
  return new RangeError(
    `there is no room for ${Math.ceil(bytes / MEBIBYTE)} MiB in the heap of the WebAssembly kernels; ` +
      'use narrower layers or smaller batches',
  );
}

/** A heap of its own, for one user: what is released is free when the heap itself goes. */
export function privateHeap(): KernelHeap {
  const memory = new WebAssembly.Memory({ initial: 1 });
  // Address 0 says that there is nothing.
  let end = HEAP_ALIGNMENT;
  return {
    memory,
    allocate: (bytes) => {
      const address = end;
      const newEnd = Math.ceil((address + bytes) / HEAP_ALIGNMENT) * HEAP_ALIGNMENT;
      const missing = Math.ceil((newEnd - memory.buffer.byteLength) / PAGE_BYTES);
      if (missing > 0) {
        try {
          memory.grow(missing);
        } catch {
          throw outOfMemory(bytes);
        }
      }
      end = newEnd;
      return address;
    },
    release: () => undefined,
  };
}
