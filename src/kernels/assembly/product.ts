import { PANEL_BYTES, TILE_COLUMNS, TILE_ROWS } from '../chainLayout';
import { packLeft, packPanels } from './packing';
import { computeTiles, prepareBiases } from './tiles';

/** An operand that reaches over no more bytes is read in place: it stays in the nearest cache anyway. */
const IN_PLACE_BYTES: usize = 16384;
/** Where operands are packed; see PACKED_LEFT and PACKED_RIGHT. */
let packedLeft: usize = 0;
let packedRight: usize = 0;

export function setPackingRoom(left: usize, right: usize): void {
  packedLeft = left;
  packedRight = right;
}

/**
 * Computes A B + bias, A rows × terms, B terms × columns, the bias added to every row, and does with it what `mode`
 * says (update.ts). Strides in bytes; rows of the target have no gap inside.
 * @param bias 0 for none
 * @param terms at least 1
 */
export function multiply(
  mode: i32,
  left: usize,
  leftRow: usize,
  leftColumn: usize,
  right: usize,
  rightRow: usize,
  rightColumn: usize,
  bias: usize,
  to: usize,
  toRow: usize,
  rows: i32,
  columns: i32,
  terms: i32,
): void {
  let leftGroup: usize = TILE_ROWS * 4;
  let leftStep = leftColumn;
  // A as it is, if it is a transposed matrix.
  const leftReadable = leftRow == 4 && rows % TILE_ROWS == 0 && <usize>terms * leftColumn <= IN_PLACE_BYTES;
  if (!leftReadable) {
    packLeft(left, leftRow, leftColumn, rows, terms, packedLeft);
    left = packedLeft;
    leftGroup = (<usize>terms) << 4;
    leftStep = TILE_ROWS * 4;
  }

  const rightReadable = rightColumn == 4 && <usize>terms * rightRow <= IN_PLACE_BYTES;
  // Two panels at a time, for together they are as wide as a cache line.
  for (let j = 0; j < columns; j += 2 * TILE_COLUMNS) {
    const width = min(2 * TILE_COLUMNS, columns - j);
    let panels = right + <usize>j * rightColumn;
    let rightPanel: usize = TILE_COLUMNS * 4;
    let rightStep = rightRow;
    if (!rightReadable || width % TILE_COLUMNS != 0) {
      packPanels(panels, rightRow, rightColumn, terms, width, packedRight);
      panels = packedRight;
      rightPanel = <usize>terms * (PANEL_BYTES / 2);
      rightStep = TILE_COLUMNS * 4;
    }
    const offset = (<usize>j) << 2;
    prepareBiases(bias == 0 ? 0 : bias + offset, width);
    const target = to + offset;
    computeTiles(
      mode,
      rows,
      width,
      terms,
      left,
      leftGroup,
      leftStep,
      panels,
      rightPanel,
      rightStep,
      target,
      toRow,
    );
  }
}
