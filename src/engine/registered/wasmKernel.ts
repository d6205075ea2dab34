import type { KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { heapOf, type TensorHeap } from '../onHeap/tensorHeap.js';

/** What a kernel of TF.js is called with. */
interface Call<Inputs, Attributes> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
  readonly backend: object;
}

interface OutputMaker {
  readonly makeOutput: (shape: number[], dtype: 'float32') => TensorInfo;
}

/** What a kernel of our own works with. */
export interface Workplace {
  readonly heap: TensorHeap;
  /** A new float32 tensor, owned by the caller of the kernel; its contents are undefined. */
  readonly makeOutput: (shape: readonly number[]) => TensorInfo;
}

const makesOutputs = (backend: object): backend is OutputMaker =>
  'makeOutput' in backend && typeof backend.makeOutput === 'function';

// Inputs and attributes are what the kernel says that it is called with.
/* eslint-disable @typescript-eslint/no-unnecessary-type-parameters */

/**
 * A kernel of our own for TF.js's wasm backend.
 *
 * TF.js types inputs and attributes of all kernels alike; that a kernel is called with its own is what its op has checked
 * before (the types are those of TF.js's `kernel_names`).
 */
export function wasmKernel<Inputs, Attributes>(
  kernelName: string,
  compute: (inputs: Inputs, attributes: Attributes, workplace: Workplace) => TensorInfo,
): KernelConfig {
  const call = ({ inputs, attrs, backend }: Call<Inputs, Attributes>): TensorInfo => {
    const heap = heapOf(backend);
    if (heap === undefined || !makesOutputs(backend)) {
      throw new Error(`the kernel ${kernelName} was called on a backend that it was not made for`);
    }
    return compute(inputs, attrs, { heap, makeOutput: (shape) => backend.makeOutput([...shape], 'float32') });
  };
  return { kernelName, backendName: 'wasm', kernelFunc: call as unknown as KernelFunc };
}

/** Numbers in a tensor of a shape. */
export const sizeOfShape = (shape: readonly number[]): number =>
  shape.reduce((size, length) => size * length, 1);

/** @throws Error when a tensor holds anything but float32: that is what our kernels compute in */
export function requireFloat32(kernelName: string, ...tensors: readonly TensorInfo[]): void {
  for (const { dtype } of tensors) {
    if (dtype !== 'float32') throw new Error(`${kernelName} on wasm takes float32 tensors, not ${dtype}`);
  }
}
