import { multiply, setPackingRoom } from './product';
import { setScratch } from './tiles';
import { KEEP } from './update';

/**
 * C = A B + bias for matrices with any strides, in numbers and not in bytes. A is rows × terms, B terms × columns, C
 * rows × columns without gaps.
 * @param bias added to every row; 0 for none
 * @param packedLeft room for 4 bytes × (rows rounded up to whole tiles) × terms
 * @param packedRight room for PANEL_BYTES × terms
 * @param scratch room for SCRATCH_BYTES
 */
export function multiplyMatrices(
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  bColumn: i32,
  bias: usize,
  c: usize,
  rows: i32,
  columns: i32,
  terms: i32,
  packedLeft: usize,
  packedRight: usize,
  scratch: usize,
): void {
  setPackingRoom(packedLeft, packedRight);
  setScratch(scratch);
  multiply(
    KEEP,
    a,
    (<usize>aRow) << 2,
    (<usize>aColumn) << 2,
    b,
    (<usize>bRow) << 2,
    (<usize>bColumn) << 2,
    bias,
    c,
    (<usize>columns) << 2,
    rows,
    columns,
    terms,
  );
}
