import type { PanelContext, ThemedPart } from './context.js';
import { element } from './dom.js';
import { createEnsembleCard } from './ensembleCard.js';
import { createLagrangianChart } from './lagrangianChart.js';
import { createLayerTermsChart } from './layerTermsChart.js';
import { createLayersChart } from './layersChart.js';
import { createTableCard } from './tableCard.js';
import type { Theme } from './theme.js';

export interface TermsView extends ThemedPart {
  /** Brings the table of all numbers into view and the focus to it. */
  openTable(): void;
}

/** The terms of the Lagrangian: over the steps, along the depth, and all of them as numbers. */
export function createTermsView(context: PanelContext, theme: Theme): TermsView {
  const lagrangian = createLagrangianChart(context, theme);
  const layers = createLayersChart(context, theme);
  const overSteps = createLayerTermsChart(context, theme);
  overSteps.root.classList.add('figure-wide');
  const ensemble = createEnsembleCard(context);
  const table = createTableCard(context);
  const figures = element('div', { class: 'figures' }, lagrangian.root, layers.root, overSteps.root);
  return {
    root: element('div', { class: 'view' }, figures, ensemble.root, table.root),
    openTable() {
      table.open();
    },
    update(view) {
      for (const part of [lagrangian, layers, overSteps, ensemble, table]) part.update(view);
    },
    setTheme(next) {
      for (const chart of [lagrangian, layers, overSteps]) chart.setTheme(next);
    },
  };
}
