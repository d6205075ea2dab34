import {
  MaxPoolGrad,
  type KernelConfig,
  type MaxPoolGradAttrs,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { computePool2DInfo } from '@tensorflow/tfjs-core/dist/ops/conv_util';
import { imageWindows } from './imageWindows.js';
import { requireFloat32, sizeOfShape, wasmKernel } from './wasmKernel.js';

/** The gradient of `tf.maxPool`. That of TF.js on wasm is wrong where the largest value of a window is negative. */
export function maxPoolGradient(): KernelConfig {
  return wasmKernel<{ dy: TensorInfo; input: TensorInfo }, MaxPoolGradAttrs>(
    MaxPoolGrad,
    ({ dy, input }, { filterSize, strides, pad, dimRoundingMode }, { heap: owner, makeOutput }) => {
      requireFloat32(MaxPoolGrad, dy, input);
      const [samples = 0, height = 0, width = 0, channels = 0] = input.shape;
      const window = computePool2DInfo(
        [samples, height, width, channels],
        filterSize,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
      const table = imageWindows(MaxPoolGrad, window);
      const [outputs, inputs] = [sizeOfShape(dy.shape), sizeOfShape(input.shape)];
      const result = makeOutput(input.shape);
      const { heap, functions, addressOf } = owner;
      // The table, then the largest values and where they stand.
      const windows = heap.allocate(table.byteLength + 8 * outputs);
      try {
        new Int32Array(heap.memory.buffer, windows, table.length).set(table);
        const largest = windows + table.byteLength;
        const origins = largest + 4 * outputs;
        functions.maxPool(windows, addressOf(input), largest, origins, samples);
        functions.maxPoolGradient(addressOf(dy), origins, outputs, addressOf(result), inputs);
      } finally {
        heap.release(windows);
      }
      return result;
    },
  );
}
