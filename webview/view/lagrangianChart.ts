import { Chart, type ChartOptions, type Plugin } from 'chart.js';
import { drawPoint } from 'chart.js/helpers';
import { LAGRANGIAN_SERIES, type LagrangianSeries, type RunView } from '../../src/protocol/panel.js';
import { formatCount, formatValue } from '../../src/run/format.js';
import { validationGapText } from '../../src/run/validationCurve.js';
import { formatSteady } from '../model/formatNumber.js';
import { carriesMarker, LINES, pointsOf, summarizeLagrangian, type Point } from '../model/lagrangianLines.js';
import { stepTicks } from '../model/niceRange.js';
import {
  placeOf,
  symmetricLogFor,
  symmetricLogTicks,
  valueAt,
  type SymmetricLog,
} from '../model/symmetricLog.js';
import { createCheckbox } from '../toolkit.js';
import { axisOptions, COMMON_OPTIONS, keepWidth, tickOptions, tooltipOptions } from './chartSetup.js';
import type { PanelContext, ThemedPart } from './context.js';
import { createFigure } from './figure.js';
import { createLegend } from './legend.js';
import type { Theme } from './theme.js';

const MARKER_RADIUS = 4;

/** Loss, bulk, boundary and their like over the steps; a click selects the step. */
export function createLagrangianChart(context: PanelContext, firstTheme: Theme): ThemedPart {
  let theme = firstTheme;
  let run: RunView | undefined;
  /** Undefined: a linear axis. */
  let scale: SymmetricLog | undefined;

  const checkbox = createCheckbox({
    label: 'Symmetric log',
    checked: context.state.symmetricLog,
    testId: 'symmetric-log',
    onChange: (symmetricLog) => {
      context.remember({ symmetricLog });
      redraw();
    },
  });
  const legend = createLegend(
    'Lines',
    LAGRANGIAN_SERIES.map((key) => {
      const { symbol, name, hue, dash, marker } = LINES[key];
      return { key, symbol, name, hue, line: { dash, marker } };
    }),
    (key) => {
      const { hiddenSeries } = context.state;
      const shown = hiddenSeries.includes(key);
      context.remember({
        hiddenSeries: shown ? hiddenSeries.filter((other) => other !== key) : [...hiddenSeries, key],
      });
      redraw();
    },
  );
  const figure = createFigure('chart-lagrangian', checkbox.root, legend.root);
  figure.setTitle('Lagrangian over steps');

  const shownSeries = (): LagrangianSeries[] =>
    LAGRANGIAN_SERIES.filter((key) => !context.state.hiddenSeries.includes(key));

  const selectAt = (x: number | undefined): void => {
    if (x === undefined || run?.firstStep === undefined || run.lastStep === undefined) return;
    const step = Math.min(run.lastStep, Math.max(run.firstStep, Math.round(x)));
    context.post({ type: 'selectStep', step });
  };

  const markSelectedStep: Plugin<'line'> = {
    id: 'selectedStep',
    afterDatasetsDraw(chart) {
      const { x } = chart.scales;
      if (x === undefined || run?.frame === undefined) return;
      const { ctx, chartArea } = chart;
      const at = Math.round(x.getPixelForValue(run.frame.step)) + 0.5;
      ctx.save();
      ctx.strokeStyle = ctx.fillStyle = theme.foreground;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(at, chartArea.top);
      ctx.lineTo(at, chartArea.bottom);
      ctx.stroke();
      ctx.beginPath();
      ctx.moveTo(at - 4, chartArea.top);
      ctx.lineTo(at + 4, chartArea.top);
      ctx.lineTo(at, chartArea.top + 6);
      ctx.fill();
      ctx.restore();
    },
  };

  const drawMarkers: Plugin<'line'> = {
    id: 'markers',
    afterDatasetDraw(chart, { index, meta }) {
      const key = shownSeries()[index];
      if (key === undefined) return;
      const { ctx } = chart;
      ctx.save();
      ctx.strokeStyle = ctx.fillStyle = theme.hues[LINES[key].hue];
      ctx.lineWidth = 1.5;
      meta.data.forEach(({ x, y }, i) => {
        if (!carriesMarker(i, meta.data.length) || Number.isNaN(y)) return;
        drawPoint(
          ctx,
          { pointStyle: LINES[key].marker, radius: MARKER_RADIUS, rotation: 0, borderWidth: 1.5 },
          x,
          y,
        );
      });
      ctx.restore();
    },
  };

  const chart = new Chart<'line', Point[]>(figure.canvas, {
    type: 'line',
    data: { datasets: [] },
    plugins: [drawMarkers, markSelectedStep],
  });

  const buildOptions = (): ChartOptions<'line'> => ({
    ...COMMON_OPTIONS,
    parsing: false,
    normalized: true,
    interaction: { mode: 'nearestOfEach', intersect: false },
    onClick: (event, _, { scales }) => {
      if (event.x !== null) selectAt(scales['x']?.getValueForPixel(event.x));
    },
    layout: { padding: { top: 4, right: 8 } },
    scales: {
      x: {
        type: 'linear',
        ...axisOptions(theme, 'step'),
        bounds: 'data',
        afterDataLimits: (axis) => {
          axis.min = run?.firstStep ?? 0;
          axis.max = Math.max(run?.lastStep ?? 0, axis.min + 1);
        },
        afterBuildTicks: (axis) => {
          const limit = Math.max(2, Math.floor(axis.width / 64));
          axis.ticks = stepTicks(axis.min, axis.max, limit).map((value) => ({ value }));
        },
        ticks: {
          ...tickOptions(theme),
          callback: (value) => (run?.frame === undefined ? '' : formatCount(Number(value))),
        },
      },
      y: {
        type: 'linear',
        ...axisOptions(theme, 'Lagrangian terms (per step², mass 1)'),
        afterFit: keepWidth,
        afterBuildTicks: (axis) => {
          if (scale === undefined) return;
          const limit = Math.max(3, Math.floor(axis.height / 22));
          axis.ticks = symmetricLogTicks(scale, axis.min, axis.max, limit).map(({ place }) => ({
            value: place,
          }));
        },
        ticks: {
          ...tickOptions(theme),
          maxTicksLimit: 12,
          autoSkip: false,
          callback: (value) =>
            run?.frame === undefined
              ? ''
              : formatValue(scale === undefined ? Number(value) : valueAt(scale, Number(value))),
        },
      },
    },
    plugins: {
      tooltip: {
        ...tooltipOptions(theme),
        callbacks: {
          footer: () => 'click to look at this step',
          title: (items) => (items[0] === undefined ? '' : `step ${formatCount(items[0].parsed.x ?? 0)}`),
          label: ({ dataset, parsed }) => {
            const value = scale === undefined ? parsed.y : valueAt(scale, parsed.y ?? NaN);
            return `${dataset.label ?? ''}  ${formatSteady(value ?? NaN)}`;
          },
        },
      },
    },
  });

  const buildDataset = (key: LagrangianSeries, points: Point[]) => {
    const { name, hue, dash, marker } = LINES[key];
    const color = theme.hues[hue];
    return {
      label: name,
      data: points,
      borderColor: color,
      backgroundColor: color,
      borderWidth: 1.5,
      borderDash: [...dash],
      pointStyle: marker,
      // Some points carry a marker, drawn below: a radius for each of thousands would be slow.
      pointRadius: 0,
      pointHoverRadius: MARKER_RADIUS,
    };
  };

  const redraw = (): void => {
    const { symmetricLog, hiddenSeries } = context.state;
    checkbox.setChecked(symmetricLog);
    legend.show(hiddenSeries);
    const shown = shownSeries();
    const values = run === undefined ? [] : shown.map((key) => run?.series[key].values ?? new Float64Array());
    scale = symmetricLog ? symmetricLogFor(flatten(values)) : undefined;
    const place = (value: number): number => (scale === undefined ? value : placeOf(scale, value));
    chart.data.datasets = shown.map((key) =>
      buildDataset(key, run === undefined ? [] : pointsOf(run.series[key], place)),
    );
    chart.update('none');
  };

  chart.options = buildOptions();
  return {
    root: figure.root,
    update(view) {
      run = view.run;
      legend.setMissing('validationLoss', run && validationGapText(run.validation));
      if (run !== undefined) figure.setSummary(summarizeLagrangian(run, context.state.hiddenSeries));
      redraw();
    },
    setTheme(next) {
      theme = next;
      chart.options = buildOptions();
      redraw();
    },
  };
}

function* flatten(arrays: readonly Float64Array[]): Iterable<number> {
  for (const array of arrays) yield* array;
}
