import { runRows, storageText } from '../model/runRows.js';
import { createButton } from '../toolkit.js';
import { createComparisonCard } from './comparisonCard.js';
import type { PanelContext, Part } from './context.js';
import { element, setText } from './dom.js';
import { createRunTable } from './runTable.js';
import { createWhatIfCard } from './whatIfCard.js';

/** The library of runs, what is compared of them, and the room they take. */
export function createRunsView(context: PanelContext): Part {
  const table = createRunTable(context);
  const comparison = createComparisonCard();
  const whatIf = createWhatIfCard(context);
  const empty = element(
    'p',
    { class: 'caption' },
    'No runs yet. Every edit or restart that trains makes one.',
  );
  const storage = element('p', { 'class': 'caption', 'data-testid': 'run-storage' });
  const problems = element('p', { class: 'caption run-problems', role: 'status' });
  const deleteUnkept = createButton({
    label: 'Delete all unkept runs',
    testId: 'delete-unkept',
    onClick: () => {
      context.post({ type: 'deleteUnkeptRuns' });
    },
  });
  const runs = element(
    'section',
    { class: 'card' },
    element('div', { class: 'card-head' }, element('h2', {}, 'Runs'), deleteUnkept.root),
    element(
      'p',
      { class: 'caption' },
      'What each edit did to the loss: newest first, with what its spec has that the run before has not. Up to three are laid over the shown one in the charts over the steps.',
    ),
    problems,
    empty,
    table.root,
    storage,
  );
  const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'medium' });
  return {
    root: element('div', { 'class': 'view', 'data-testid': 'view-runs' }, whatIf.root, runs, comparison.root),
    update(view) {
      const { entries } = view.runs;
      empty.hidden = entries.length > 0;
      table.root.hidden = entries.length === 0;
      table.show(runRows(view.runs, (at) => time.format(at)));
      setText(storage, storageText(view.runs.storage));
      setText(problems, view.runs.problems.join(' '));
      deleteUnkept.setEnabled(view.runs.storage.unkept > 0);
      comparison.update(view);
      whatIf.update(view);
    },
  };
}
