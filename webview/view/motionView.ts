import type { RunView } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { formatSteady } from '../model/formatNumber.js';
import { MOTION_KEYS, MOTION_LINES, motionFacts, motionRows, motionValues } from '../model/motionSymmetry.js';
import { createStatisticsRequest } from './askForStatistics.js';
import type { PanelContext, ThemedPart } from './context.js';
import { createDepthChart } from './depthChart.js';
import { element } from './dom.js';
import { createFactTiles } from './factTiles.js';
import { createMatrix } from './matrix.js';
import { createRecordTable } from './recordTable.js';
import { createSymmetryCard } from './symmetryCard.js';
import type { Theme } from './theme.js';

const orNone = (value: number | undefined): string => (value === undefined ? '—' : formatSteady(value));

const framesText = ({ statistics }: RunView): string =>
  statistics === undefined
    ? ''
    : `Means over ${formatCount(statistics.symmetry.frames)} analysed steps up to step ${formatCount(statistics.step)}. `;

/** Whether the motion is as symmetric along depth as the network is, what ReLU layers keep, and how far order reaches. */
export function createMotionView(context: PanelContext, theme: Theme): ThemedPart {
  const structure = createSymmetryCard(context, 'motion-structure', []);
  const request = createStatisticsRequest(context, 'motion-request');
  const tiles = createFactTiles('Symmetry of the motion');
  const chart = createDepthChart(context, theme, {
    testId: 'chart-motion',
    title: 'Densities along depth',
    axis: 'per degree of freedom (per step², mass 1)',
    lines: MOTION_LINES,
    keys: MOTION_KEYS,
    valuesOf: ({ statistics }) => statistics && motionValues(statistics),
    caption: (run) =>
      `${framesText(run)}Level lines: the motion is as symmetric as the network. A straight slope on the logarithmic axis is an eigenstate of the translation, not a break.`,
    summary: (run) => `Chart of the densities per degree of freedom along depth. ${framesText(run)}`,
    isLogarithmic: () => context.state.logMotion,
    setLogarithmic: (logMotion) => {
      context.remember({ logMotion });
    },
  });
  const order = createMatrix(
    'Correlation of displacements between layers (1: they move alike)',
    'order-matrix',
  );
  const orderCard = element('section', { class: 'card' }, element('h2', {}, 'Long-range order'), order.root);
  const table = createRecordTable('Verdicts', 'motion-table', [
    { text: 'density', isNumber: false },
    { text: 'of', isNumber: false },
    { text: 'verdict', isNumber: false },
    { text: 'variation', isNumber: true },
    { text: 'slope of ln τ', isNumber: true },
    { text: 'less the expected', isNumber: true },
    { text: '±', isNumber: true },
  ]);
  const figures = element('div', { class: 'figures' }, chart.root, orderCard);
  const content = element('div', { class: 'results' }, tiles.root, figures, table.root);
  return {
    root: element(
      'div',
      { 'class': 'view', 'data-testid': 'view-motion' },
      structure.root,
      request.root,
      content,
    ),
    update(view) {
      structure.update(view);
      request.update(view);
      chart.update(view);
      const record = view.run?.statistics;
      content.hidden = record === undefined;
      if (record === undefined) return;
      tiles.show(motionFacts(record));
      const { value } = record.order;
      orderCard.hidden = value === undefined;
      if (value !== undefined) {
        order.show(
          value.layers.map((m) => `z${m}`),
          value.similarity,
          (similarity) => similarity,
          (similarity) => similarity.toFixed(2),
        );
      }
      table.show(
        motionRows(record).map((row) => [
          { name: row.name, symbol: row.symbol },
          row.stretch,
          row.verdict,
          orNone(row.variation),
          orNone(row.slope),
          orNone(row.excessSlope),
          orNone(row.excessSlopeError),
        ]),
      );
    },
    setTheme(next) {
      chart.setTheme(next);
    },
  };
}
