import { element, symbolNodes } from './dom.js';

/** A cell: a text, or a name with its symbol. */
export type RecordCell = string | { readonly name: string; readonly symbol: string };

export interface RecordTable {
  readonly root: HTMLElement;
  show(rows: readonly (readonly RecordCell[])[]): void;
}

/**
 * A plain table of numbers that are not followed live.
 * @param heads of the columns, in the notation of `parseSymbol`; `isNumber` ones stand to the right
 */
export function createRecordTable(
  title: string,
  testId: string,
  heads: readonly { readonly text: string; readonly isNumber: boolean }[],
): RecordTable {
  const body = element('tbody');
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
  let shown = '';
  return {
    root,
    show(rows) {
      const wanted = JSON.stringify(rows);
      if (wanted === shown) return;
      shown = wanted;
      body.replaceChildren(
        ...rows.map((row) =>
          element(
            'tr',
            {},
            ...row.map((cell, i) =>
              element(
                i === 0 ? 'th' : 'td',
                { ...(i === 0 ? { scope: 'row' } : {}), class: heads[i]?.isNumber === true ? 'number' : '' },
                ...(typeof cell === 'string' ? [cell] : [`${cell.name} `, ...symbolNodes(cell.symbol)]),
              ),
            ),
          ),
        ),
      );
    },
  };
}
