import { Chart, type ChartOptions, type Plugin } from 'chart.js';
import { drawPoint } from 'chart.js/helpers';
import type { Band, ComparedRun, RunSeries, RunView, Series } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { COMPARED_DASHES, COMPARED_OPACITY, legendNotes } from '../model/comparedLines.js';
import { formatSteady } from '../model/formatNumber.js';
import { stepTicks } from '../model/niceRange.js';
import { bandOutline, carriesMarker, pointsOf, type Line, type Point } from '../model/stepLines.js';
import { placeOf, symmetricLogFor, valueAt, type SymmetricLog } from '../model/symmetricLog.js';
import { createCheckbox } from '../toolkit.js';
import { axisOptions, COMMON_OPTIONS, tickOptions, tooltipOptions } from './chartSetup.js';
import type { PanelContext, ThemedPart } from './context.js';
import { createFigure } from './figure.js';
import { createLegend, lineItem } from './legend.js';
import type { Theme } from './theme.js';
import { valueAxis } from './valueAxis.js';

const MARKER_RADIUS = 4;
const BAND_OPACITY = 0.22;

/** What a chart over the steps shows, and where it remembers how it is shown. */
export interface StepChart<K extends string> {
  readonly testId: string;
  readonly title: string;
  /** What the vertical axis measures, with its unit. */
  readonly axis: string;
  readonly lines: Readonly<Record<K, Line>>;
  /** In the order of the legend. */
  readonly keys: readonly K[];
  readonly seriesOf: (run: RunSeries, key: K) => Series;
  /** Mean ± standard error of a line over other runs; undefined without them. */
  readonly bandOf?: (run: RunView, key: K) => Band | undefined;
  /** Why a line has no values at all; undefined where it may have some. */
  readonly missing: (run: RunView, key: K) => string | undefined;
  /** What the chart shows, in words, for those who do not see it. */
  readonly summary: (run: RunView, hidden: readonly K[]) => string;
  readonly isLogarithmic: () => boolean;
  readonly setLogarithmic: (logarithmic: boolean) => void;
  readonly hidden: () => readonly K[];
  readonly setHidden: (hidden: readonly K[]) => void;
}

/** Lines over the steps, on a linear or a symmetric logarithmic axis; a click selects the step. */
export function createStepChart<K extends string>(
  context: PanelContext,
  firstTheme: Theme,
  spec: StepChart<K>,
): ThemedPart {
  const { keys, lines } = spec;
  let theme = firstTheme;
  let run: RunView | undefined;
  /** Undefined: a linear axis. */
  let scale: SymmetricLog | undefined;

  const checkbox = createCheckbox({
    label: 'Symmetric log',
    checked: spec.isLogarithmic(),
    testId: `${spec.testId}-log`,
    onChange: (logarithmic) => {
      spec.setLogarithmic(logarithmic);
      redraw();
    },
  });
  const legend = createLegend(
    'Lines',
    keys.map((key) => lineItem(key, lines[key])),
    (key) => {
      const hidden = spec.hidden();
      spec.setHidden(hidden.includes(key) ? hidden.filter((other) => other !== key) : [...hidden, key]);
      redraw();
    },
  );
  const figure = createFigure(spec.testId, checkbox.root, legend.root);
  figure.setTitle(spec.title);

  const shownKeys = (): K[] => keys.filter((key) => !spec.hidden().includes(key));

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

  const drawBands: Plugin<'line'> = {
    id: 'bands',
    beforeDatasetsDraw(chart) {
      const { x, y } = chart.scales;
      const shownRun = run;
      if (x === undefined || y === undefined || shownRun === undefined || spec.bandOf === undefined) return;
      const { ctx, chartArea } = chart;
      const place = (value: number): number => (scale === undefined ? value : placeOf(scale, value));
      ctx.save();
      ctx.beginPath();
      ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
      ctx.clip();
      ctx.globalAlpha = BAND_OPACITY;
      for (const key of shownKeys()) {
        const band = spec.bandOf(shownRun, key);
        if (band === undefined) continue;
        ctx.fillStyle = theme.hues[lines[key].hue];
        ctx.beginPath();
        for (const point of bandOutline(band, place)) {
          ctx.lineTo(x.getPixelForValue(point.x), y.getPixelForValue(point.y));
        }
        ctx.fill();
      }
      ctx.restore();
    },
  };

  const drawMarkers: Plugin<'line'> = {
    id: 'markers',
    afterDatasetDraw(chart, { index, meta }) {
      const key = shownKeys()[index];
      if (key === undefined) return;
      const { ctx } = chart;
      ctx.save();
      ctx.strokeStyle = ctx.fillStyle = theme.hues[lines[key].hue];
      ctx.lineWidth = 1.5;
      meta.data.forEach(({ x, y }, i) => {
        if (!carriesMarker(i, meta.data.length) || Number.isNaN(y)) return;
        drawPoint(
          ctx,
          { pointStyle: lines[key].marker, radius: MARKER_RADIUS, rotation: 0, borderWidth: 1.5 },
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
    plugins: [drawBands, drawMarkers, markSelectedStep],
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
          const ends = run?.compared.map(({ lastStep }) => lastStep ?? 0) ?? [];
          axis.max = Math.max(run?.lastStep ?? 0, ...ends, axis.min + 1);
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
      y: valueAxis({
        theme,
        title: spec.axis,
        scale: () => scale,
        hasValues: () => run?.frame !== undefined,
      }),
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

  const buildDataset = (key: K, points: Point[]) => {
    const { name, hue, dash, marker } = lines[key];
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

  /** A line of another run: the quantity's colour, thin, in the dashes of the run. */
  const buildComparedDataset = (key: K, { name, hue }: ComparedRun, points: Point[]) => {
    const color = `color-mix(in srgb, ${theme.hues[lines[key].hue]} ${COMPARED_OPACITY * 100}%, transparent)`;
    return {
      label: `${name}: ${lines[key].name}`,
      data: points,
      borderColor: color,
      backgroundColor: color,
      borderWidth: 1,
      borderDash: [...COMPARED_DASHES[hue]],
      pointRadius: 0,
      pointHoverRadius: 2,
    };
  };

  const redraw = (): void => {
    checkbox.setChecked(spec.isLogarithmic());
    legend.show(spec.hidden());
    const shown = shownKeys();
    const series = run === undefined ? [] : shown.map((key) => spec.seriesOf(run!, key));
    const compared = (run?.compared ?? []).flatMap((other) =>
      shown.map((key) => ({ other, key, series: spec.seriesOf(other, key) })),
    );
    const all = [...series, ...compared.map((line) => line.series)];
    scale = spec.isLogarithmic() ? symmetricLogFor(flatten(all.map(({ values }) => values))) : undefined;
    const place = (value: number): number => (scale === undefined ? value : placeOf(scale, value));
    // The markers go by index: the lines of the shown run come first.
    chart.data.datasets = [
      ...shown.map((key, i) => buildDataset(key, series[i] === undefined ? [] : pointsOf(series[i], place))),
      ...compared.map((line) => buildComparedDataset(line.key, line.other, pointsOf(line.series, place))),
    ];
    chart.update('none');
  };

  chart.options = buildOptions();
  return {
    root: figure.root,
    update(view) {
      run = view.run;
      if (run !== undefined) {
        legend.setNotes(legendNotes(run, spec.bandOf !== undefined));
        for (const key of keys) legend.setMissing(key, spec.missing(run, key));
        figure.setSummary(spec.summary(run, spec.hidden()));
      }
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
