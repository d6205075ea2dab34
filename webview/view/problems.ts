import type { PanelView, ProblemView } from '../../src/protocol/panel.js';
import { describeProblems } from '../model/problems.js';
import type { PanelContext, Part } from './context.js';
import { element, setAttribute, setText } from './dom.js';

/** The problems of the text, folded to one line unless there are errors; a click shows the place in the editor. */
export function createProblems(context: PanelContext): Part {
  const summary = element('summary');
  const list = element('ul', { class: 'problem-list' });
  const root = element('details', { 'class': 'problems', 'data-testid': 'problems' }, summary, list);
  let shown = '';
  let hadErrors = false;
  return {
    root,
    update(view: PanelView) {
      root.hidden = view.problems.length === 0;
      const wanted = JSON.stringify(view.problems);
      if (wanted === shown) return;
      shown = wanted;
      const errors = view.problems.some(({ severity }) => severity === 'error');
      if (errors !== hadErrors) root.open = errors;
      hadErrors = errors;
      setAttribute(root, 'data-severity', errors ? 'error' : 'warning');
      setText(summary, describeProblems(view.problems, view.file));
      list.replaceChildren(...view.problems.map((problem, index) => createProblem(problem, index, context)));
    },
  };
}

function createProblem(problem: ProblemView, index: number, context: PanelContext): HTMLElement {
  const { severity, message, line, column, code } = problem;
  const button = element(
    'button',
    { type: 'button', class: `problem problem-${severity}`, title: `Show in the editor (${code})` },
    element('span', { class: 'problem-severity' }, severity),
    element('span', { class: 'problem-place' }, `${line}:${column}`),
    element('span', { class: 'problem-message' }, message),
  );
  button.addEventListener('click', () => {
    context.post({ type: 'revealProblem', index });
  });
  return element('li', {}, button);
}
