import { TILE_COLUMNS, TILE_ROWS } from '../chainLayout';
import { Lanes } from './lanes';
import { DESCEND, KEEP, Update } from './update';

/** Where one tile and two rows of biases fit, SCRATCH_BYTES. */
let scratch: usize = 0;

export function setScratch(address: usize): void {
  scratch = address;
}

/** Bytes of a tile in the scratch memory; two rows of biases follow. */
const BIASES: usize = 128;

/** Keeps the biases of one panel, from which its tiles start; zeros without a bias and for missing columns. */
export function prepareBiases(panel: i32, bias: usize, columns: i32): void {
  const to = scratch + BIASES + ((<usize>panel) << 5);
  v128.store(to, v128.splat<f32>(0));
  v128.store(to, v128.splat<f32>(0), 16);
  if (bias == 0 || columns <= 0) return;
  Lanes.storeSome(to, Lanes.loadSome(bias, columns), 4);
  if (columns > 4) Lanes.storeSome(to + 16, Lanes.loadSome(bias + 16, columns - 4), 4);
}

/**
 * Computes all tiles in one or two panels of the product C = A B, each 4 rows × 8 columns held in registers, and gives
 * them to `Update`. Addresses, strides in bytes.
 *
 * What its speed (some 50 Gflop/s, what 128-bit lanes give) hangs on, all measured in V8:
 * - The sum over k is a `do … while` without unrolling by hand, inside the loop over rows: V8 unrolls it by itself.
 *   Unrolled here, binaryen chains the updates of each accumulator, and they spill (0.6 of the speed).
 * - No accumulator lives across a call, which would spill them all inside the sum (half the speed): full tiles leave
 *   by inlined code, all else first goes to scratch memory.
 * - Two panels share each group of rows while it is in the nearest cache.
 */
class TileLoop {
  /**
   * @param sideBySide whether the four rows of A in a tile lie side by side (A is packed, or transposed and read in
   *   place); otherwise they are `leftRow` apart
   * @param leftGroup from four rows of A to the next four
   * @param leftStep from a column of A to the next
   */
  @inline static run(
    sideBySide: bool,
    mode: i32,
    panels: i32,
    rows: i32,
    terms: i32,
    left: usize,
    leftRow: usize,
    leftGroup: usize,
    leftStep: usize,
    right0: usize,
    rightStep0: usize,
    columns0: i32,
    right1: usize,
    rightStep1: usize,
    columns1: i32,
    to: usize,
    toRow: usize,
  ): void {
    const tile = scratch;
    for (let i = 0; i < rows; i += TILE_ROWS, left += leftGroup, to += toRow << 2) {
      const present = min(TILE_ROWS, rows - i);
      // Missing rows are computed as copies of the first one.
      const row1: usize = sideBySide ? 4 : present > 1 ? leftRow : 0;
      const row2: usize = sideBySide ? 8 : present > 2 ? leftRow << 1 : 0;
      const row3: usize = sideBySide ? 12 : present > 3 ? leftRow * 3 : 0;
      for (let panel = 0; panel < panels; panel++) {
        const biases = tile + BIASES + ((<usize>panel) << 5);
        const rightStep = panel == 1 ? rightStep1 : rightStep0;
        let right = panel == 1 ? right1 : right0;
        let a = left;
        let k = terms;
        let c00 = v128.load(biases);
        let c01 = v128.load(biases, 16);
        let c10 = c00;
        let c11 = c01;
        let c20 = c00;
        let c21 = c01;
        let c30 = c00;
        let c31 = c01;
        let x: v128;
        let b0: v128;
        let b1: v128;
        do {
          b0 = v128.load(right);
          b1 = v128.load(right, 16);
          right += rightStep;
          x = v128.load32_splat(a);
          c00 = Lanes.multiplyAdd(x, b0, c00);
          c01 = Lanes.multiplyAdd(x, b1, c01);
          if (sideBySide) x = v128.load32_splat(a, 4);
          else x = v128.load32_splat(a + row1);
          c10 = Lanes.multiplyAdd(x, b0, c10);
          c11 = Lanes.multiplyAdd(x, b1, c11);
          if (sideBySide) x = v128.load32_splat(a, 8);
          else x = v128.load32_splat(a + row2);
          c20 = Lanes.multiplyAdd(x, b0, c20);
          c21 = Lanes.multiplyAdd(x, b1, c21);
          if (sideBySide) x = v128.load32_splat(a, 12);
          else x = v128.load32_splat(a + row3);
          c30 = Lanes.multiplyAdd(x, b0, c30);
          c31 = Lanes.multiplyAdd(x, b1, c31);
          if (sideBySide) a += leftStep;
          else a += 4;
        } while (--k);

        const columns = panel == 1 ? columns1 : columns0;
        const address = to + ((<usize>panel) << 5);
        const full = present == TILE_ROWS && columns == TILE_COLUMNS;
        if (full && mode == KEEP) {
          TileLoop.leave(KEEP, address, toRow, c00, c01, c10, c11, c20, c21, c30, c31);
        } else if (full && mode == DESCEND) {
          TileLoop.leave(DESCEND, address, toRow, c00, c01, c10, c11, c20, c21, c30, c31);
        } else {
          TileLoop.leave(KEEP, tile, 32, c00, c01, c10, c11, c20, c21, c30, c31);
          leaveScratch(mode, address, toRow, present, columns);
        }
      }
    }
  }

