import type { PanelView } from '../../src/protocol/panel.js';
import { isLive } from '../../src/run/result.js';
import { earlierRunNotice } from '../model/runRows.js';
import { runNotices, staleNotice } from '../model/notice.js';
import { VIEW_NAMES, type ViewName } from '../model/panelState.js';
import { createBoundaryView } from './boundaryView.js';
import type { PanelContext, Part } from './context.js';
import { createContinuumView } from './continuumView.js';
import { definitionId, followDefinitionLinks } from './definitionLink.js';
import { createDefinitions } from './definitions.js';
import { createDepthTimeView } from './depthTimeView.js';
import { element } from './dom.js';
import { createEmptyState } from './emptyState.js';
import { createEnergyView } from './energyView.js';
import { createHeader } from './header.js';
import { createMotionView } from './motionView.js';
import { createNetworkMap } from './networkMap.js';
import { createNotices } from './notices.js';
import { createOverview } from './overview.js';
import { createProblems } from './problems.js';
import { createRunsView } from './runsView.js';
import { createScrubber } from './scrubber.js';
import { createStatisticsView } from './statisticsView.js';
import { createSummaryStrip } from './summaryStrip.js';
import { createTabs } from './tabs.js';
import { createTermsView } from './termsView.js';
import type { Theme } from './theme.js';

export interface Panel {
  update(view: PanelView): void;
  setTheme(theme: Theme): void;
  /** Shows one of the views, as if its tab had been chosen. */
  open(view: ViewName): void;
}

/** What stands behind a tab. */
interface PanelTab {
  readonly id: ViewName;
  readonly label: string;
  readonly part: Part & { setTheme?(theme: Theme): void };
  /** What else is to be seen without a run. */
  readonly withoutRun?: true;
  /** It says itself what the strip of the selected step says, or nothing of a step. */
  readonly withoutSummary?: true;
}

/** Builds the page into `app`. What comes and goes while one types stands in the dock below, so nothing jumps. */
export function createPanel(app: HTMLElement, context: PanelContext, theme: Theme): Panel {
  const header = createHeader(context);
  const notices = createNotices(context);
  const emptyState = createEmptyState(context);
  const stale = createNotices(context);
  const problems = createProblems(context);
  const scrubber = createScrubber(context);
  const terms = createTermsView(context, theme);
  const openNumbers = (): void => {
    context.open('terms');
    terms.openTable();
  };
  const summary = createSummaryStrip(openNumbers);
  const strip = createNetworkMap(context, 'strip');
  const between = element('div', { class: 'between' }, summary.root, strip.root);
  const definitions = { root: createDefinitions(), update: () => undefined };

  const views: readonly PanelTab[] = [
    {
      id: 'overview',
      label: 'Overview',
      part: createOverview(context, openNumbers),
      withoutRun: true,
      withoutSummary: true,
    },
    { id: 'terms', label: 'Terms', part: terms },
    {
      id: 'map',
      label: 'Depth × time',
      part: createDepthTimeView(context, theme, () => {
        updateShown();
      }),
    },
    { id: 'energy', label: 'Energy', part: createEnergyView(context, theme) },
    { id: 'boundary', label: 'Boundary', part: createBoundaryView(context, theme) },
    { id: 'motion', label: 'Symmetry', part: createMotionView(context, theme) },
    { id: 'continuum', label: 'Continuum', part: createContinuumView(context, theme) },
    { id: 'statistics', label: 'Statistics', part: createStatisticsView(context, theme) },
    { id: 'runs', label: 'Runs', part: createRunsView(context), withoutRun: true, withoutSummary: true },
    { id: 'definitions', label: 'Definitions', part: definitions, withoutRun: true, withoutSummary: true },
  ];
  const alwaysThere = views.flatMap(({ id, withoutRun }) => (withoutRun === true ? [id] : []));

  /** What the views show: while the next run starts, still the one before. */
  let results: PanelView | undefined;
  const updateShown = (): void => {
    if (results === undefined) return;
    const shown = views.find(({ id }) => id === tabs.selected);
    shown?.part.update(results);
    between.hidden = results.run === undefined || shown?.withoutSummary === true;
    if (between.hidden) return;
    for (const part of [summary, strip]) part.update(results);
  };
  const tabs = createTabs<ViewName>(
    'Views',
    views.map(({ id, label, part }) => ({ id, label, content: [part.root] })),
    context.state.view,
    (name) => {
      context.remember({ view: name });
      // A view that is not seen is not kept up to date.
      updateShown();
    },
    between,
  );

  const emptyProblems = element('div', { class: 'empty-problems' });
  const dock = element('footer', { class: 'dock' }, stale.root, problems.root, scrubber.root);
  const content = element(
    'main',
    { class: 'content' },
    notices.root,
    emptyState.root,
    emptyProblems,
    tabs.root,
  );
  app.replaceChildren(header.root, content, dock);
  followDefinitionLinks(app, (id) => {
    context.open('definitions');
    const definition = document.getElementById(definitionId(id));
    definition?.focus({ preventScroll: true });
    definition?.scrollIntoView({ block: 'center' });
  });

  return {
    update(view) {
      const { run } = view;
      header.update(view);
      emptyState.update(view);
      problems.update(view);
      stale.show([earlierRunNotice(view), staleNotice(view)].filter((notice) => notice !== undefined));
      tabs.setAvailable(run === undefined ? alwaysThere : VIEW_NAMES);
      dock.hidden = run === undefined;
      // Without a run the problems are what there is to see; beside one they stand below.
      if (run !== undefined && problems.root.parentElement !== dock)
        dock.insertBefore(problems.root, scrubber.root);
      if (run === undefined && problems.root.parentElement !== emptyProblems)
        emptyProblems.append(problems.root);

      // While the next run starts, the last figures stay, dimmed: typing must not make the page flicker.
      const pending = run !== undefined && isLive(run.status) && run.frame === undefined;
      for (const part of [notices.root, tabs.root]) part.classList.toggle('pending', pending);
      tabs.root.setAttribute('aria-busy', String(pending));
      if (pending && results?.run?.frame !== undefined) {
        results = { ...results, selection: view.selection };
      } else {
        results = view;
        notices.show(runNotices(view));
        if (run !== undefined) context.timeline.update(run);
        scrubber.update(view);
      }
      updateShown();
    },
    setTheme(next) {
      for (const { part } of views) part.setTheme?.(next);
    },
    open(view) {
      tabs.select(view);
    },
  };
}
