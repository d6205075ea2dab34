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
import { markNumber } from './numberContext.js';
import { createSelectableRows } from './selectableRows.js';

interface Row {
  readonly root: HTMLTableRowElement;
  show(layer: LayerView, terms: LayerTerms | undefined): void;
}

function createCell(m: number, column: Column): HTMLTableCellElement {
  if (column === 'name') return element('th', { class: 'column-name', scope: 'row' });
  const kinds = [`column-${column}`];
  if (isNumberColumn(column)) {
    kinds.push('number');
    if (isBoundaryCell(m, column)) kinds.push('boundary-cell');
  }
  const cell = element('td', { class: kinds.join(' ') });
  if (isNumberColumn(column)) markNumber(cell, column, m);
  return cell;
}

function createRow(m: number): Row {
  const cells = COLUMNS.map((column) => ({ column, cell: createCell(m, column) }));
  const root = element('tr', {
    'data-testid': 'layer-row',
    'data-layer': String(m),
    'aria-keyshortcuts': 'Enter Space',
  });
  root.append(...cells.map(({ cell }) => cell));
  return {
    root,
    show(layer, terms) {
      for (const { column, cell } of cells) {
        const { text, title } = isNumberColumn(column) ? numberCell(terms, column) : layerCell(layer, column);
        setText(cell, text);
        setAttribute(cell, 'title', title);
      }
    },
  };
}

/** The rows of the table, one a layer, which they select. */
export function createLayerRows(context: PanelContext): Part {
  const root = element('tbody');
  const rows: Row[] = [];
  const selectable = createSelectableRows(root, context);
  return {
    root,
    update({ run, selection }: PanelView) {
      const layers = run?.layers ?? [];
      if (rows.length !== layers.length) {
        while (rows.length > layers.length) rows.pop()?.root.remove();
        while (rows.length < layers.length) {
          const row = createRow(rows.length);
          rows.push(row);
          root.append(row.root);
        }
        selectable.setRows(rows.map((row, m) => ({ root: row.root, place: { kind: 'layer', m } })));
      }
      layers.forEach((layer, m) => rows[m]?.show(layer, run?.frame?.layers[m]));
      selectable.show(selection);
    },
  };
}