  @inline private static leave(
    mode: i32,
    to: usize,
    toRow: usize,
    c00: v128,
    c01: v128,
    c10: v128,
    c11: v128,
    c20: v128,
    c21: v128,
    c30: v128,
    c31: v128,
  ): void {
    const rate = Update.rate();
    const shrinkage = Update.shrinkage();
    TileLoop.finish(mode, to, c00, rate, shrinkage);
    TileLoop.finish(mode, to + 16, c01, rate, shrinkage);
    to += toRow;
    TileLoop.finish(mode, to, c10, rate, shrinkage);
    TileLoop.finish(mode, to + 16, c11, rate, shrinkage);
    to += toRow;
    TileLoop.finish(mode, to, c20, rate, shrinkage);
    TileLoop.finish(mode, to + 16, c21, rate, shrinkage);
    to += toRow;
    TileLoop.finish(mode, to, c30, rate, shrinkage);
    TileLoop.finish(mode, to + 16, c31, rate, shrinkage);
  }

  @inline static finish(mode: i32, to: usize, value: v128, rate: v128, shrinkage: v128): void {
    if (mode == KEEP) v128.store(to, value);
    else Update.four(mode, to, v128.load(to), f32x4.mul(rate, value), shrinkage);
  }
}

/** Gives the tile in the scratch memory to `Update`, number by number where it is not as wide as a full one. */
function leaveScratch(mode: i32, to: usize, toRow: usize, rows: i32, columns: i32): void {
  let tile = scratch;
  const rate = Update.rate();
  const shrinkage = Update.shrinkage();
  for (let i = 0; i < rows; i++, to += toRow, tile += 32) {
    if (columns == TILE_COLUMNS) {
      TileLoop.finish(mode, to, v128.load(tile), rate, shrinkage);
      TileLoop.finish(mode, to + 16, v128.load(tile, 16), rate, shrinkage);
      continue;
    }
    for (let j: usize = 0; j < <usize>columns; j++) {
      const value = load<f32>(tile + (j << 2));
      if (mode == KEEP) store<f32>(to + (j << 2), value);
      else Update.one(mode, to + (j << 2), value);
    }
  }
}

/** The rows of A lie `leftRow` apart, the numbers of a row side by side. */
export function computeFromRows(
  mode: i32,
  panels: i32,
  rows: i32,
  terms: i32,
  left: usize,
  leftRow: usize,
  right0: usize,
  rightStep0: usize,
  columns0: i32,
  right1: usize,
  rightStep1: usize,
  columns1: i32,
  to: usize,
  toRow: usize,
): void {
  TileLoop.run(
    false,
    mode,
    panels,
    rows,
    terms,
    left,
    leftRow,
    leftRow << 2,
    4,
    right0,
    rightStep0,
    columns0,
    right1,
    rightStep1,
    columns1,
    to,
    toRow,
  );
}

/** The four rows of A in a tile lie side by side, columns `leftStep` apart. */
export function computeFromColumns(
  mode: i32,
  panels: i32,
  rows: i32,
  terms: i32,
  left: usize,
  leftGroup: usize,
  leftStep: usize,
  right0: usize,
  rightStep0: usize,
  columns0: i32,
  right1: usize,
  rightStep1: usize,
  columns1: i32,
  to: usize,
  toRow: usize,
): void {
  TileLoop.run(
    true,
    mode,
    panels,
    rows,
    terms,
    left,
    4,
    leftGroup,
    leftStep,
    right0,
    rightStep0,
    columns0,
    right1,
    rightStep1,
    columns1,
    to,
    toRow,
  );
}
