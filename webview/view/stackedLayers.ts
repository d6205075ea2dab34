import { BarElement, Chart, type ChartOptions, type Plugin } from 'chart.js';
import { tickLabels } from '../../src/run/tickLabels.js';
import { stackedBars, stackExtent } from '../model/layerBars.js';
import { niceRange, niceTicks, type NiceRange } from '../../src/run/niceRange.js';
import { TERMS, type TermKey } from '../model/terms.js';
import { drawSymbol, measureSymbol } from './canvasSymbol.js';
import { axisOptions, COMMON_OPTIONS, keepWidth, tickOptions, tooltipOptions } from './chartSetup.js';
import { columnWidth, createBackdropPlugin } from './layerBackdrop.js';
import {
  LAYER_TOOLTIP_FOOTER,
  layerLabel,
  layerTooltipLines,
  layerTooltipTitle,
  type LayersShown,
} from './layerTooltip.js';
import type { Theme } from './theme.js';

/** One of the two ways to draw the terms of the layers. */
export interface LayersDrawing {
  draw(shown: LayersShown | undefined, hidden: readonly TermKey[]): void;
  setTheme(theme: Theme): void;
  destroy(): void;
}

export const LAYER_AXIS_TITLE = 'layer m, from input to output';

/** Fill of what belongs to the boundary: stripes of the term's colour. */
function stripes(color: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 6;
  const ctx = tile.getContext('2d');
  if (ctx === null) return 'transparent';
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  for (const x of [-6, 0, 6]) {
    ctx.moveTo(x - 1, 7);
    ctx.lineTo(x + 7, -1);
  }
  ctx.stroke();
  return ctx.createPattern(tile, 'repeat') ?? 'transparent';
}

/** Writes a term's symbol into its segments where there is room, so that colour is not the only key. */
function createSegmentLabels(theme: () => Theme): Plugin<'bar'> {
  return {
    id: 'segmentLabels',
    afterDatasetsDraw(chart) {
      const { ctx } = chart;
      const { foreground, background, fontFamily, fontSize } = theme();
      const style = { fontFamily, fontSize, color: foreground, halo: background };
      for (const meta of chart.getSortedVisibleDatasetMetas()) {
        const width = measureSymbol(ctx, meta.label, style) + 4;
        for (const bar of meta.data) {
          if (!(bar instanceof BarElement)) continue;
          const { x, y, base, width: barWidth } = bar.getProps(['x', 'y', 'base', 'width'], true);
          if (x === null || y === null || Math.abs(y - base) < fontSize + 4 || barWidth < width) continue;
          drawSymbol(ctx, meta.label, x, (y + base) / 2, style);
        }
      }
    },
  };
}

/** Signed bars, stacked: what is positive upwards, what is negative downwards; boundary terms striped. */
export function createStackedLayers(
  canvas: HTMLCanvasElement,
  firstTheme: Theme,
  onPick: (m: number) => void,
): LayersDrawing {
  let theme = firstTheme;
  let shown: LayersShown | undefined;
  let range: NiceRange = niceRange(0, 0, 1);
  const chart = new Chart<'bar', number[], number>(canvas, {
    type: 'bar',
    data: { labels: [], datasets: [] },
    plugins: [
      createBackdropPlugin(
        () => shown && { theme, layerCount: shown.layers.length, selection: shown.selection },
      ),
      createSegmentLabels(() => theme),
    ],
  });

  const buildOptions = (): ChartOptions<'bar'> => ({
    ...COMMON_OPTIONS,
    interaction: { mode: 'index', intersect: false },
    onClick: (_event, elements) => {
      if (elements[0] !== undefined) onPick(elements[0].index);
    },
    layout: { padding: { top: 4, right: 8 } },
    scales: {
      x: {
        ...axisOptions(theme, LAYER_AXIS_TITLE),
        stacked: true,
        grid: { display: false },
        ticks: {
          ...tickOptions(theme),
          callback: (_value, m) => layerLabel(shown?.layers ?? [], m, columnWidth(chart)),
        },
      },
      y: {
        bounds: 'data',
        ...axisOptions(theme, shown?.axis ?? ''),
        stacked: true,
        afterFit: keepWidth,
        afterDataLimits: (axis) => {
          [axis.min, axis.max] = [range.min, range.max];
        },
        afterBuildTicks: (axis) => {
          axis.ticks = niceTicks(range).map((value) => ({ value }));
        },
        ticks: {
          ...tickOptions(theme),
          callback: (_value, index, ticks) =>
            shown === undefined ? '' : (tickLabels(ticks.map(({ value }) => value))[index] ?? ''),
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
          title: ([item]) => (item && shown ? layerTooltipTitle(shown, item.dataIndex) : ''),
          label: ({ dataIndex }) => (shown ? layerTooltipLines(shown, dataIndex) : ''),
        },
      },
    },
  });

  chart.options = buildOptions();
  return {
    draw(next, hidden) {
      const isOtherAxis = next?.axis !== shown?.axis;
      shown = next;
      if (isOtherAxis) chart.options = buildOptions();
      const stacks = shown === undefined ? [] : stackedBars(shown.drawn, hidden);
      const { least, most } = stackExtent(stacks);
      range = niceRange(least, most, 8);
      chart.data.labels = shown?.layers.map(({ m }) => m) ?? [];
      chart.data.datasets = stacks.map(({ term, values, sectors }) => {
        const color = theme.hues[TERMS[term].hue];
        const striped = stripes(color);
        return {
          label: TERMS[term].symbol,
          data: [...values],
          backgroundColor: sectors.map((sector) => (sector === 'boundary' ? striped : color)),
          borderColor: color,
          borderWidth: sectors.map((sector) => (sector === 'boundary' ? 1.5 : 0)),
          borderSkipped: false,
          maxBarThickness: 56,
          categoryPercentage: 0.8,
          barPercentage: 0.9,
        };
      });
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
