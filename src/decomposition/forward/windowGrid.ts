import { windowInput } from '../../network/operationShapes.js';
import { seenPlaces } from '../../network/windowAlignment.js';
import type { Shape, Window } from '../../network/types.js';

/** What a window sees at each place that it stops at, over the two axes of an image; a line is an image of height 1. */
export interface WindowGrid {
  /** Places of the input; a sample has `places` × `channels` numbers. */
  readonly inputPlaces: number;
  readonly channels: number;
  /** Places that the window stops at. */
  readonly places: number;
  /** Of the window. */
  readonly taps: number;
  /** Entry p · taps + t is the place of the input that tap t sees at place p; −1 for a zero of the padding. */
  readonly seen: Int32Array;
}

/**
 * @param input shape of a sample, channels last, or a row of numbers: a line with one channel
 * @param output shape behind the window, channels last
 */
export function windowGrid(input: Shape, output: Shape, window: Window): WindowGrid {
  const shape = windowInput(input, window);
  const lines = window.size.length === 1;
  const along = (axis: number): Int32Array => seenPlaces(shape[axis]!, output[axis]!, window, axis);
  const vertical = lines ? Int32Array.of(0) : along(0);
  const horizontal = along(lines ? 0 : 1);
  const [tapRows, tapColumns] = lines ? [1, window.size[0]!] : [window.size[0]!, window.size[1]!];
  const [rows, columns] = [vertical.length / tapRows, horizontal.length / tapColumns];
  const width = lines ? shape[0]! : shape[1]!;
  const seen = new Int32Array(vertical.length * horizontal.length);
  let at = 0;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      for (let down = 0; down < tapRows; down++) {
        const row = vertical[y * tapRows + down]!;
        for (let right = 0; right < tapColumns; right++) {
          const column = horizontal[x * tapColumns + right]!;
          seen[at++] = row < 0 || column < 0 ? -1 : row * width + column;
        }
      }
    }
  }
  return {
    inputPlaces: (lines ? 1 : shape[0]!) * width,
    channels: shape.at(-1)!,
    places: rows * columns,
    taps: tapRows * tapColumns,
    seen,
  };
}
