import type { RunView } from '../../src/protocol/panel.js';
import {
  alignmentNote,
  COMPARED_TERMS,
  comparisonHeads,
  comparisonRows,
  comparisonTotals,
} from '../model/comparison.js';
import type { Part } from './context.js';
import { element, setText } from './dom.js';

/** The shown run and those laid over it, in numbers. */
export function createComparisonCard(): Part {
  const caption = element('p', { class: 'caption' });
  const note = element('p', { 'class': 'caption', 'data-testid': 'comparison-note' });
  const totals = createTable('Whole networks', 'comparison-totals');
  const layers = createTable('Layers', 'comparison-layers');
  const choice = element('select', { 'aria-label': 'Term that is compared' });
  choice.append(...COMPARED_TERMS.map(({ key, name }) => element('option', { value: key }, name)));
  let run: RunView | undefined;
  const draw = (): void => {
    const term = COMPARED_TERMS.find(({ key }) => key === choice.value) ?? COMPARED_TERMS[0];
    if (run === undefined || term === undefined) return;
    totals.show(comparisonHeads(run, 'quantity'), comparisonTotals(run));
    layers.show(comparisonHeads(run, 'layer'), comparisonRows(run, term.key));
  };
  choice.addEventListener('change', draw);
  const root = element(
    'section',
    { 'class': 'card', 'data-testid': 'comparison' },
    element('div', { class: 'card-head' }, element('h2', {}, 'Comparison'), choice),
    caption,
    totals.root,
    layers.root,
    note,
  );
  return {
    root,
    update(view) {
      run = view.run;
      root.hidden = run === undefined || run.compared.length === 0;
      if (run === undefined || root.hidden) return;
      setText(
        caption,
        'The chosen term of each layer at the shown step, and at the nearest recorded step of the other runs; a difference is the other run less the shown one. Energies per step², mass 1.',
      );
      setText(note, alignmentNote(run));
      draw();
    },
  };
}

function createTable(
  label: string,
  testId: string,
): {
  readonly root: HTMLElement;
  show(heads: readonly string[], rows: readonly (readonly string[])[]): void;
} {
  const table = element('table', { 'class': 'record-table', 'data-testid': testId });
  let shown = '';
  return {
    root: element(
      'div',
      { 'class': 'table-scroller', 'role': 'region', 'aria-label': label, 'tabindex': '0' },
      table,
    ),
    show(heads, rows) {
      const wanted = JSON.stringify([heads, rows]);
      if (wanted === shown) return;
      shown = wanted;
      const head = heads.map((text, i) =>
        element('th', { scope: 'col', class: i === 0 ? '' : 'number' }, text),
      );
      table.replaceChildren(
        element('thead', {}, element('tr', {}, ...head)),
        element(
          'tbody',
          {},
          ...rows.map((row) =>
            element(
              'tr',
              {},
              ...row.map((text, i) =>
                i === 0 ? element('th', { scope: 'row' }, text) : element('td', { class: 'number' }, text),
              ),
            ),
          ),
        ),
      );
    },
  };
}
