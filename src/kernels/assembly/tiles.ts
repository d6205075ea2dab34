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

/** Keeps the biases of up to two panels, from which their tiles start; zeros without a bias and for missing columns. */
export function prepareBiases(bias: usize, columns: i32): void {
  let to = scratch + BIASES;
  for (let j = 0; j < 2 * TILE_COLUMNS; j += 4, to += 16) {
    const present = bias == 0 ? 0 : columns - j;
    v128.store(to, present > 0 ? Lanes.loadSome(bias + ((<usize>j) << 2), present) : Lanes.all(0));
  }
}

/**
 * Computes all tiles of the product C = A B, each 4 rows × 8 columns held in registers, and gives them to `Update`.
 *
 * What its speed (half of what 256-bit lanes with fused multiply-adds give) hangs on, all measured in V8:
 * - The sum over k is a `do … while` that ends at an address, innermost of three loops: V8 unrolls it by itself, the
 *   deeper in loops the further, and is left with the loads, products and sums, two additions and a comparison a term.
 *   Unrolled here, binaryen chains the updates of each accumulator, and they spill (0.6 of the speed).
 * - The four rows of A lie side by side, so that they need one address. Packing A for that costs less than three more.
 * - No accumulator lives across a call, which would spill them all inside the sum (half the speed): full tiles leave
 *   by inlined code, all else first goes to scratch memory.
 */
class TileLoop {
  @inline static run(
    mode: i32,
    rows: i32,
    columns: i32,
    terms: i32,
    left: usize,
    leftGroup: usize,
    leftStep: usize,
    right: usize,
    rightPanel: usize,
    rightStep: usize,
    to: usize,
    toRow: usize,
  ): void {
    const tile = scratch;
    let biases = tile + BIASES;
    for (; columns > 0; columns -= TILE_COLUMNS, right += rightPanel, biases += 32, to += 32) {
      const end = right + <usize>terms * rightStep;
      let group = left;
      let address = to;
      for (let i = 0; i < rows; i += TILE_ROWS, group += leftGroup, address += toRow << 2) {
        let a = group;
        let b = right;
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
          b0 = v128.load(b);
          b1 = v128.load(b, 16);
          x = v128.load32_splat(a);
          c00 = Lanes.multiplyAdd(x, b0, c00);
          c01 = Lanes.multiplyAdd(x, b1, c01);
          x = v128.load32_splat(a, 4);
          c10 = Lanes.multiplyAdd(x, b0, c10);
          c11 = Lanes.multiplyAdd(x, b1, c11);
          x = v128.load32_splat(a, 8);
          c20 = Lanes.multiplyAdd(x, b0, c20);
          c21 = Lanes.multiplyAdd(x, b1, c21);
          x = v128.load32_splat(a, 12);
          c30 = Lanes.multiplyAdd(x, b0, c30);
          c31 = Lanes.multiplyAdd(x, b1, c31);
          a += leftStep;
          b += rightStep;
        } while (b != end);

        const full = rows - i >= TILE_ROWS && columns >= TILE_COLUMNS;
        if (full && mode == KEEP) {
          TileLoop.leave(KEEP, address, toRow, c00, c01, c10, c11, c20, c21, c30, c31);
        } else if (full && mode == DESCEND) {
          TileLoop.leave(DESCEND, address, toRow, c00, c01, c10, c11, c20, c21, c30, c31);
        } else {
          TileLoop.leave(KEEP, tile, 32, c00, c01, c10, c11, c20, c21, c30, c31);
          leaveScratch(mode, address, toRow, min(TILE_ROWS, rows - i), min(TILE_COLUMNS, columns));
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
    const scale = Update.scale();
    const shrinkage = Update.shrinkage();
    TileLoop.finish(mode, to, c00, scale, shrinkage);
    TileLoop.finish(mode, to + 16, c01, scale, shrinkage);
    to += toRow;
    TileLoop.finish(mode, to, c10, scale, shrinkage);
    TileLoop.finish(mode, to + 16, c11, scale, shrinkage);
    to += toRow;
    TileLoop.finish(mode, to, c20, scale, shrinkage);
    TileLoop.finish(mode, to + 16, c21, scale, shrinkage);
    to += toRow;
    TileLoop.finish(mode, to, c30, scale, shrinkage);
    TileLoop.finish(mode, to + 16, c31, scale, shrinkage);
  }

  @inline static finish(mode: i32, to: usize, value: v128, scale: v128, shrinkage: v128): void {
    if (mode == KEEP) v128.store(to, value);
    else Update.four(mode, to, v128.load(to), f32x4.mul(scale, value), shrinkage);
  }
}

/** Gives the tile in the scratch memory to `Update`, number by number where it is not as wide as a full one. */
function leaveScratch(mode: i32, to: usize, toRow: usize, rows: i32, columns: i32): void {
  let tile = scratch;
  const scale = Update.scale();
  const shrinkage = Update.shrinkage();
  for (let i = 0; i < rows; i++, to += toRow, tile += 32) {
    if (columns == TILE_COLUMNS) {
      TileLoop.finish(mode, to, v128.load(tile), scale, shrinkage);
      TileLoop.finish(mode, to + 16, v128.load(tile, 16), scale, shrinkage);
      continue;
    }
    for (let j: usize = 0; j < <usize>columns; j++) {
      const value = load<f32>(tile + (j << 2));
      if (mode == KEEP) store<f32>(to + (j << 2), value);
      else Update.one(mode, to + (j << 2), value);
    }
  }
}

/**
 * Computes one or two panels of a product, whose biases have been prepared.
 * @param columns at most 2 × TILE_COLUMNS
 * @param leftGroup bytes from four rows of A, which lie side by side, to the next four
 * @param leftStep bytes from a column of A to the next
 * @param rightPanel bytes from a panel of B to the next
 * @param rightStep bytes from a row of a panel to the next
 * @param toRow bytes from a row of C to the next
 */
export function computeTiles(
  mode: i32,
  rows: i32,
  columns: i32,
  terms: i32,
  left: usize,
  leftGroup: usize,
  leftStep: usize,
  right: usize,
  rightPanel: usize,
  rightStep: usize,
  to: usize,
  toRow: usize,
): void {
  TileLoop.run(
    mode,
    rows,
    columns,
    terms,
    left,
    leftGroup,
    leftStep,
    right,
    rightPanel,
    rightStep,
    to,
    toRow,
  );
}
