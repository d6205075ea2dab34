import { Chart, type ChartOptions } from 'chart.js';
import type { ChartData } from '../../src/run/chartData.js';
import type { LayerView, Place, RunView } from '../../src/protocol/panel.js';
import { depthPoints, depthTable, placeAt, type DepthLine, type DepthValues } from '../model/depthLines.js';
import { estimateText } from '../model/ensembleTable.js';
import { barNotes, errorBars, type DepthEstimate } from '../model/estimates.js';
import { formatScientific } from '../model/formatNumber.js';
import type { Point } from '../model/stepLines.js';
import { plainSymbol } from '../../src/quantities/symbol.js';
import { placeOf, symmetricLogFor, valueAt, type SymmetricLog } from '../../src/run/symmetricLog.js';
import { createCheckbox } from '../toolkit.js';
import { axisOptions, COMMON_OPTIONS, tickOptions, tooltipOptions } from './chartSetup.js';
import type { PanelContext, ThemedPart } from './context.js';
import { drawErrorBars, type ShownBars } from './errorBars.js';
import { createFigure } from './figure.js';
import { columnWidth, createBackdropPlugin } from './layerBackdrop.js';
import { LAYER_TOOLTIP_FOOTER, layerLabel } from './layerTooltip.js';
import { createLegend, lineItem } from './legend.js';
import { LAYER_AXIS_TITLE } from './stackedLayers.js';
import type { Theme } from './theme.js';
import { valueAxis } from './valueAxis.js';

/** What a chart along the depth shows. */
export interface DepthChart<K extends string> {
  readonly testId: string;
  readonly title: string;
  /** What the vertical axis measures, with its unit. */
  readonly axis: string | (() => string);
  readonly lines: Readonly<Record<K, DepthLine>>;
  readonly keys: readonly K[];
  /** Undefined where the record is not there. */
  readonly valuesOf: (run: RunView) => DepthValues<K> | undefined;
  /** Mean ± standard error of the same over other runs; undefined without them. */
  readonly estimateOf?: (run: RunView) => DepthEstimate<K> | undefined;
  /** One line on what to read off it, in the notation of `parseSymbol`. */
  readonly caption: (run: RunView) => string;
  readonly summary: (run: RunView) => string;
  readonly isLogarithmic: () => boolean;
  readonly setLogarithmic: (logarithmic: boolean) => void;
}

