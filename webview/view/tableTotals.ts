import type { Frame } from '../../src/run/frame.js';
import type { PanelView } from '../../src/protocol/panel.js';
import { formatExactly, formatScientific } from '../model/formatNumber.js';
import { COLUMNS, NAMING_COLUMNS } from '../model/layerTable.js';
import { TERM_KEYS, totalsOf, type TermKey, type Totals } from '../model/terms.js';
import type { Part } from './context.js';
import { element, setAttribute, setText, symbolNodes } from './dom.js';

interface TotalRow {
  readonly name: string;
  readonly symbol: string;
  /** What the columns of terms contribute; undefined: nothing. */
  readonly column: (totals: Totals, term: TermKey) => number | undefined;
  readonly sum: (totals: Totals) => number;
}

function inputTerm(totals: Totals, term: TermKey): number | undefined {
  if (term === 'coupling') return totals.inputCoupling;
  return term === 'fluxSquared' ? totals.inputFluxSquared : undefined;
}

const ROWS: readonly TotalRow[] = [
  {
    name: 'bulk',
    symbol: 'L_{bulk}',
    column: ({ bulkTerms }, term) => bulkTerms[term],
    sum: ({ bulk }) => bulk,
  },
  { name: 'input boundary', symbol: 'C^(0) + F^(0)', column: inputTerm, sum: ({ input }) => input },
  { name: 'output boundary', symbol: '−ℓ', column: () => undefined, sum: ({ output }) => output },
  { name: 'boundary', symbol: 'L_{boundary}', column: () => undefined, sum: ({ boundary }) => boundary },
  { name: 'Lagrangian', symbol: 'L', column: () => undefined, sum: ({ lagrangian }) => lagrangian },
];

/** The foot of the table: how its columns make up bulk, boundary and Lagrangian. */
export function createTableTotals(): Part {
  const root = element('tfoot');
  const rows = ROWS.map(({ name, symbol, column, sum }) => {
    const head = element('th', { scope: 'row', colspan: String(NAMING_COLUMNS.length) }, `${name} `);
    head.append(...symbolNodes(symbol));
    const terms = TERM_KEYS.map((term) => ({ term, cell: element('td', { class: 'number' }) }));
    const total = element('td', {
      'class': 'number total',
      'data-testid': `total-${name.replace(' ', '-')}`,
    });
    // The sum stands where the next number of the row would, so that a narrow panel shows it too.
    const rest = element('td', {
      colspan: String(COLUMNS.length - NAMING_COLUMNS.length - TERM_KEYS.length - 1),
    });
    root.append(element('tr', {}, head, ...terms.map(({ cell }) => cell), total, rest));
    return { column, sum, terms, total };
  });
  const show = (cell: HTMLElement, value: number | undefined, prefix = ''): void => {
    setText(cell, value === undefined ? '' : prefix + formatScientific(value));
    setAttribute(cell, 'title', value === undefined ? undefined : formatExactly(value));
  };
  const showFrame = (frame: Frame | undefined, sharers: readonly number[]): void => {
    const totals = frame === undefined ? undefined : totalsOf(frame, sharers);
    for (const { column, sum, terms, total } of rows) {
      for (const { term, cell } of terms) show(cell, totals && column(totals, term));
      show(total, totals && sum(totals), '= ');
    }
  };
  return {
    root,
    update({ run }: PanelView) {
      showFrame(run?.frame, run?.biasSharers ?? []);
    },
  };
}
