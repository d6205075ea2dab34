import type { backend_util } from '@tensorflow/tfjs-core';
import { windowTable } from '../../kernels/windowTable.js';

/** What TF.js knows of a convolution or a pool over images. */
export type ImageWindow = backend_util.Conv2DInfo;

/**
 * What a window over images sees (windowLayout.ts): padding is zeros, dilated windows leave places out.
 * @throws Error when channels do not come last
 */
export function imageWindows(kernelName: string, window: ImageWindow): Int32Array {
  if (window.dataFormat !== 'channelsLast')
    throw new Error(`${kernelName} on wasm takes channels last (NHWC)`);
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, padInfo } = window;
  const seen = new Int32Array(outHeight * outWidth * filterHeight * filterWidth);
  let at = 0;
  for (let y = 0; y < outHeight; y++) {
    for (let x = 0; x < outWidth; x++) {
      for (let down = 0; down < filterHeight; down++) {
        const row = y * window.strideHeight + down * window.dilationHeight - padInfo.top;
        for (let right = 0; right < filterWidth; right++) {
          const column = x * window.strideWidth + right * window.dilationWidth - padInfo.left;
          const inside = row >= 0 && row < inHeight && column >= 0 && column < inWidth;
          seen[at++] = inside ? row * inWidth + column : -1;
        }
      }
    }
  }
  return windowTable({
    inputPlaces: inHeight * inWidth,
    channels: window.inChannels,
    places: outHeight * outWidth,
    taps: filterHeight * filterWidth,
    seen,
  });
}
