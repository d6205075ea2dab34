import { backend as activeBackend, type KernelBackend, type TensorInfo } from '@tensorflow/tfjs-core';

/** A float32 array on the backend, row-major: mostly a matrix (rank 2) or a vector (rank 1). */
export interface Tensor extends TensorInfo {
  /** Where it lies in the heap, in bytes, for what our own kernels work on. */
  readonly address?: number;
}

/** Numbers in a tensor. */
export function lengthOf({ shape }: Tensor): number {
  let length = 1;
  for (let axis = 0; axis < shape.length; axis++) length *= shape[axis]!;
  return length;
}

/**
 * Makes the tensors of an engine and frees them. Those of a step are temporary: `releaseTemporaries` frees them all.
 * Nothing of TF.js's own bookkeeping (scopes, tape) is involved.
 */
export class TensorStore {
  protected readonly backend: KernelBackend = activeBackend();
  private readonly temporaries: Tensor[] = [];
  private readonly constants = new Map<number, Tensor>();
  private readonly scalars = new Map<number, Tensor>();

  /** Uploads values to a tensor that the caller owns. The array must not change afterwards: cpu keeps it. */
  upload(values: Float32Array, shape: readonly number[]): Tensor {
    const ownShape = [...shape];
    return { dataId: this.backend.write(values, ownShape, 'float32'), shape: ownShape, dtype: 'float32' };
  }

  /** `upload` to a temporary tensor. */
  uploadTemporary(values: Float32Array, shape: readonly number[]): Tensor {
    return this.temporary(this.upload(values, shape));
  }

  /** A scalar that lasts until `disposeAll`. */
  constant(value: number): Tensor {
    return this.scalarIn(this.constants, value);
  }

  /** A scalar that lasts until `releaseTemporaries`, for numbers that change from step to step. */
  scalar(value: number): Tensor {
    return this.scalarIn(this.scalars, value);
  }

  /** A copy of the values. */
  read(tensor: Tensor): Float32Array {
    const values = this.backend.readSync(tensor.dataId);
    if (!(values instanceof Float32Array)) throw new TypeError('the backend holds no float32 values');
    return values;
  }

  dispose(tensor: Tensor): void {
    this.backend.disposeData(tensor.dataId);
  }

  releaseTemporaries(): void {
    this.releaseFrom(0);
    for (const scalar of this.scalars.values()) this.dispose(scalar);
    this.scalars.clear();
  }

  /** Disposes at once the temporary tensors that are made in `act`: those of large parameters are large. */
  releasingTemporaries<T>(act: () => T): T {
    const start = this.temporaries.length;
    const result = act();
    this.releaseFrom(start);
    return result;
  }

  /** Disposes temporaries and constants. */
  disposeAll(): void {
    this.releaseTemporaries();
    for (const constant of this.constants.values()) this.dispose(constant);
    this.constants.clear();
  }

  /** Takes a tensor in charge until `releaseTemporaries`. */
  protected temporary(tensor: Tensor): Tensor {
    this.temporaries.push(tensor);
    return tensor;
  }

  /** What becomes of a temporary tensor that is no longer needed. */
  protected discard(tensor: Tensor): void {
    this.dispose(tensor);
  }

  private releaseFrom(start: number): void {
    for (let i = start; i < this.temporaries.length; i++) this.discard(this.temporaries[i]!);
    this.temporaries.length = start;
  }

  private scalarIn(known: Map<number, Tensor>, value: number): Tensor {
    const there = known.get(value);
    if (there !== undefined) return there;
    const scalar = this.upload(Float32Array.of(value), []);
    known.set(value, scalar);
    return scalar;
  }
}
