import {
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  type Conv2DBackpropFilterAttrs,
  type Conv2DBackpropInputAttrs,
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  type DepthwiseConv2dNativeBackpropInputAttrs,
  type KernelConfig,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { computeConv2DInfo, convertConv2DDataFormat } from '@tensorflow/tfjs-core/dist/ops/conv_util';
import type { TensorHeap } from '../onHeap/tensorHeap.js';
import { imageWindows, type ImageWindow } from './imageWindows.js';
import { requireFloat32, wasmKernel } from './wasmKernel.js';

type Shape4 = [number, number, number, number];

/** @throws Error when an image has not four axes */
function shapeOfImages(kernelName: string, { shape }: TensorInfo): Shape4 {
  const [samples, height, width, channels] = shape;
  if (shape.length !== 4 || samples === undefined || height === undefined) {
    throw new Error(`${kernelName} takes tensors of four axes, not ${shape.length}`);
  }
  return [samples, height, width ?? 0, channels ?? 0];
}

/** The gradient of the filters of `tf.conv2d`, which TF.js has not on wasm. */
export function conv2dFilterGradient(): KernelConfig {
  return wasmKernel<{ x: TensorInfo; dy: TensorInfo }, Conv2DBackpropFilterAttrs>(
    Conv2DBackpropFilter,
    ({ x, dy }, { strides, pad, dataFormat, dimRoundingMode, filterShape }, { heap, makeOutput }) => {
      requireFloat32(Conv2DBackpropFilter, x, dy);
      const window = computeConv2DInfo(
        shapeOfImages(Conv2DBackpropFilter, x),
        filterShape,
        strides,
        1,
        pad,
        dimRoundingMode,
        false,
        convertConv2DDataFormat(dataFormat),
      );
      const result = makeOutput(filterShape);
      withWindows(Conv2DBackpropFilter, heap, window, 1, (windows, room) => {
        const [values, errors, to] = [heap.addressOf(x), heap.addressOf(dy), heap.addressOf(result)];
        const { batchSize, outChannels } = window;
        heap.functions.convolutionFilterGradient(
          windows,
          values,
          errors,
          to,
          batchSize,
          outChannels,
          1,
          room,
        );
      });
      return result;
    },
  );
}

/** The gradient of the input of `tf.conv2d`. */
export function conv2dInputGradient(): KernelConfig {
  return wasmKernel<{ dy: TensorInfo; filter: TensorInfo }, Conv2DBackpropInputAttrs>(
    Conv2DBackpropInput,
    ({ dy, filter }, { strides, pad, dataFormat, dimRoundingMode, inputShape }, { heap, makeOutput }) => {
      requireFloat32(Conv2DBackpropInput, dy, filter);
      const window = computeConv2DInfo(
        inputShape,
        shapeOfImages(Conv2DBackpropInput, filter),
        strides,
        1,
        pad,
        dimRoundingMode,
        false,
        convertConv2DDataFormat(dataFormat),
      );
      const result = makeOutput(inputShape);
      withWindows(Conv2DBackpropInput, heap, window, 1, (windows, room) => {
        const [errors, filters, to] = [heap.addressOf(dy), heap.addressOf(filter), heap.addressOf(result)];
        const { batchSize, outChannels } = window;
        heap.functions.convolutionInputGradient(
          windows,
          errors,
          filters,
          to,
          batchSize,
          outChannels,
          1,
          room,
        );
      });
      return result;
    },
  );
}

/**
 * The gradient of the filters of `tf.depthwiseConv2d`. Its filters, height × width × channels × multiplier, lie in memory as
 * those of a convolution with a group for every channel.
 */
export function depthwiseFilterGradient(): KernelConfig {
  return wasmKernel<{ x: TensorInfo; dy: TensorInfo }, DepthwiseConv2dNativeBackpropFilterAttrs>(
    DepthwiseConv2dNativeBackpropFilter,
    ({ x, dy }, { strides, dilations, pad, dimRoundingMode, filterShape }, { heap, makeOutput }) => {
      requireFloat32(DepthwiseConv2dNativeBackpropFilter, x, dy);
      const images = shapeOfImages(DepthwiseConv2dNativeBackpropFilter, x);
      const window = computeConv2DInfo(images, filterShape, strides, dilations, pad, dimRoundingMode, true);
      const result = makeOutput(filterShape);
      const groups = window.inChannels;
      withWindows(DepthwiseConv2dNativeBackpropFilter, heap, window, groups, (windows, room) => {
        const [values, errors, to] = [heap.addressOf(x), heap.addressOf(dy), heap.addressOf(result)];
        const size = [window.batchSize, window.outChannels, groups] as const;
        heap.functions.convolutionFilterGradient(windows, values, errors, to, ...size, room);
      });
      return result;
    },
  );
}

/** The gradient of the input of `tf.depthwiseConv2d`. */
export function depthwiseInputGradient(): KernelConfig {
  return wasmKernel<{ dy: TensorInfo; filter: TensorInfo }, DepthwiseConv2dNativeBackpropInputAttrs>(
    DepthwiseConv2dNativeBackpropInput,
    ({ dy, filter }, { strides, dilations, pad, dimRoundingMode, inputShape }, { heap, makeOutput }) => {
      requireFloat32(DepthwiseConv2dNativeBackpropInput, dy, filter);
      const window = computeConv2DInfo(
        inputShape,
        shapeOfImages(DepthwiseConv2dNativeBackpropInput, filter),
        strides,
        dilations,
        pad,
        dimRoundingMode,
        true,
      );
      const result = makeOutput(inputShape);
      const groups = window.inChannels;
      withWindows(DepthwiseConv2dNativeBackpropInput, heap, window, groups, (windows, room) => {
        const [errors, filters, to] = [heap.addressOf(dy), heap.addressOf(filter), heap.addressOf(result)];
        const size = [window.batchSize, window.outChannels, groups] as const;
        heap.functions.convolutionInputGradient(windows, errors, filters, to, ...size, room);
      });
      return result;
    },
  );
}

/** Calls `act` with the table of a window, which is there as long as the call, and with the room that it needs. */
function withWindows(
  kernelName: string,
  { heap, functions, room }: TensorHeap,
  window: ImageWindow,
  groups: number,
  act: (windows: number, room: number) => void,
): void {
  const table = imageWindows(kernelName, window);
  const windows = heap.allocate(table.byteLength);
  try {
    new Int32Array(heap.memory.buffer, windows, table.length).set(table);
    act(windows, room(functions.convolutionRoom(windows, window.outChannels, groups)));
  } finally {
    heap.release(windows);
  }
}
