import type { Place } from '../../src/protocol/panel.js';
import type { RecordCell } from '../model/recordCell.js';
import type { PanelContext } from './context.js';
import { element, symbolNodes } from './dom.js';
import { createSelectableRows, type SelectableRow } from './selectableRows.js';

export interface RecordTable {
  readonly root: HTMLElement;
  show(rows: readonly (readonly RecordCell[])[], selection?: Place): void;
}

/**
 * A plain table of numbers that are not followed live.
 * @param heads of the columns, in the notation of `parseSymbol`; `isNumber` ones stand to the right
 * @param context for tables with rows that select
 */
export function createRecordTable(
  title: string,
  testId: string,
  heads: readonly { readonly text: string; readonly isNumber: boolean }[],
  context?: PanelContext,
): RecordTable {
  const body = element('tbody');
  const selectable = context && createSelectableRows(body, context);
  const root = element(
    'section',
    { class: 'card' },
    element('div', { class: 'card-head' }, element('h2', {}, title)),
    element(
      'div',
      { 'class': 'table-scroller', 'role': 'region', 'aria-label': title, 'tabindex': '0' },
      element(
        'table',
        { 'class': 'record-table', 'data-testid': testId },
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            ...heads.map(({ text, isNumber }) =>
              element('th', { scope: 'col', class: isNumber ? 'number' : '' }, ...symbolNodes(text)),
            ),
          ),
        ),
        body,
      ),
    ),
  );
  const createRow = (row: readonly RecordCell[]): HTMLElement =>
    element(
      'tr',
      {},
      ...row.map((cell, i) =>
        element(
          i === 0 ? 'th' : 'td',
          { ...(i === 0 ? { scope: 'row' } : {}), class: heads[i]?.isNumber === true ? 'number' : '' },
          ...cellNodes(cell),
        ),
      ),
    );
  let shown = '';
  return {
    root,
    show(rows, selection) {
      const wanted = JSON.stringify(rows);
      if (wanted !== shown) {
        shown = wanted;
        const created = rows.map((row) => ({ root: createRow(row), place: placeOf(row) }));
        body.replaceChildren(...created.map((row) => row.root));
        const isSelectable = (row: (typeof created)[number]): row is SelectableRow & typeof row =>
          row.place !== undefined;
        selectable?.setRows(created.filter(isSelectable));
      }
      selectable?.show(selection);
    },
  };
}

const placeOf = (row: readonly RecordCell[]): Place | undefined => {
  const cell = row.find((candidate) => typeof candidate !== 'string' && 'place' in candidate);
  return typeof cell === 'object' && 'place' in cell ? cell.place : undefined;
};

function cellNodes(cell: RecordCell): readonly (Node | string)[] {
  if (typeof cell === 'string') return [cell];
  return 'place' in cell ? [cell.text] : [`${cell.name} `, ...symbolNodes(cell.symbol)];
}