/** Lines along the depth: values of layers stand at m, those of interfaces between m − 1 and m. */
export function createDepthChart<K extends string>(
  context: PanelContext,
  firstTheme: Theme,
  spec: DepthChart<K>,
): ThemedPart {
  const { keys, lines } = spec;
  let theme = firstTheme;
  let layers: readonly LayerView[] = [];
  let selection: Place | undefined;
  let values: DepthValues<K> | undefined;
  let estimate: DepthEstimate<K> | undefined;
  let bars: readonly ShownBars[] = [];
  let hidden: readonly K[] = [];
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
      hidden = hidden.includes(key) ? hidden.filter((other) => other !== key) : [...hidden, key];
      redraw();
    },
  );
  const figure = createFigure({
    testId: spec.testId,
    tools: checkbox.root,
    legend: legend.root,
    draw: () => {
      draw();
    },
    table: () =>
      depthTable(
        shownKeys().map((key) => ({ line: lines[key], values: values?.[key] ?? [] })),
        layers,
      ),
    exports: { context, chart: () => chartData() },
  });
  /** What is drawn, with the values themselves; an interface stands in front of its layer. */
  const chartData = (): ChartData => ({
    title: spec.title,
    xLabel: LAYER_AXIS_TITLE,
    yLabel: typeof spec.axis === 'string' ? spec.axis : spec.axis(),
    yScale: spec.isLogarithmic() ? 'symmetricLog' : 'linear',
    lines: shownKeys().map((key) => {
      const points = depthPoints(lines[key], values?.[key] ?? [], (value) => value);
      return {
        name: lines[key].symbol,
        dash: lines[key].dash,
        x: Float64Array.from(points, ({ x }) => x),
        y: Float64Array.from(points, ({ y }) => y),
      };
    }),
  });
  figure.setTitle(spec.title);

  const shownKeys = (): K[] => keys.filter((key) => !hidden.includes(key));

  const place = (value: number): number => (scale === undefined ? value : placeOf(scale, value));

  const chart = new Chart<'line', Point[]>(figure.canvas, {
    type: 'line',
    data: { datasets: [] },
    plugins: [
      createBackdropPlugin(() => ({ theme, layerCount: layers.length, selection })),
      drawErrorBars(
        () => theme,
        () => bars,
        place,
      ),
    ],
  });

  const axisText = (): string => (typeof spec.axis === 'string' ? spec.axis : spec.axis());
  const placeText = (key: K, x: number): string =>
    lines[key].at === 'layer' ? `layer ${x}` : `in front of layer ${Math.round(x + 0.5)}`;

  const buildOptions = (): ChartOptions<'line'> => ({
    ...COMMON_OPTIONS,
    parsing: false,
    interaction: { mode: 'nearestOfEach', intersect: false },
    onClick: (event, _, { scales }) => {
      const x = event.x === null ? undefined : scales['x']?.getValueForPixel(event.x);
      const kinds = shownKeys().map((key) => lines[key].at);
      if (x !== undefined && layers.length > 0) context.toggle(placeAt(x, layers.length, kinds));
    },
    layout: { padding: { top: 8, right: 8 } },
    scales: {
      x: {
        type: 'linear',
        ...axisOptions(theme, LAYER_AXIS_TITLE),
        bounds: 'data',
        afterDataLimits: (axis) => {
          axis.min = -0.7;
          axis.max = layers.length - 0.3;
        },
        grid: { display: false },
        afterBuildTicks: (axis) => {
          axis.ticks = layers.map((_, value) => ({ value }));
        },
        ticks: {
          ...tickOptions(theme),
          callback: (value) => layerLabel(layers, Number(value), columnWidth(chart)),
        },
      },
      y: {
        ...valueAxis({ theme, title: axisText(), scale: () => scale, hasValues: () => values !== undefined }),
        afterDataLimits: (axis) => {
          const ends = bars.flatMap((line) =>
            line.bars.flatMap(({ low, high }) => [place(low), place(high)]),
          );
          axis.min = Math.min(axis.min, ...ends);
          axis.max = Math.max(axis.max, ...ends);
        },
      },
    },
    plugins: {
      tooltip: {
        ...tooltipOptions(theme),
        callbacks: {
          title: () => '',
          footer: () => LAYER_TOOLTIP_FOOTER,
          label: ({ datasetIndex, parsed }) => {
            const key = shownKeys()[datasetIndex];
            if (key === undefined) return '';
            const value = scale === undefined ? parsed.y : valueAt(scale, parsed.y ?? NaN);
            const symbol = plainSymbol(lines[key].symbol);
            const at = Math.round((parsed.x ?? 0) + (lines[key].at === 'layer' ? 0 : 0.5));
            const over =
              estimate?.means[key][at] === undefined
                ? ''
                : `; seeds ${estimateText({ mean: estimate.means[key][at], standardError: estimate.errors[key][at] })}`;
            return `${symbol}  ${formatScientific(value ?? NaN)}, ${placeText(key, parsed.x ?? 0)}${over}`;
          },
        },
      },
    },
  });

  /** What the axis was last labelled with. */
  let labelled = '';
  const redraw = (): void => {
    checkbox.setChecked(spec.isLogarithmic());
    legend.show(hidden);
    figure.redraw();
  };

  const draw = (): void => {
    const shown = shownKeys();
    const all = shown.flatMap((key) => (values?.[key] ?? []).filter((value) => value !== undefined));
    scale = spec.isLogarithmic() ? symmetricLogFor(all) : undefined;
    bars = shown.map((key) => ({
      hue: lines[key].hue,
      bars: errorBars(lines[key].at, estimate?.means[key] ?? [], estimate?.errors[key] ?? []),
    }));
    if (axisText() !== labelled) {
      labelled = axisText();
      chart.options = buildOptions();
    }
    chart.data.datasets = shown.map((key) => {
      const { name, hue, dash, marker } = lines[key];
      const color = theme.hues[hue];
      return {
        label: name,
        data: depthPoints(lines[key], values?.[key] ?? [], place),
        borderColor: color,
        backgroundColor: color,
        borderWidth: 1.5,
        borderDash: [...dash],
        pointStyle: marker,
        pointRadius: layers.length > 40 ? 0 : 4,
      };
    });
    chart.update('none');
  };

  chart.options = buildOptions();
  return {
    root: figure.root,
    update(view) {
      const { run } = view;
      ({ selection } = view);
      layers = run?.layers ?? [];
      values = run && spec.valuesOf(run);
      estimate = run && spec.estimateOf?.(run);
      legend.setNotes(barNotes(estimate));
      if (run !== undefined) {
        figure.setCaption(spec.caption(run));
        figure.setSummary(spec.summary(run));
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
