import { sizeOf } from './shape.js';
import { slideWindow } from './slideWindow.js';
import type { InputOperation, Shape, Window } from './types.js';

/** Axes that a window slides along and the channels behind them: a row of numbers is a line with one channel. */
export const windowInput = (shape: Shape, { size }: Window): Shape =>
  shape.length === size.length ? [...shape, 1] : shape;

/**
 * The shape behind an operation of a checked network.
 * @throws RangeError when a window does not fit, which a check would have found
 */
function shapeAfter(operation: InputOperation, shape: Shape): Shape {
  switch (operation.kind) {
    case 'dropout':
    case 'layerNorm':
    case 'batchNorm':
    case 'activation':
      return shape;
    case 'flatten':
      return [sizeOf(shape)];
    case 'globalAveragePool':
      return shape.slice(-1);
    case 'maxPool':
    case 'avgPool': {
      const { window } = operation;
      const input = windowInput(shape, window);
      const places = slideWindow(input.slice(0, -1), window);
      if (places === undefined) throw new RangeError('a window is larger than what it slides over');
      return [...places, ...input.slice(-1)];
    }
  }
}

/** The shapes before the first operation, between all of them, and behind the last one. */
export function shapesThrough(shape: Shape, operations: readonly InputOperation[]): readonly Shape[] {
  const shapes = [shape];
  for (const operation of operations) {
    shapes.push(shapeAfter(operation, shapes[shapes.length - 1]!));
  }
  return shapes;
}
