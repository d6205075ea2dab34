import { createAnswersCard } from './answersCard.js';
import type { PanelContext, Part } from './context.js';
import { element } from './dom.js';
import { createMapTable } from './mapTable.js';
import { createNetworkMap } from './networkMap.js';
import { createPlaceCard } from './placeCard.js';
import { createSymmetryCard } from './symmetryCard.js';

/**
 * The first view: the answers, the network along depth, and what is known of the selected place in it.
 * @param onOpenNumbers shows the numbers that prove the decomposition
 */
export function createOverview(context: PanelContext, onOpenNumbers: () => void): Part {
  const answers = createAnswersCard(({ id, view }) => {
    if (id === 'exact') onOpenNumbers();
    else context.open(view);
  });
  const network = createSymmetryCard(context, 'symmetry', [
    createNetworkMap(context, 'whole'),
    createMapTable(context),
  ]);
  const parts = [answers, network, createPlaceCard(context)];
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
