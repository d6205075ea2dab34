import type { Shape } from './types.js';

/** How many numbers a value of this shape has. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);

/** `8×8×1`; a row of numbers is its length alone. */
export const writeShape = (shape: Shape): string => shape.join('×');

export const equalShapes = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((length, i) => length === b[i]);
