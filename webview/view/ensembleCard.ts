import type { PanelView } from '../../src/protocol/panel.js';
import { ensembleRows, ensembleText, ensembleTotals } from '../model/ensembleTable.js';
import { TERM_KEYS, TERMS } from '../model/terms.js';
import type { PanelContext, Part } from './context.js';
import { element, setText } from './dom.js';
import { createRecordTable } from './recordTable.js';

/** The runs with other seeds, and mean ± standard error of every term over them. */
export function createEnsembleCard(context: PanelContext): Part {
  const text = element('p', { 'class': 'caption', 'data-testid': 'ensemble-text' });
  const totals = createRecordTable('Sums over the ensemble', 'ensemble-totals', [
    { text: 'quantity', isNumber: false },
    { text: 'mean ± standard error', isNumber: true },
  ]);
  const layers = createRecordTable(
    'Terms over the ensemble',
    'ensemble-layers',
    [
      { text: 'layer', isNumber: false },
      ...TERM_KEYS.map((key) => ({ text: TERMS[key].symbol, isNumber: true })),
      { text: 'K_b', isNumber: true },
    ],
    context,
  );
  const root = element(
    'section',
    { 'class': 'card ensemble', 'data-testid': 'ensemble' },
    element('h2', {}, 'Ensemble over seeds'),
    text,
    totals.root,
    layers.root,
  );
  return {
    root,
    update({ run, selection }: PanelView) {
      const ensemble = run?.ensemble;
      root.hidden = ensemble === undefined;
      if (run === undefined || ensemble === undefined) return;
      setText(text, ensembleText(ensemble));
      totals.show(ensembleTotals(ensemble));
      layers.show(
        ensembleRows(
          ensemble,
          run.layers.map(({ name }) => name),
        ),
        selection,
      );
    },
  };
}
