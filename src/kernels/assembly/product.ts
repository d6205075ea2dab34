import { PANEL_BYTES, TILE_COLUMNS, TILE_ROWS } from '../chainLayout';
import { packLeft, packPanel } from './packing';
import { computeFromColumns, computeFromRows, prepareBiases } from './tiles';

/** An operand that reaches over no more bytes is read in place: it stays in the nearest cache anyway. */
const IN_PLACE_BYTES: usize = 16384;
/** With more terms, two panels of B no longer fit beside the rows of A in the nearest cache. */
const TERMS_OF_TWO_PANELS: i32 = 256;

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
  const fromRows = leftColumn == 4;
  let leftGroup = leftRow << 2;
  let leftStep = leftColumn;
  if (!fromRows) {
    const readable = leftRow == 4 && rows % TILE_ROWS == 0 && <usize>terms * leftColumn <= IN_PLACE_BYTES;
    if (!readable) {
      packLeft(left, leftRow, leftColumn, rows, terms, packedLeft);
      left = packedLeft;
      leftGroup = (<usize>terms) << 4;
      leftStep = 16;
    }
  }

  const rightReadable = rightColumn == 4 && <usize>terms * rightRow <= IN_PLACE_BYTES;
  const stride = terms <= TERMS_OF_TWO_PANELS ? 2 * TILE_COLUMNS : TILE_COLUMNS;
  const secondPacked = packedRight + <usize>terms * (PANEL_BYTES / 2);
  for (let j = 0; j < columns; j += stride) {
    const columns0 = min(TILE_COLUMNS, columns - j);
    const columns1 = stride > TILE_COLUMNS ? min(TILE_COLUMNS, columns - j - TILE_COLUMNS) : 0;
    let right0 = right + <usize>j * rightColumn;
    let right1 = right0 + <usize>TILE_COLUMNS * rightColumn;
    let rightStep0 = rightRow;
    let rightStep1 = rightRow;
    if (!rightReadable || columns0 < TILE_COLUMNS) {
      packPanel(right0, rightRow, rightColumn, terms, columns0, packedRight);
      right0 = packedRight;
      rightStep0 = 32;
    }
    if (columns1 > 0 && (!rightReadable || columns1 < TILE_COLUMNS)) {
      packPanel(right1, rightRow, rightColumn, terms, columns1, secondPacked);
      right1 = secondPacked;
      rightStep1 = 32;
    }
    const biases: usize = bias == 0 ? 0 : bias + ((<usize>j) << 2);
    prepareBiases(0, biases, columns0);
    prepareBiases(1, biases == 0 ? 0 : biases + 4 * TILE_COLUMNS, columns1);
    const panels = columns1 > 0 ? 2 : 1;
    const target = to + ((<usize>j) << 2);
    if (fromRows) {
      computeFromRows(
        mode,
        panels,
        rows,
        terms,
        left,
        leftRow,
        right0,
        rightStep0,
        columns0,
        right1,
        rightStep1,
        columns1,
        target,
        toRow,
      );
    } else {
      computeFromColumns(
        mode,
        panels,
        rows,
        terms,
        left,
        leftGroup,
        leftStep,
        right0,
        rightStep0,
        columns0,
        right1,
        rightStep1,
        columns1,
        target,
        toRow,
      );
    }
  }
}
