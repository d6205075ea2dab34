import type { PanelView, RunView } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { depthEstimate } from '../model/estimates.js';
import { formatSteady } from '../model/formatNumber.js';
import {
  KINETIC_KEYS,
  KINETIC_LINES,
  kineticFact,
  kineticUnit,
  kineticValues,
  summarizeKinetic,
} from '../model/kineticEnergy.js';
import { MOTION_KEYS, MOTION_LINES, motionFacts, motionRows, motionValues } from '../model/motionSymmetry.js';
import { LENGTH_KEYS, ORDER_KEYS } from '../model/statisticsLines.js';
import { createCheckbox } from '../toolkit.js';
import { createStatisticsRequest } from './askForStatistics.js';
import type { PanelContext, ThemedPart } from './context.js';
import { createDepthChart } from './depthChart.js';
import { element, setText } from './dom.js';
import { createFactTiles } from './factTiles.js';
import { createMatrix } from './matrix.js';
import { createRecordTable } from './recordTable.js';
import { createStatisticsChart } from './statisticsChart.js';
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
  let shown: PanelView | undefined;
  const perRate = (): boolean => context.state.massPerRate;
  const mass = createCheckbox({
    label: 'Mass 1/η: kinetic terms in loss',
    checked: perRate(),
    testId: 'mass-per-rate',
    onChange: (massPerRate) => {
      context.remember({ massPerRate });
      if (shown !== undefined) update(shown);
    },
  });
  const massText = element('span', { 'class': 'caption', 'data-testid': 'mass-text' });
  const massCard = element('div', { class: 'card statistics-request' }, massText, mass.root);
  const kineticTiles = createFactTiles('Kinetic energy of the step');
  const kinetic = createDepthChart(context, theme, {
    testId: 'chart-kinetic',
    title: 'Kinetic energy by layer',
    axis: () => `energy (${kineticUnit(perRate())})`,
    lines: KINETIC_LINES,
    keys: KINETIC_KEYS,
    valuesOf: ({ dynamics }) => dynamics && kineticValues(dynamics, perRate(), dynamics),
    estimateOf: ({ ensemble, dynamics }) =>
      dynamics && depthEstimate(ensemble?.dynamics, (record) => kineticValues(record, perRate(), dynamics)),
    caption: ({ dynamics }) =>
      `${dynamics === undefined ? '' : `At step ${formatCount(dynamics.step)}. `}Which layers move: ε_m is half the squared step of all parameters of a layer.`,
    summary: ({ dynamics }) => summarizeKinetic(dynamics, perRate()),
    isLogarithmic: () => context.state.logKinetic,
    setLogarithmic: (logKinetic) => {
      context.remember({ logKinetic });
    },
  });
  const length = createStatisticsChart(context, theme, {
    testId: 'chart-correlation-length',
    title: 'correlation length',
    axis: 'layers',
    keys: LENGTH_KEYS,
    caption:
      'Over how many layers displacements stay alike, with its error over halves of the samples (or over the seeds of an ensemble), beside that of the untrained network.',
    logarithmic: 'logOrder',
  });
  const neighbours = createStatisticsChart(context, theme, {
    testId: 'chart-order',
    title: 'order of neighbours',
    axis: 'mean similarity (1: they move alike)',
    keys: ORDER_KEYS,
    caption:
      'Order is what stands out of the samples in random order, whose band is one standard deviation; what training adds is what it has gained since the start.',
    logarithmic: 'logOrder',
  });
  const chart = createDepthChart(context, theme, {
    testId: 'chart-motion',
    title: 'Densities along depth',
    axis: () => `per degree of freedom (${kineticUnit(perRate())})`,
    lines: MOTION_LINES,
    keys: MOTION_KEYS,
    valuesOf: ({ statistics }) => statistics && motionValues(statistics, perRate(), statistics),
    estimateOf: ({ ensemble, statistics }) =>
      statistics &&
      depthEstimate(ensemble?.statistics, (record) => motionValues(record, perRate(), statistics)),
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
    { text: 'variation over seeds', isNumber: true },
    { text: 'slope of ln τ', isNumber: true },
    { text: 'less the expected', isNumber: true },
    { text: '±', isNumber: true },
  ]);
  const figures = element('div', { class: 'figures' }, chart.root, orderCard, length.root, neighbours.root);
  const content = element('div', { class: 'results' }, tiles.root, figures, table.root);
  const energies = element('div', { class: 'results' }, kineticTiles.root, kinetic.root);
  const charts = [kinetic, chart, length, neighbours];
  const update = (view: PanelView): void => {
    shown = view;
    structure.update(view);
    request.update(view);
    for (const part of charts) part.update(view);
    mass.setChecked(perRate());
    setText(massText, `Kinetic terms in ${kineticUnit(perRate())}. ${MASS_MEANING}`);
    const { dynamics, statistics: record, ensemble } = view.run ?? {};
    massCard.hidden = dynamics === undefined && record === undefined;
    energies.hidden = dynamics === undefined;
    if (dynamics !== undefined) kineticTiles.show([kineticFact(dynamics, perRate())]);
    content.hidden = record === undefined;
    if (record === undefined) return;
    tiles.show(motionFacts(record, ensemble?.statistics));
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
      motionRows(record, ensemble?.statistics).map((row) => [
        { name: row.name, symbol: row.symbol },
        row.stretch,
        row.verdict,
        orNone(row.variation),
        row.ensemble ?? '—',
        orNone(row.slope),
        orNone(row.excessSlope),
        orNone(row.excessSlopeError),
      ]),
    );
  };
  return {
    root: element(
      'div',
      { 'class': 'view', 'data-testid': 'view-motion' },
      structure.root,
      massCard,
      energies,
      request.root,
      content,
    ),
    update,
    setTheme(next) {
      for (const part of charts) part.setTheme(next);
    },
  };
}

/** What the choice of the mass means. */
const MASS_MEANING =
  'With mass 1 a kinetic term is half a squared step, as in the paper; with mass 1/η it is in the units of the loss, and 2T = ‖Δθ‖²/η compares with −Δℓ.';
