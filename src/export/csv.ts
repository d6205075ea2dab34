import type { Cell, Table } from './table.js';

const LINE_END = '\r\n';
/** Rows that are written as one piece. */
const ROWS_AT_ONCE = 1000;

/**
 * A table as CSV (RFC 4180), with a line of column names: numbers with the digits that read back to the same float64, what has no value as an empty
 * field.
 */
export function* csv({ columns, rows }: Table): Generator<string> {
  yield line(columns.map(({ id }) => id));
  let piece = '';
  let count = 0;
  for (const row of rows()) {
    piece += line(row);
    if (++count % ROWS_AT_ONCE !== 0) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

const line = (cells: readonly Cell[]): string => cells.map(field).join(',') + LINE_END;

function field(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return Number.isNaN(cell) ? '' : String(cell);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
