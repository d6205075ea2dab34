import type { Padding, Window } from './types.js';

/**
 * How many places before the first one a window starts, along one axis. `same` pads as TF.js and Keras do, with the odd
 * place behind; `circular` stands in the same alignment, its places wrapping around.
 */
function paddingBefore(length: number, size: number, stride: number, padding: Padding): number {
  if (padding === 'valid') return 0;
  const places = Math.ceil(length / stride);
  return Math.floor(Math.max(0, (places - 1) * stride + size - length) / 2);
}

/**
 * Which places a window sees along one axis: entry p · size + k is what tap k sees at its place p, −1 where it is a zero of
 * the padding.
 * @param length of what it slides over
 * @param places that it stops at, as `slideWindow` counts them
 */
export function seenPlaces(
  length: number,
  places: number,
  { size, stride, padding }: Window,
  axis: number,
): Int32Array {
  const [taps = 1, step = 1] = [size[axis], stride[axis]];
  const before = paddingBefore(length, taps, step, padding);
  return Int32Array.from({ length: places * taps }, (_, at) => {
    const place = Math.floor(at / taps) * step + (at % taps) - before;
    if (padding === 'circular') return (place + length) % length;
    return place >= 0 && place < length ? place : -1;
  });
}
