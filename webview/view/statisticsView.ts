import { momentsRows, statisticsFacts } from '../model/statisticsFacts.js';
import { createStatisticsRequest } from './askForStatistics.js';
import type { PanelContext, Part } from './context.js';
import { createCouplingCard } from './couplingCard.js';
import { element } from './dom.js';
import { createFactTiles } from './factTiles.js';
import { createMomentsTable } from './momentsTable.js';

/** What the terms are over the samples, and how noisy the gradients are. */
export function createStatisticsView(context: PanelContext): Part {
  const request = createStatisticsRequest(context, 'statistics-request');
  const tiles = createFactTiles('Statistics over samples');
  const table = createMomentsTable('Terms over the samples', 'moments-table');
  const coupling = createCouplingCard();
  const content = element('div', { class: 'results' }, tiles.root, table.root, coupling.root);
  return {
    root: element('div', { 'class': 'view', 'data-testid': 'view-statistics' }, request.root, content),
    update(view) {
      request.update(view);
      const record = view.run?.statistics;
      content.hidden = record === undefined;
      coupling.update(view);
      if (record === undefined) return;
      tiles.show(statisticsFacts(record));
      table.show(momentsRows(record));
    },
  };
}
