import type { PanelView, RunView } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { COLUMN_HEADS, COLUMNS, gapNotes, isNumberColumn, tableAsText } from '../model/layerTable.js';
import { createButton } from '../toolkit.js';
import type { PanelContext, Part } from './context.js';
import { element, icon, setText, symbolNodes } from './dom.js';
import { createLayerRows } from './layerTable.js';
import { createPrintedEquation } from './printedEquation.js';
import { createTableTotals } from './tableTotals.js';
import { attachTooltip } from './tooltip.js';

const COPY = 'M5 1.5h9v10h-3v3H2v-10h3zm1.2 3H11v5.8h1.8V2.7H6.2zM3.2 5.7v7.6h6.6V5.7z';

function createHead(): HTMLElement {
  const cells = COLUMNS.map((column) => {
    const { symbol, definition } = COLUMN_HEADS[column];
    const label = element('span', { class: 'column-head', tabindex: '0' }, ...symbolNodes(symbol));
    attachTooltip(label).setContent(element('p', {}, ...symbolNodes(definition)));
    return element(
      'th',
      { scope: 'col', class: `${isNumberColumn(column) ? 'number ' : ''}column-${column}` },
      label,
    );
  });
  return element('thead', {}, element('tr', {}, ...cells));
}

export interface TableCard extends Part {
  /** Brings the table into view and the focus to it. */
  open(): void;
}

/** All numbers of the selected step, with their totals. */
export function createTableCard(context: PanelContext): TableCard {
  let run: RunView | undefined;
  let noted = '';
  const rows = createLayerRows(context);
  const totals = createTableTotals();
  const title = element('h2', { id: 'table-title' });
  const copy = createButton({
    label: 'Copy the table with all digits',
    icon: icon(COPY),
    testId: 'copy-table',
    onClick: () => {
      if (run?.frame !== undefined) void navigator.clipboard.writeText(tableAsText(run.layers, run.frame));
    },
  });
  const notes = element('p', { class: 'caption' });
  const printed = createPrintedEquation();
  const scroller = element(
    'div',
    { 'class': 'table-scroller', 'role': 'region', 'aria-labelledby': 'table-title', 'tabindex': '0' },
    element('table', { class: 'layer-table' }, createHead(), rows.root, totals.root),
  );
  const root = element(
    'section',
    { class: 'card' },
    element('div', { class: 'card-head' }, title, copy.root),
    scroller,
    notes,
    printed.root,
  );
  return {
    root,
    open() {
      root.scrollIntoView({ block: 'start' });
      scroller.focus({ preventScroll: true });
    },
    update(view: PanelView) {
      run = view.run;
      const step = run?.frame === undefined ? '' : ` at step ${formatCount(run.frame.step)}`;
      setText(title, `All numbers${step}`);
      copy.setEnabled(run?.frame !== undefined);
      rows.update(view);
      totals.update(view);
      printed.update(view);
      const text = gapNotes(run?.frame).join(' ');
      if (text === noted) return;
      noted = text;
      notes.replaceChildren(...symbolNodes(text));
    },
  };
}
