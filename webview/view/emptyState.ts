import { emptyStateText } from '../model/emptyStateText.js';
import { canTrain } from '../model/runState.js';
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
      const said = emptyStateText(view);
      setText(title, said.title);
      setText(text, said.text);
      start.root.hidden = !canTrain(view);
    },
  };
}
