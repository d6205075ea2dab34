import { Chart, type ChartOptions } from 'chart.js';
import type { RefinementView } from '../../src/protocol/refinement.js';
import {
  FIELD_TEXTS,
  OFFSET_TEXTS,
  REFINED_ORDERS,
  REFINEMENT_LINES,
  refinementPoints,
  refinementResult,
  refinementSummary,
  refinementTable,
  type RefinedOrder,
} from '../model/refinementChart.js';
import { formatSteady } from '../model/formatNumber.js';
import type { Point } from '../model/stepLines.js';
import { plainSymbol } from '../../src/quantities/symbol.js';
import { createButton } from '../toolkit.js';
import { axisOptions, COMMON_OPTIONS, tickOptions, tooltipOptions } from './chartSetup.js';
import type { PanelContext, ThemedPart } from './context.js';
import { element, setText } from './dom.js';
import { createFigure } from './figure.js';
import { createLegend, lineItem } from './legend.js';
import type { Theme } from './theme.js';

const CAPTION =
  'The same smooth fields on lattices of N × N neurons, N = 16 … 256. An expansion to order n is right where its error falls as a^{n+1}: read the slopes off the lines. It does not depend on the run.';

/** Proves the gradient expansion of a local network before one’s eyes: error against spacing, order by order. */
export function createRefinementCard(context: PanelContext, firstTheme: Theme): ThemedPart {
  let theme = firstTheme;
  let shown: RefinementView | undefined;
  let hidden: readonly RefinedOrder[] = [];

  const choice = (label: string, testId: string, texts: Readonly<Record<string, string>>) =>
    element(
      'select',
      { 'aria-label': label, 'data-testid': testId },
      ...Object.entries(texts).map(([value, text]) => element('option', { value }, text)),
    );
  const offsets = choice('Where weights are', 'refinement-offsets', OFFSET_TEXTS);
  const fields = choice('Weight fields', 'refinement-fields', FIELD_TEXTS);
  const isRunning = (): boolean => shown?.status === 'running';
  const face = () => ({
    label: isRunning() ? 'Cancel' : 'Run refinement experiment',
    testId: isRunning() ? 'refinement-cancel' : 'refinement-run',
  });
  const button = createButton({
    ...face(),
    onClick: () => {
      if (isRunning()) context.post({ type: 'cancelRefinement' });
      else {
        context.post({
          type: 'runRefinement',
          offsets: keyOf(OFFSET_TEXTS, offsets.value, 'midLink'),
          fields: keyOf(FIELD_TEXTS, fields.value, 'perTap'),
        });
      }
    },
  });
  const progress = element('progress', { 'max': '1', 'aria-label': 'Progress of the experiment' });
  const status = element('p', { 'class': 'caption', 'role': 'status', 'data-testid': 'refinement-status' });
  const controls = element(
    'div',
    { class: 'kernel-choices' },
    element('label', {}, 'Weights ', offsets),
    element('label', {}, 'Weight fields ', fields),
    button.root,
    progress,
  );
  const legend = createLegend(
    'Orders',
    REFINED_ORDERS.map((order) => lineItem(order, REFINEMENT_LINES[order])),
    (order) => {
      hidden = hidden.includes(order) ? hidden.filter((other) => other !== order) : [...hidden, order];
      figure.redraw();
    },
  );
  const figure = createFigure({
    testId: 'chart-refinement',
    tools: element('span'),
    legend: element('div', {}, controls, legend.root, status),
    draw: () => {
      draw();
    },
    table: () => refinementTable(shown),
    exports: { context },
  });
  figure.setTitle('Refinement experiment');
  figure.setCaption(CAPTION);

  const chart = new Chart<'line', Point[]>(figure.canvas, { type: 'line', data: { datasets: [] } });
  const shownOrders = (): RefinedOrder[] => REFINED_ORDERS.filter((order) => !hidden.includes(order));

  const buildOptions = (): ChartOptions<'line'> => ({
    ...COMMON_OPTIONS,
    parsing: false,
    interaction: { mode: 'nearestOfEach', intersect: false },
    layout: { padding: { top: 8, right: 24 } },
    scales: {
      x: {
        type: 'linear',
        ...axisOptions(theme, 'spacing a_y of the torus [0, 2π)² (logarithmic)'),
        afterBuildTicks: (axis) => {
          if (shown?.status !== 'done') return;
          axis.ticks = shown.rows.map(({ widthSpacing }) => ({ value: Math.log10(widthSpacing) }));
        },
        ticks: { ...tickOptions(theme), callback: (value) => (10 ** Number(value)).toPrecision(2) },
      },
      y: {
        type: 'linear',
        ...axisOptions(theme, 'error of the density (logarithmic)'),
        ticks: {
          ...tickOptions(theme),
          callback: (value) => (Number.isInteger(value) ? `1e${value}` : ''),
        },
      },
    },
    plugins: {
      tooltip: {
        ...tooltipOptions(theme),
        callbacks: {
          title: () => '',
          label: ({ datasetIndex, parsed }) => {
            const order = shownOrders()[datasetIndex];
            const symbol = order === undefined ? '' : plainSymbol(REFINEMENT_LINES[order].symbol);
            return `${symbol}: ${formatSteady(10 ** (parsed.y ?? NaN))} at a_y = ${formatSteady(10 ** (parsed.x ?? NaN))}`;
          },
        },
      },
    },
  });

  const draw = (): void => {
    legend.show(hidden);
    const view = shown;
    chart.data.datasets =
      view?.status !== 'done'
        ? []
        : shownOrders().map((order) => {
            const { hue, dash, marker } = REFINEMENT_LINES[order];
            const color = theme.hues[hue];
            return {
              label: REFINEMENT_LINES[order].symbol,
              data: refinementPoints(view, order),
              borderColor: color,
              backgroundColor: color,
              borderWidth: 1.5,
              borderDash: [...dash],
              pointStyle: marker,
              pointRadius: 4,
            };
          });
    chart.update('none');
  };

  chart.options = buildOptions();
  return {
    root: figure.root,
    update({ refinement }) {
      if (refinement !== shown) {
        shown = refinement;
        if (shown?.status === 'running') {
          offsets.value = shown.offsets;
          fields.value = shown.fields;
        }
        button.setFace(face());
      }
      progress.hidden = shown?.status !== 'running';
      if (shown?.status === 'running') progress.value = shown.progress;
      setText(status, statusText(shown));
      figure.setSummary(refinementSummary(shown));
      figure.redraw();
    },
    setTheme(next) {
      theme = next;
      chart.options = buildOptions();
      figure.redraw();
    },
  };
}

function statusText(view: RefinementView | undefined): string {
  switch (view?.status) {
    case undefined:
      return 'Not run yet: it takes some seconds.';
    case 'running':
      return 'Running…';
    case 'cancelled':
      return 'Cancelled.';
    case 'failed':
      return `The experiment failed: ${view.message}. Run it again.`;
    case 'done':
      return `Weights ${OFFSET_TEXTS[view.offsets]}, fields: ${FIELD_TEXTS[view.fields]}. ${refinementResult(view)}`;
  }
}

function keyOf<K extends string>(texts: Readonly<Record<K, string>>, value: string, otherwise: K): K {
  const isKey = (name: string): name is K => Object.hasOwn(texts, name);
  return isKey(value) ? value : otherwise;
}
