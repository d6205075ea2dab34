import { PANEL_BYTES, SCRATCH_BYTES, TILE_ROWS } from '../../kernels/chainLayout.js';
import type { TensorHeap } from './tensorHeap.js';

/** A matrix on the heap without gaps, to be read as it lies there or transposed. */
export interface Operand {
  /** In bytes. */
  readonly address: number;
  /** As it lies in memory. */
  readonly rows: number;
  readonly columns: number;
  readonly transposed: boolean;
}

/** Addresses of allocations are multiples of 64, and so are the parts of the room. */
const aligned = (bytes: number): number => Math.ceil(bytes / 64) * 64;

/**
 * Writes A B + bias, the bias added to every row, in float32. Transposed operands cost no more than others: both are packed
 * as they are read.
 * @param bias address of as many numbers as the result has columns; 0 for none
 * @param to address of the result, without gaps
 * @throws RangeError when there is no room for packing
 */
export function multiplyOnHeap(
  heap: Pick<TensorHeap, 'functions' | 'room'>,
  a: Operand,
  b: Operand,
  bias: number,
  to: number,
): void {
  const [rows, terms] = a.transposed ? [a.columns, a.rows] : [a.rows, a.columns];
  const columns = b.transposed ? b.rows : b.columns;
  const leftBytes = aligned(4 * Math.ceil(rows / TILE_ROWS) * TILE_ROWS * terms);
  const rightBytes = aligned(PANEL_BYTES * terms);
  const left = heap.room(leftBytes + rightBytes + SCRATCH_BYTES);
  heap.functions.multiplyMatrices(
    a.address,
    a.transposed ? 1 : a.columns,
    a.transposed ? a.columns : 1,
    b.address,
    b.transposed ? 1 : b.columns,
    b.transposed ? b.columns : 1,
    bias,
    to,
    rows,
    columns,
    terms,
    left,
    left + leftBytes,
    left + leftBytes + rightBytes,
  );
}
