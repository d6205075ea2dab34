import type { PanelView } from '../../src/protocol/panel.js';
import { isLive } from '../../src/run/result.js';
import { runNotices, staleNotice } from '../model/notice.js';
import { VIEW_NAMES, type ViewName } from '../model/panelState.js';
import type { PanelContext } from './context.js';
import { createContinuumView } from './continuumView.js';
import { createDefinitions } from './definitions.js';
import { element } from './dom.js';
import { createEmptyState } from './emptyState.js';
import { createEnergyView } from './energyView.js';
import { createEnsembleCard } from './ensembleCard.js';
import { createHeader } from './header.js';
import { createLagrangianChart } from './lagrangianChart.js';
import { createLayersChart } from './layersChart.js';
import { createMotionView } from './motionView.js';
import { createNotices } from './notices.js';
import { createProblems } from './problems.js';
import { createScrubber } from './scrubber.js';
import { createStatisticsView } from './statisticsView.js';
import { createSummaryStrip } from './summaryStrip.js';
import { createTableCard } from './tableCard.js';
import { createSymmetryCard } from './symmetryCard.js';
import { createTabs } from './tabs.js';
import type { Theme } from './theme.js';

export interface Panel {
  update(view: PanelView): void;
  setTheme(theme: Theme): void;
}

/** Builds the page into `app`. What comes and goes while one types stands in the dock below, so nothing jumps. */
export function createPanel(app: HTMLElement, context: PanelContext, theme: Theme): Panel {
  const header = createHeader(context);
  const notices = createNotices(context);
  const emptyState = createEmptyState(context);
  const table = createTableCard(context);
  const summary = createSummaryStrip(() => {
    tabs.select('terms');
    table.open();
  });
  const symmetry = createSymmetryCard(context);
  const lagrangianChart = createLagrangianChart(context, theme);
  const layersChart = createLayersChart(context, theme);
  const stale = createNotices(context);
  const problems = createProblems(context);
  const scrubber = createScrubber(context);

  const figures = element('div', { class: 'figures' }, lagrangianChart.root, layersChart.root);
  const ensemble = createEnsembleCard(context);
  const terms = element('div', { class: 'results' }, figures, ensemble.root, table.root);
  const energy = createEnergyView(context, theme);
  const motion = createMotionView(context, theme);
  const continuum = createContinuumView(context, theme);
  const statistics = createStatisticsView(context);
  const tabs = createTabs<ViewName>(
    'Views',
    [
      { id: 'terms', label: 'Terms', content: [terms] },
      { id: 'energy', label: 'Energy', content: [energy.root] },
      { id: 'motion', label: 'Motion', content: [motion.root] },
      { id: 'continuum', label: 'Continuum', content: [continuum.root] },
      { id: 'statistics', label: 'Statistics', content: [statistics.root] },
      { id: 'definitions', label: 'Definitions', content: [createDefinitions()] },
    ],
    context.state.view,
    (name) => {
      context.remember({ view: name });
    },
  );
  const emptyProblems = element('div', { class: 'empty-problems' });
  const dock = element('footer', { class: 'dock' }, stale.root, problems.root, scrubber.root);
  const content = element(
    'div',
    { class: 'content' },
    notices.root,
    emptyState.root,
    emptyProblems,
    symmetry.root,
    summary.root,
    tabs.root,
  );
  app.replaceChildren(header.root, content, dock);

  const updateResults = (view: PanelView): void => {
    if (view.run !== undefined) context.timeline.update(view.run);
    for (const part of [
      summary,
      lagrangianChart,
      layersChart,
      table,
      scrubber,
      ensemble,
      energy,
      motion,
      continuum,
      statistics,
    ]) {
      part.update(view);
    }
  };

  let hasResults = false;
  return {
    update(view) {
      const hasRun = view.run !== undefined;
      header.update(view);
      emptyState.update(view);
      problems.update(view);
      symmetry.update(view);
      const staleBanner = staleNotice(view);
      stale.show(staleBanner === undefined ? [] : [staleBanner]);
      summary.root.hidden = !hasRun;
      tabs.setAvailable(hasRun ? VIEW_NAMES : ['definitions']);
      dock.hidden = !hasRun;
      // Without a run the problems are what there is to see; beside one they stand below.
      if (hasRun && problems.root.parentElement !== dock) dock.insertBefore(problems.root, scrubber.root);
      if (!hasRun && problems.root.parentElement !== emptyProblems) emptyProblems.append(problems.root);

      // While the next run starts, the last figures stay, dimmed: typing must not make the page flicker.
      const { run } = view;
      const pending = run !== undefined && isLive(run.status) && run.frame === undefined;
      for (const part of [notices.root, summary.root, terms]) part.classList.toggle('pending', pending);
      terms.setAttribute('aria-busy', String(pending));
      if (pending && hasResults) return;
      notices.show(runNotices(view));
      updateResults(view);
      hasResults = run?.frame !== undefined;
    },
    setTheme(next) {
      for (const part of [lagrangianChart, layersChart, energy, motion, continuum]) part.setTheme(next);
    },
  };
}
