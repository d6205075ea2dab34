import type { LayerView, PanelView } from '../../src/protocol/panel.js';
import type { LayerTerms } from '../model/terms.js';
import {
  COLUMNS,
  isBoundaryCell,
  isNumberColumn,
  layerCell,
  numberCell,
  type Column,
} from '../model/layerTable.js';
import type { PanelContext, Part } from './context.js';
import { element, setAttribute, setText } from './dom.js';

interface Row {
  readonly root: HTMLTableRowElement;
  show(layer: LayerView, terms: LayerTerms | undefined, active: boolean): void;
}

function createCell(m: number, column: Column): HTMLTableCellElement {
  if (column === 'name') return element('th', { class: 'column-name', scope: 'row' });
  const kinds = [`column-${column}`];
  if (isNumberColumn(column)) {
    kinds.push('number');
    if (isBoundaryCell(m, column)) kinds.push('boundary-cell');
  }
  return element('td', { class: kinds.join(' ') });
}

function createRow(m: number): Row {
  const cells = COLUMNS.map((column) => ({ column, cell: createCell(m, column) }));
  const root = element('tr', {
    'data-testid': 'layer-row',
    'data-layer': String(m),
    'aria-keyshortcuts': 'Enter',
    'tabindex': '-1',
  });
  root.append(...cells.map(({ cell }) => cell));
  return {
    root,
    show(layer, terms, active) {
      for (const { column, cell } of cells) {
        const { text, title } = isNumberColumn(column) ? numberCell(terms, column) : layerCell(layer, column);
        setText(cell, text);
        setAttribute(cell, 'title', title);
      }
      setAttribute(root, 'aria-current', active ? 'true' : undefined);
    },
  };
}

/** The rows of the table, one a layer. The arrow keys move between them; Enter or a click shows the layer. */
export function createLayerRows(context: PanelContext): Part {
  const root = element('tbody');
  const rows: Row[] = [];
  let focused = 0;

  /** One row at a time is reached by Tab. */
  const focusRow = (m: number): void => {
    const target = rows[m];
    if (target === undefined) return;
    rows[focused]?.root.setAttribute('tabindex', '-1');
    focused = m;
    target.root.setAttribute('tabindex', '0');
  };
  const rowOf = (target: EventTarget | null): number =>
    target instanceof Node ? rows.findIndex((row) => row.root.contains(target)) : -1;

  root.addEventListener('click', ({ target }) => {
    const m = rowOf(target);
    if (m < 0 || getSelection()?.isCollapsed === false) return;
    focusRow(m);
    context.post({ type: 'revealLayer', m });
  });
  root.addEventListener('keydown', (event) => {
    const m = rowOf(event.target);
    if (m < 0) return;
    const destinations = new Map([
      ['ArrowDown', m + 1],
      ['ArrowUp', m - 1],
      ['Home', 0],
      ['End', rows.length - 1],
    ]);
    const destination = destinations.get(event.key);
    if (destination !== undefined) {
      event.preventDefault();
      focusRow(destination);
      rows[destination]?.root.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      context.post({ type: 'revealLayer', m });
    }
  });

  return {
    root,
    update({ run, activeLayer }: PanelView) {
      const layers = run?.layers ?? [];
      while (rows.length > layers.length) rows.pop()?.root.remove();
      while (rows.length < layers.length) {
        const row = createRow(rows.length);
        rows.push(row);
        root.append(row.root);
      }
      layers.forEach((layer, m) => rows[m]?.show(layer, run?.frame?.layers[m], m === activeLayer));
      focusRow(Math.min(focused, rows.length - 1));
    },
  };
}
