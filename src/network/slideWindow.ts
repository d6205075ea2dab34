import type { Window } from './types.js';

/**
 * Places that a window stops at along each axis: ⌈n/stride⌉ where the ends are padded, ⌊(n − size)/stride⌋ + 1 where they
 * are not. Undefined where it does not fit: padding may continue a line or a ring, not wind around it more than once.
 * @param lengths of what it slides over, one an axis
 */
export function slideWindow(
  lengths: readonly number[],
  { size, stride, padding }: Window,
): readonly number[] | undefined {
  const places = lengths.map((length, axis) => {
    const [window = 1, step = 1] = [size[axis], stride[axis]];
    if (padding !== 'same' && window > length) return 0;
    return padding === 'valid' ? Math.floor((length - window) / step) + 1 : Math.ceil(length / step);
  });
  return places.includes(0) ? undefined : places;
}
