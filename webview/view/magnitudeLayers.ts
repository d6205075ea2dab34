import { Chart, type ChartDataset, type ChartOptions } from 'chart.js';
import { tickLabels } from '../../src/run/tickLabels.js';
import {
  magnitudeMarkers,
  magnitudeRange,
  type MagnitudeMarker,
  type MarkedQuantity,
} from '../model/layerBars.js';
import { decadeTicks } from '../../src/run/symmetricLog.js';
import { TERM_KEYS, TERMS, type Hue } from '../model/terms.js';
import { axisOptions, COMMON_OPTIONS, keepWidth, tickOptions, tooltipOptions } from './chartSetup.js';
import { columnWidth, createBackdropPlugin } from './layerBackdrop.js';
import {
  LAYER_TOOLTIP_FOOTER,
  layerLabel,
  layerTooltipLines,
  layerTooltipTitle,
  type LayersShown,
} from './layerTooltip.js';
import { LAYER_AXIS_TITLE, type LayersDrawing } from './stackedLayers.js';
import type { Theme } from './theme.js';

const QUANTITIES = [...TERM_KEYS, 'biasKinetic', 'loss'] as const satisfies readonly MarkedQuantity[];

function hueOf(quantity: MarkedQuantity): Hue {
  if (quantity === 'biasKinetic') return 'foreground';
  return quantity === 'loss' ? 'red' : TERMS[quantity].hue;
}

/** Magnitudes on a logarithmic axis: ▲ positive, ▼ negative, hollow on the boundary; a dash marks K_b. */
export function createMagnitudeLayers(
  canvas: HTMLCanvasElement,
  firstTheme: Theme,
  onPick: (m: number) => void,
): LayersDrawing {
  let theme = firstTheme;
  let shown: LayersShown | undefined;
  let range = magnitudeRange([]);
  const chart = new Chart<'scatter', MagnitudeMarker[]>(canvas, {
    type: 'scatter',
    data: { datasets: [] },
    plugins: [
      createBackdropPlugin(
        () => shown && { theme, layerCount: shown.layers.length, selection: shown.selection },
      ),
    ],
  });

  const layerAt = (x: number | undefined | null): number => Math.round(x ?? 0);

  const buildOptions = (): ChartOptions<'scatter'> => ({
    ...COMMON_OPTIONS,
    parsing: false,
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    onClick: (event, _elements, { scales }) => {
      if (event.x !== null) onPick(layerAt(scales['x']?.getValueForPixel(event.x)));
    },
    layout: { autoPadding: false, padding: { top: 8, right: 8 } },
    scales: {
      x: {
        type: 'linear',
        ...axisOptions(theme, LAYER_AXIS_TITLE),
        bounds: 'data',
        afterDataLimits: (axis) => {
          axis.min = -0.5;
          axis.max = (shown?.layers.length ?? 0) + 0.5;
        },
        grid: { display: false },
        afterBuildTicks: (axis) => {
          axis.ticks = Array.from({ length: (shown?.layers.length ?? 0) + 1 }, (_, value) => ({ value }));
        },
        ticks: {
          ...tickOptions(theme),
          callback: (value) => layerLabel(shown?.layers ?? [], Number(value), columnWidth(chart)),
        },
      },
      y: {
        type: 'linear',
        ...axisOptions(theme, `size of ${shown?.axis ?? ''}`),
        bounds: 'data',
        afterDataLimits: (axis) => {
          [axis.min, axis.max] = [range.least, range.most];
        },
        afterFit: keepWidth,
        afterBuildTicks: (axis) => {
          const limit = Math.max(3, Math.floor(axis.height / 22));
          axis.ticks = decadeTicks(axis.min, axis.max, limit).map(({ place }) => ({ value: place }));
        },
        ticks: {
          ...tickOptions(theme),
          autoSkip: false,
          callback: (_exponent, index, ticks) =>
            shown === undefined ? '' : (tickLabels(ticks.map(({ value }) => 10 ** value))[index] ?? ''),
        },
      },
    },
    plugins: {
      tooltip: {
        ...tooltipOptions(theme),
        displayColors: false,
        filter: (_item, index) => index === 0,
        callbacks: {
          footer: () => LAYER_TOOLTIP_FOOTER,
          title: ([item]) => (item && shown ? layerTooltipTitle(shown, layerAt(item.parsed.x)) : ''),
          label: ({ parsed }) => (shown ? layerTooltipLines(shown, layerAt(parsed.x)) : ''),
        },
      },
    },
  });

  const buildDataset = (
    quantity: MarkedQuantity,
    markers: MagnitudeMarker[],
  ): ChartDataset<'scatter', MagnitudeMarker[]> => {
    const color = theme.hues[hueOf(quantity)];
    const isDash = quantity === 'biasKinetic';
    // Asked for with every drawing: the columns' width changes with the page's.
    const radius = (context: { readonly chart: Chart }): number => {
      const width = columnWidth(context.chart);
      return isDash ? width * 0.4 : Math.max(2.5, Math.min(6, width * 0.11));
    };
    const fills = markers.map(({ sector }) => (sector === 'boundary' ? theme.background : color));
    return {
      data: markers,
      pointStyle: isDash ? 'line' : 'triangle',
      pointRotation: markers.map(({ value }) => (value < 0 ? 180 : 0)),
      pointRadius: radius,
      pointHoverRadius: radius,
      pointBorderColor: color,
      pointHoverBorderColor: color,
      pointBorderWidth: 1.5,
      pointHoverBorderWidth: 1.5,
      pointBackgroundColor: fills,
      pointHoverBackgroundColor: fills,
      showLine: !isDash,
      borderColor: color,
      borderWidth: 1,
      borderDash: [1, 3],
    };
  };

  chart.options = buildOptions();
  return {
    draw(next, hidden) {
      const isOtherAxis = next?.axis !== shown?.axis;
      shown = next;
      if (isOtherAxis) chart.options = buildOptions();
      const hasBias = shown?.layers.map(({ bias }) => bias) ?? [];
      const markers = shown === undefined ? [] : magnitudeMarkers(shown.drawn, hidden, hasBias);
      range = magnitudeRange(markers);
      chart.data.datasets = QUANTITIES.map((quantity) =>
        buildDataset(
          quantity,
          markers.filter((marker) => marker.quantity === quantity),
        ),
      );
      chart.update('none');
    },
    setTheme(next) {
      theme = next;
      chart.options = buildOptions();
    },
    destroy() {
      chart.destroy();
    },
  };
}
