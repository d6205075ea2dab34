import { TILE_COLUMNS } from '../chainLayout';

/**
 * Copies operands into the order in which the tiles of a product read them. Strides are in bytes: `rowStride` from a
 * row to the next, `columnStride` from a column to the next.
 */

/** Groups of four rows, each group column by column; the last group is filled up with zeros. */
export function packLeft(
  from: usize,
  rowStride: usize,
  columnStride: usize,
  rows: i32,
  columns: i32,
  to: usize,
): void {
  const groupBytes = (<usize>columns) << 4;
  for (; rows > 0; rows -= 4, from += rowStride << 2, to += groupBytes) {
    // The rows of A are the columns of its transpose, of which a group is a narrow panel.
    packStrip(from, columnStride, rowStride, columns, min(4, rows), 4, to, 16);
  }
}

/**
 * One or two panels of eight columns, one behind the other, each row by row; missing columns are zeros.
 * @param columns at most 16
 */
export function packPanels(
  from: usize,
  rowStride: usize,
  columnStride: usize,
  rows: i32,
  columns: i32,
  to: usize,
): void {
  const second = to + ((<usize>rows) << 5);
  if (columns == 2 * TILE_COLUMNS && columnStride == 4) {
    packLines(from, rowStride, rows, to, second);
    return;
  }
  packStrip(from, rowStride, columnStride, rows, min(TILE_COLUMNS, columns), TILE_COLUMNS, to, 32);
  if (columns <= TILE_COLUMNS) return;
  from += <usize>TILE_COLUMNS * columnStride;
  packStrip(from, rowStride, columnStride, rows, columns - TILE_COLUMNS, TILE_COLUMNS, second, 32);
}

/** Two full panels whose rows lie in memory as they are: whole cache lines are read at once. */
function packLines(from: usize, rowStride: usize, rows: i32, to: usize, second: usize): void {
  for (let k = 0; k < rows; k++, from += rowStride, to += 32, second += 32) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    v128.store(second, v128.load(from, 32));
    v128.store(second, v128.load(from, 48), 16);
  }
}

/**
 * A few columns, row by row.
 * @param width to which rows are filled up with zeros, a multiple of 4
 * @param toRow bytes from a row to the next in the copy
 */
function packStrip(
  from: usize,
  rowStride: usize,
  columnStride: usize,
  rows: i32,
  columns: i32,
  width: i32,
  to: usize,
  toRow: usize,
): void {
  let k = 0;
  if (columns == width && columnStride == 4) {
    for (; k < rows; k++, from += rowStride, to += toRow) {
      for (let j: usize = 0; j < toRow; j += 16) v128.store(to + j, v128.load(from + j));
    }
    return;
  }
  if (columns == width && rowStride == 4) {
    for (; k + 3 < rows; k += 4, from += 16, to += toRow << 2) {
      let column = from;
      for (let j: usize = 0; j < toRow; j += 16, column += columnStride << 2) {
        transposeBlock(column, columnStride, to + j, toRow);
      }
    }
  }
  for (; k < rows; k++, from += rowStride, to += toRow) {
    for (let j = 0; j < width; j++) {
      const value: f32 = j < columns ? load<f32>(from + <usize>j * columnStride) : 0;
      store<f32>(to + ((<usize>j) << 2), value);
    }
  }
}

/** Transposes 4 × 4 numbers in registers. */
function transposeBlock(from: usize, fromRow: usize, to: usize, toRow: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + fromRow);
  const c = v128.load(from + 2 * fromRow);
  const d = v128.load(from + 3 * fromRow);
  const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5));
  v128.store(to + toRow, v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7));
  v128.store(to + 2 * toRow, v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5));
  v128.store(to + 3 * toRow, v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7));
}
