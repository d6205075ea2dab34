import { momentsRows, statisticsFacts } from '../model/statisticsFacts.js';
import { NOISE_SCALE_KEYS, TEMPERATURE_KEYS } from '../model/statisticsLines.js';
import { createStatisticsRequest } from './askForStatistics.js';
import type { PanelContext, ThemedPart } from './context.js';
import { createCouplingCard } from './couplingCard.js';
import { element } from './dom.js';
import { createFactTiles } from './factTiles.js';
import { createMomentsTable } from './momentsTable.js';
import { createStatisticsChart } from './statisticsChart.js';
import type { Theme } from './theme.js';

/** What the terms are over the samples, and how noisy the gradients are. */
export function createStatisticsView(context: PanelContext, theme: Theme): ThemedPart {
  const request = createStatisticsRequest(context, 'statistics-request');
  const tiles = createFactTiles('Statistics over samples');
  const table = createMomentsTable('Terms over the samples', 'moments-table');
  const coupling = createCouplingCard();
  const temperature = createStatisticsChart(context, theme, {
    testId: 'chart-temperature',
    title: 'temperature',
    axis: 'loss per degree of freedom',
    keys: TEMPERATURE_KEYS,
    caption:
      'What the noise of the batches would keep every parameter at; it falls where gradients come to agree.',
    logarithmic: 'logNoise',
  });
  const noiseScale = createStatisticsChart(context, theme, {
    testId: 'chart-noise-scale',
    title: 'noise scale',
    axis: 'samples',
    keys: NOISE_SCALE_KEYS,
    caption: 'The batch at which noise and gradient are alike: much larger batches than that gain little.',
    logarithmic: 'logOrder',
  });
  const charts = [temperature, noiseScale];
  const content = element(
    'div',
    { class: 'results' },
    tiles.root,
    table.root,
    element('div', { class: 'figures' }, ...charts.map(({ root }) => root)),
    coupling.root,
  );
  return {
    root: element('div', { 'class': 'view', 'data-testid': 'view-statistics' }, request.root, content),
    update(view) {
      request.update(view);
      const record = view.run?.statistics;
      content.hidden = record === undefined;
      coupling.update(view);
      if (record === undefined) return;
      for (const chart of charts) chart.update(view);
      const estimates = view.run?.ensemble?.statistics;
      tiles.show(statisticsFacts(record, estimates));
      table.show(momentsRows(record, estimates));
    },
    setTheme(next) {
      for (const chart of charts) chart.setTheme(next);
    },
  };
}
