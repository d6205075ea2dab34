import { Chart, type ChartOptions } from 'chart.js';
import zoomPlugin from 'chartjs-plugin-zoom';
import type { Band, ComparedRun, PanelView, RunSeries, RunView, Series } from '../../src/protocol/panel.js';
import type { ChartData } from '../../src/run/chartData.js';
import { formatCount } from '../../src/run/format.js';
import { COMPARED_DASHES, COMPARED_OPACITY, legendNotes } from '../model/comparedLines.js';
import { stepTable } from '../model/figureTable.js';
import { formatSteady } from '../model/formatNumber.js';
import { keepSame } from '../model/steady.js';
import { pointsOf, seriesBetween, type Line, type Point } from '../model/stepLines.js';
import { placeOf, symmetricLogFor, valueAt, type SymmetricLog } from '../../src/run/symmetricLog.js';
import { createCheckbox } from '../toolkit.js';
import { COMMON_OPTIONS, tooltipOptions } from './chartSetup.js';
import type { PanelContext, ThemedPart } from './context.js';
import { createFigure } from './figure.js';
import { createLegend, lineItem } from './legend.js';
import { fitStepAxis, stepAxis } from './stepAxis.js';
import { drawBands, drawMarkers, MARKER_RADIUS, markSelectedStep, type ShownBand } from './stepPlugins.js';
import { attachTimeline, stepZoomOptions, ZOOM_HELP } from './stepZoom.js';
import type { Theme } from './theme.js';
import { valueAxis } from './valueAxis.js';

/** What a chart over the steps shows, and where it remembers how it is shown. */
export interface StepChart<K extends string> {
  readonly testId: string;
  /** Perhaps one that changes with what is shown. */
  readonly title: string | ((run: RunView) => string);
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
  /** One line on what to read off it, in the notation of `parseSymbol`. */
  readonly caption?: string;
  /** What the chart shows, in words, for those who do not see it. */
  readonly summary: (run: RunView, hidden: readonly K[]) => string;
  readonly isLogarithmic: () => boolean;
  readonly setLogarithmic: (logarithmic: boolean) => void;
  readonly hidden: () => readonly K[];
  readonly setHidden: (hidden: readonly K[]) => void;
}

/** A line of the shown run, or of one that is laid over it. */
interface ShownLine<K> {
  readonly key: K;
  /** Undefined: the shown run. */
  readonly other: ComparedRun | undefined;
  readonly name: string;
  readonly series: Series;
  readonly band: Band | undefined;
}

/** What is drawn, to be compared with what is to be drawn. */
interface Drawn {
  /** What tells the lines apart, their series and bands: the same ones while nothing has changed. */
  readonly parts: readonly unknown[];
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly logarithmic: boolean;
  readonly theme: Theme;
}

