import type { LinkStructure } from '../decomposition/types.js';
import { kernelPictures, type KernelPicture } from './kernelPicture.js';

/** Cells that a side of a picture has at most: more could not be told apart on a page. */
const MOST_CELLS = 64;
/** Widest layers whose kernel is pictured: seriation costs some hundred times the number of weights. */
const WIDEST = 512;

/** A kernel in one order of its neurons, as it is drawn. */
export interface OrderedCells {
  readonly order: KernelPicture['order'];
  /** Labels of the neurons at the places of the rows (outputs) and columns (inputs), in order. */
  readonly outputs: readonly number[];
  readonly inputs: readonly number[];
  readonly nonLocality: number | undefined;
  /** Means of W over the cells, rows × columns, row-major. */
  readonly values: readonly number[];
}

/** The kernel W(x, x′) of a dense link, Eq. (8), in the order of its labels and in that of the spectral seriation. */
export interface KernelCells {
  readonly rows: number;
  readonly columns: number;
  /** Neurons that a cell spans along the rows and the columns; the last ones may span fewer. */
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly orders: readonly OrderedCells[];
}

/**
 * Pictures the kernel of a dense link; wide ones by means over cells of equal size.
 * @param weights inputs × outputs, row-major
 * @returns undefined for other links, and for layers of more than 512 neurons
 */
export function kernelCells(
  { type, inputs, outputs }: Pick<LinkStructure, 'type' | 'inputs' | 'outputs'>,
  weights: ArrayLike<number>,
): KernelCells | undefined {
  if (type !== 'dense' || Math.max(inputs, outputs) > WIDEST) return undefined;
  const [rowSpan, columnSpan] = [outputs, inputs].map((size) => Math.ceil(size / MOST_CELLS));
  const [rows, columns] = [Math.ceil(outputs / rowSpan!), Math.ceil(inputs / columnSpan!)];
  return {
    rows,
    columns,
    rowSpan: rowSpan!,
    columnSpan: columnSpan!,
    orders: kernelPictures(weights, inputs, outputs).map((picture) => ({
      order: picture.order,
      outputs: [...picture.outputs],
      inputs: [...picture.inputs],
      nonLocality: picture.nonLocality,
      values: meansOver(picture.values, inputs, rowSpan!, columnSpan!, rows, columns),
    })),
  };
}

function meansOver(
  values: Float64Array,
  width: number,
  rowSpan: number,
  columnSpan: number,
  rows: number,
  columns: number,
): number[] {
  const sums = new Float64Array(rows * columns);
  const counts = new Float64Array(rows * columns);
  values.forEach((value, at) => {
    const row = Math.floor(Math.floor(at / width) / rowSpan);
    const column = Math.floor((at % width) / columnSpan);
    sums[row * columns + column]! += value;
    counts[row * columns + column]! += 1;
  });
  // Four digits are more than a colour shows, and records are stored.
  return Array.from(sums, (sum, cell) => Number((sum / counts[cell]!).toPrecision(4)));
}
