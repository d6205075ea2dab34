import {
  BOUNDARY_KEYS,
  BOUNDARY_LINES,
  boundaryFacts,
  boundaryMoments,
  summarizeBoundary,
} from '../model/boundaryTerms.js';
import { createStatisticsRequest } from './askForStatistics.js';
import type { PanelContext, ThemedPart } from './context.js';
import { element, symbolNodes } from './dom.js';
import { createFactTiles } from './factTiles.js';
import { createMomentsTable } from './momentsTable.js';
import { createStepChart } from './stepChart.js';
import type { Theme } from './theme.js';

const READING =
  'Data enter the Lagrangian here alone: at the input through C and F of layer 0, whose flux carries X, and at the output through the loss −ℓ. All other terms have the same form whatever the data are.';

/** The terms that touch the data: at the step, over the steps, and from sample to sample. */
export function createBoundaryView(context: PanelContext, theme: Theme): ThemedPart {
  const tiles = createFactTiles('Terms of the boundary at the selected step');
  const chart = createStepChart(context, theme, {
    testId: 'chart-boundary',
    title: 'Boundary over steps',
    axis: 'boundary terms (per step², mass 1)',
    lines: BOUNDARY_LINES,
    keys: BOUNDARY_KEYS,
    seriesOf: (run, key) => (key === 'loss' ? run.series.loss : run.boundarySeries[key]),
    missing: () => undefined,
    summary: summarizeBoundary,
    isLogarithmic: () => context.state.logBoundary,
    setLogarithmic: (logBoundary) => {
      context.remember({ logBoundary });
    },
    hidden: () => context.state.hiddenBoundary,
    setHidden: (hiddenBoundary) => {
      context.remember({ hiddenBoundary });
    },
  });
  const request = createStatisticsRequest(context, 'boundary-request');
  const moments = createMomentsTable('The boundary over the samples', 'boundary-moments');
  return {
    root: element(
      'div',
      { 'class': 'view', 'data-testid': 'view-boundary' },
      element('p', { class: 'caption' }, ...symbolNodes(READING)),
      tiles.root,
      chart.root,
      request.root,
      moments.root,
    ),
    update(view) {
      const { run } = view;
      if (run !== undefined) tiles.show(boundaryFacts(run));
      chart.update(view);
      request.update(view);
      const record = run?.statistics;
      moments.root.hidden = record === undefined;
      if (record !== undefined) moments.show(boundaryMoments(record, run?.ensemble?.statistics));
    },
    setTheme(next) {
      chart.setTheme(next);
    },
  };
}
