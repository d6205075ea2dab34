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
  for (let i = 0; i < rows; i += 4, from += rowStride << 2) {
    const present = rows - i;
    let column = from;
    if (present >= 4 && rowStride == 4) {
      for (let k = 0; k < columns; k++, column += columnStride, to += 16) v128.store(to, v128.load(column));
      continue;
    }
    for (let k = 0; k < columns; k++, column += columnStride, to += 16) {
      store<f32>(to, load<f32>(column));
      store<f32>(to, present > 1 ? load<f32>(column + rowStride) : 0, 4);
      store<f32>(to, present > 2 ? load<f32>(column + 2 * rowStride) : 0, 8);
      store<f32>(to, present > 3 ? load<f32>(column + 3 * rowStride) : 0, 12);
    }
  }
}

/** A panel of up to eight columns, row by row; missing columns are zeros. */
export function packPanel(
  from: usize,
  rowStride: usize,
  columnStride: usize,
  rows: i32,
  columns: i32,
  to: usize,
): void {
  const full = columns == TILE_COLUMNS;
  if (full && columnStride == 4) packRows(from, rowStride, rows, to);
  else if (full && rowStride == 4) packTransposed(from, columnStride, rows, to);
  else packGathered(from, rowStride, columnStride, rows, columns, to);
}

function packRows(from: usize, rowStride: usize, rows: i32, to: usize): void {
  for (let k = 0; k < rows; k++, from += rowStride, to += 32) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
  }
}

/** The eight columns lie one after another in memory: blocks of 4 × 4 numbers are transposed in registers. */
function packTransposed(from: usize, columnStride: usize, rows: i32, to: usize): void {
  let k = 0;
  for (; k + 3 < rows; k += 4, from += 16, to += 128) {
    transposeBlock(from, columnStride, to);
    transposeBlock(from + 4 * columnStride, columnStride, to + 16);
  }
  packGathered(from, 4, columnStride, rows - k, TILE_COLUMNS, to);
}

function transposeBlock(from: usize, columnStride: usize, to: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + columnStride);
  const c = v128.load(from + 2 * columnStride);
  const d = v128.load(from + 3 * columnStride);
  const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7), 32);
  v128.store(to, v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5), 64);
  v128.store(to, v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7), 96);
}

function packGathered(
  from: usize,
  rowStride: usize,
  columnStride: usize,
  rows: i32,
  columns: i32,
  to: usize,
): void {
  for (let k = 0; k < rows; k++, from += rowStride, to += 32) {
    for (let j = 0; j < TILE_COLUMNS; j++) {
      const value: f32 = j < columns ? load<f32>(from + <usize>j * columnStride) : 0;
      store<f32>(to + ((<usize>j) << 2), value);
    }
  }
}