/** Lines over the steps, on a linear or a symmetric logarithmic axis; a click selects the step. */
export function createStepChart<K extends string>(
  context: PanelContext,
  firstTheme: Theme,
  spec: StepChart<K>,
): ThemedPart {
  const { keys, lines } = spec;
  const { timeline } = context;
  let theme = firstTheme;
  let run: RunView | undefined;
  /** Undefined: a linear axis. */
  let scale: SymmetricLog | undefined;
  let drawn: Drawn | undefined;
  let bands: readonly ShownBand[] = [];
  /** Those of the shown run first: the markers go by index. Unchanged series are kept, so that nothing is drawn again for them. */
  let known: readonly ShownLine<K>[] = [];

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
  const shownKeys = (): K[] => keys.filter((key) => !spec.hidden().includes(key));
  const shownLines = (): ShownLine<K>[] => known.filter(({ key }) => !spec.hidden().includes(key));
  const figure = createFigure({
    testId: spec.testId,
    tools: checkbox.root,
    legend: legend.root,
    draw: () => {
      draw();
    },
    table: () =>
      stepTable(
        shownLines().filter(({ series }) => series.steps.length > 0),
        timeline.visible,
      ),
    exports: { context, chart: () => chartData() },
  });
  const titleNow = (): string => {
    if (typeof spec.title === 'string') return spec.title;
    return run === undefined ? '' : spec.title(run);
  };
  /** What is drawn, with the values themselves. */
  const chartData = (): ChartData => ({
    title: titleNow(),
    xLabel: 'step',
    yLabel: spec.axis,
    yScale: spec.isLogarithmic() ? 'symmetricLog' : 'linear',
    lines: shownLines().map(({ key, other, name, series }) => {
      const { steps, values } = seriesBetween(series, timeline.visible);
      return {
        name,
        dash: other === undefined ? lines[key].dash : COMPARED_DASHES[other.hue],
        x: steps,
        y: values,
      };
    }),
  });
  figure.setTitle(titleNow());
  figure.setCaption(spec.caption ?? '');

  const selectAt = (x: number | undefined): void => {
    if (x === undefined || run?.firstStep === undefined || run.lastStep === undefined) return;
    const step = Math.min(run.lastStep, Math.max(run.firstStep, Math.round(x)));
    context.post({ type: 'selectStep', step });
  };
  const place = (value: number): number => (scale === undefined ? value : placeOf(scale, value));

  const chart = new Chart<'line', Point[]>(figure.canvas, {
    type: 'line',
    data: { datasets: [] },
    plugins: [
      zoomPlugin,
      drawBands(
        () => theme,
        () => bands,
        place,
      ),
      drawMarkers(
        () => theme,
        () => shownKeys().map((key) => lines[key]),
      ),
      markSelectedStep(
        () => theme,
        () => run?.frame?.step,
      ),
    ],
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
      x: stepAxis(theme, timeline),
      y: valueAxis({
        theme,
        title: spec.axis,
        scale: () => scale,
        hasValues: () => run?.frame !== undefined,
      }),
    },
    plugins: {
      zoom: stepZoomOptions(theme, timeline, () => {
        drawn = undefined;
        redraw();
      }),
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

  const buildDataset = ({ key, other, name }: ShownLine<K>, points: Point[]) => {
    const { hue, dash, marker } = lines[key];
    const color =
      other === undefined
        ? theme.hues[hue]
        : `color-mix(in srgb, ${theme.hues[hue]} ${COMPARED_OPACITY * 100}%, transparent)`;
    return {
      label: name,
      data: points,
      borderColor: color,
      backgroundColor: color,
      // A line of another run: the quantity's colour, thin, in the dashes of the run.
      borderWidth: other === undefined ? 1.5 : 1,
      borderDash: [...(other === undefined ? dash : COMPARED_DASHES[other.hue])],
      pointStyle: marker,
      // Some points carry a marker, drawn by a plug-in: a radius for each of thousands would be slow.
      pointRadius: 0,
      pointHoverRadius: other === undefined ? MARKER_RADIUS : 2,
    };
  };

  const draw = (): void => {
    const shown = shownLines();
    const { visible } = timeline;
    const next: Drawn = {
      parts: shown.flatMap(({ name, other, series, band }) => [name, other?.hue, series, band]),
      first: visible?.first,
      last: visible?.last,
      logarithmic: spec.isLogarithmic(),
      theme,
    };
    // The selected step may have moved: drawing is cheap beside making points of all values.
    if (drawn !== undefined && isSame(drawn, next)) {
      chart.draw();
      return;
    }
    drawn = next;
    const seen = shown.map((line) => ({ line, series: seriesBetween(line.series, visible) }));
    scale = next.logarithmic ? symmetricLogFor(flatten(seen.map(({ series }) => series.values))) : undefined;
    bands = shown.flatMap(({ key, band }) => (band === undefined ? [] : [{ line: lines[key], band }]));
    chart.data.datasets = seen.map(({ line, series }) => buildDataset(line, pointsOf(series, place)));
    fitStepAxis(chart, timeline);
    chart.update('none');
  };

  const redraw = (): void => {
    checkbox.setChecked(spec.isLogarithmic());
    legend.show(spec.hidden());
    figure.redraw();
  };

  const take = (next: RunView): void => {
    const linesOf = (other: ComparedRun | undefined): ShownLine<K>[] =>
      keys.map((key) => {
        const before = known.find((line) => line.key === key && line.other?.id === other?.id);
        const band = other === undefined ? spec.bandOf?.(next, key) : undefined;
        return {
          key,
          other,
          name: other === undefined ? lines[key].name : `${other.name}: ${lines[key].name}`,
          series: keepSame(before?.series, spec.seriesOf(other ?? next, key)),
          band: band && keepSame(before?.band, band),
        };
      });
    known = [undefined, ...next.compared].flatMap(linesOf);
    legend.setNotes(legendNotes(next, spec.bandOf !== undefined));
    for (const key of keys) legend.setMissing(key, spec.missing(next, key));
    figure.setTitle(titleNow());
    figure.setSummary(`${spec.summary(next, spec.hidden())} ${ZOOM_HELP}`);
  };

  chart.options = buildOptions();
  attachTimeline(figure.plot, chart, timeline);
  timeline.listenToRange(redraw);
  return {
    root: figure.root,
    update(view: PanelView) {
      ({ run } = view);
      if (run !== undefined) take(run);
      redraw();
    },
    setTheme(next) {
      theme = next;
      chart.options = buildOptions();
      redraw();
    },
  };
}

const isSame = (a: Drawn, b: Drawn): boolean =>
  a.first === b.first &&
  a.last === b.last &&
  a.logarithmic === b.logarithmic &&
  a.theme === b.theme &&
  a.parts.length === b.parts.length &&
  a.parts.every((part, i) => part === b.parts[i]);

function* flatten(arrays: readonly Float64Array[]): Iterable<number> {
  for (const array of arrays) yield* array;
}
