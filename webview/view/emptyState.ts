import { hasErrors } from '../model/runState.js';
import { createButton } from '../toolkit.js';
import type { PanelContext, Part } from './context.js';
import { element, setText } from './dom.js';

/** What stands in place of the figures before the first run. */
export function createEmptyState(context: PanelContext): Part {
  const title = element('h2');
  const text = element('p');
  const start = createButton({
    label: 'Analyze network',
    appearance: 'primary',
    testId: 'start-run',
    onClick: () => {
      context.post({ type: 'run', action: 'restart' });
    },
  });
  const root = element(
    'section',
    { 'class': 'empty-state', 'data-testid': 'empty-state' },
    title,
    text,
    start.root,
  );
  return {
    root,
    update(view) {
      root.hidden = view.run !== undefined;
      const errors = hasErrors(view);
      setText(title, errors ? 'This spec cannot be trained yet' : 'No run yet');
      setText(
        text,
        errors
          ? 'Mend the errors below to train it; click one to go to its place.'
          : 'Train the network of this spec and watch the Lagrangian of every layer.',
      );
      start.root.hidden = errors;
    },
  };
}
