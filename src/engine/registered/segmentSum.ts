import {
  UnsortedSegmentSum,
  type KernelConfig,
  type TensorInfo,
  type UnsortedSegmentSumAttrs,
} from '@tensorflow/tfjs-core';
import { requireFloat32, sizeOfShape, wasmKernel } from './wasmKernel.js';

/** `tf.unsortedSegmentSum`, which is the gradient of `tf.gather`, and which TF.js has not on wasm. */
export function unsortedSegmentSum(): KernelConfig {
  return wasmKernel<{ x: TensorInfo; segmentIds: TensorInfo }, UnsortedSegmentSumAttrs>(
    UnsortedSegmentSum,
    ({ x, segmentIds }, { numSegments }, { heap, makeOutput }) => {
      requireFloat32(UnsortedSegmentSum, x);
      if (segmentIds.dtype !== 'int32') throw new Error('segmentIds are int32');
      const rest = x.shape.slice(segmentIds.shape.length);
      const result = makeOutput([numSegments, ...rest]);
      heap.functions.sumSegments(
        heap.addressOf(x),
        heap.addressOf(segmentIds),
        sizeOfShape(segmentIds.shape),
        sizeOfShape(rest),
        heap.addressOf(result),
        numSegments,
      );
      return result;
    },
  );
}
