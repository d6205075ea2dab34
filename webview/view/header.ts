import type { PanelView, Place } from '../../src/protocol/panel.js';
import { describePlan, formatPace, formatProgress, statusWord } from '../model/runState.js';
import { createControls } from './controls.js';
import type { PanelContext, Part } from './context.js';
import { element, setAttribute, setText } from './dom.js';

/** Title, controls and where the run stands. */
export function createHeader(context: PanelContext): Part {
  const title = element('h1', {});
  const runId = element('span', { class: 'run-id' });
  const controls = createControls(context);

  const word = element('span', { class: 'status-word' });
  const progressText = element('span', { class: 'progress-text' });
  const pace = element('span', { class: 'pace' });
  const plan = element('ul', { 'class': 'plan', 'aria-label': 'What is trained and analysed' });
  const bar = element('progress', { 'class': 'progress', 'aria-label': 'Training progress' });
  // Ten times a second is too often to be read out: only a change of the status is.
  const announcement = element('span', { class: 'visually-hidden', role: 'status' });
  // Charts, rows, the map and the cursor in the editor all select; what they have selected is said here.
  const selected = element('span', { class: 'visually-hidden', role: 'status' });
  const state = element(
    'div',
    { 'class': 'run-state', 'data-testid': 'run-state' },
    element('span', { 'class': 'status-dot', 'aria-hidden': 'true' }),
    word,
    progressText,
    pace,
  );
  const root = element(
    'header',
    { class: 'header' },
    element('div', { class: 'title-row' }, element('div', { class: 'title' }, title, runId), controls.root),
    element('div', { class: 'state-row' }, state, plan, announcement, selected),
    bar,
  );

  const updatePlan = (items: readonly string[]): void => {
    while (plan.children.length > items.length) plan.lastElementChild?.remove();
    while (plan.children.length < items.length) plan.append(element('li'));
    items.forEach((item, i) => {
      const place = plan.children[i];
      if (place !== undefined) setText(place, item);
    });
  };

  const updateRun = ({ run }: PanelView): void => {
    setText(runId, run === undefined ? '' : `run ${run.number} · seed ${run.seed}`);
    setAttribute(state, 'data-status', run?.status ?? 'none');
    setText(word, run === undefined ? 'no run yet' : statusWord(run.status));
    setText(announcement, word.textContent);
    setText(progressText, run === undefined ? '' : formatProgress(run));
    setText(pace, run === undefined ? '' : formatPace(run));
    updatePlan(run === undefined ? [] : describePlan(run));
    bar.max = Math.max(1, run?.steps ?? 1);
    // A bar without value shows that something happens, but not how far it is.
    if (run?.status === 'starting') bar.removeAttribute('value');
    else bar.value = run?.step ?? 0;
    setAttribute(bar, 'data-status', run?.status ?? 'none');
  };

  return {
    root,
    update(view) {
      setText(title, view.title);
      setAttribute(title, 'title', view.file);
      controls.update(view);
      updateRun(view);
      setText(selected, selectionText(view.selection));
    },
  };
}

const selectionText = (place: Place | undefined): string =>
  place === undefined ? '' : `${place.kind === 'layer' ? 'Layer' : 'Interface'} ${place.m} selected`;
