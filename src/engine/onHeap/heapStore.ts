import type { KernelHeap } from '../../kernels/kernelHeap.js';
import type { LayerFunctions } from '../../kernels/layerFunctions.js';
import { lengthOf, TensorStore, type Tensor } from '../tensorStore.js';
import type { TensorHeap } from './tensorHeap.js';

/**
 * Tensors on the heap of wasm. Temporary ones are not freed but used again in the next step, which asks for the same ones in
 * the same order: after the first step nothing is allocated any more, by TF.js or in its heap.
 */
export class HeapStore extends TensorStore {
  /** Tensors that are free, by their length. */
  private readonly free = new Map<number, Tensor[]>();
  private readonly tables: number[] = [];

  constructor(private readonly heap: TensorHeap) {
    super();
  }

  /** What the tensors lie in. */
  get kernelHeap(): KernelHeap {
    return this.heap.heap;
  }

  get functions(): LayerFunctions {
    return this.heap.functions;
  }

  override upload(values: Float32Array, shape: readonly number[]): Tensor {
    const tensor = super.upload(values, shape);
    return { ...tensor, address: this.heap.addressOf(tensor) };
  }

  override uploadTemporary(values: Float32Array, shape: readonly number[]): Tensor {
    const tensor = this.take(shape);
    this.view(tensor).set(values);
    return tensor;
  }

  /** A temporary tensor whose contents are undefined. */
  take(shape: readonly number[]): Tensor {
    let length = 1;
    for (let axis = 0; axis < shape.length; axis++) length *= shape[axis]!;
    const free = this.free.get(length)?.pop();
    if (free === undefined) return this.temporary(this.upload(new Float32Array(length), shape));
    return this.temporary({ ...free, shape: [...shape] });
  }

  /** A temporary tensor with the same numbers. */
  copy(tensor: Tensor): Tensor {
    const copy = this.take(tensor.shape);
    const from = this.addressOf(tensor);
    const bytes = new Uint8Array(this.heap.heap.memory.buffer);
    bytes.copyWithin(this.addressOf(copy), from, from + Float32Array.BYTES_PER_ELEMENT * lengthOf(tensor));
    return copy;
  }

  /** Where a tensor begins, in bytes. */
  addressOf(tensor: Tensor): number {
    return tensor.address ?? this.heap.addressOf(tensor);
  }

  /** The numbers themselves, until the heap grows: not to be kept. */
  view(tensor: Tensor): Float32Array {
    return new Float32Array(this.heap.heap.memory.buffer, this.addressOf(tensor), lengthOf(tensor));
  }

  /** See `TensorHeap.room`. */
  room(bytes: number): number {
    return this.heap.room(bytes);
  }

  /** Writes whole numbers that stay until `disposeAll`; their address. */
  writeTable(numbers: Int32Array): number {
    const address = this.heap.heap.allocate(numbers.byteLength);
    this.tables.push(address);
    new Int32Array(this.heap.heap.memory.buffer, address, numbers.length).set(numbers);
    return address;
  }

  override disposeAll(): void {
    super.disposeAll();
    for (const tensors of this.free.values()) for (const tensor of tensors) this.dispose(tensor);
    this.free.clear();
    for (const address of this.tables) this.heap.heap.release(address);
    this.tables.length = 0;
  }

  protected override discard(tensor: Tensor): void {
    const length = lengthOf(tensor);
    const free = this.free.get(length);
    if (free === undefined) this.free.set(length, [tensor]);
    else free.push(tensor);
  }
}
