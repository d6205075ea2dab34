import type { PanelContext, Part } from './context.js';
import { createAnswersCard } from './answersCard.js';
import { element } from './dom.js';
import { createSymmetryCard } from './symmetryCard.js';

/**
 * The first view: the answers, and the network along depth.
 * @param onOpenNumbers shows the numbers that prove the decomposition
 */
export function createOverview(context: PanelContext, onOpenNumbers: () => void): Part {
  const answers = createAnswersCard(({ id, view }) => {
    if (id === 'exact') onOpenNumbers();
    else context.open(view);
  });
  const symmetry = createSymmetryCard(context);
  const parts = [answers, symmetry];
  return {
    root: element(
      'div',
      { 'class': 'view overview', 'data-testid': 'view-overview' },
      ...parts.map(({ root }) => root),
    ),
    update(view) {
      for (const part of parts) part.update(view);
    },
  };
}
