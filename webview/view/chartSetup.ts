import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Interaction,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
  type ChartType,
  type CoreChartOptions,
  type InteractionItem,
  type InteractionModeFunction,
} from 'chart.js';
import { nearestIndex } from '../model/nearest.js';
import type { Theme } from './theme.js';

declare module 'chart.js' {
  interface InteractionModeMap {
    nearestOfEach: InteractionModeFunction;
  }
}

/** Width kept for the labels of the vertical axis, so that the plot stays where it is when they change. */
const VERTICAL_AXIS_WIDTH = 68;

/** Registers the parts of Chart.js that the panel uses; once. */
export function registerCharts(): void {
  Chart.register(
    BarController,
    BarElement,
    CategoryScale,
    LinearScale,
    LineController,
    LineElement,
    PointElement,
    ScatterController,
    Tooltip,
  );
  // Lines are decimated each on its own, so their points have no common index.
  Interaction.modes.nearestOfEach = nearestOfEach;
}

const nearestOfEach: InteractionModeFunction = (chart, event) => {
  const { x } = event;
  if (x === null) return [];
  return chart.getSortedVisibleDatasetMetas().flatMap((meta): InteractionItem[] => {
    // Drawn from left to right.
    const index = nearestIndex(meta.data.length, (i) => meta.data[i]!.x, x);
    const element = meta.data[index];
    return element === undefined || Number.isNaN(element.y)
      ? []
      : [{ element, datasetIndex: meta.index, index }];
  });
};

/** What all charts have in common: no animation, the size of their box, pixels as sharp as the screen. */
export const COMMON_OPTIONS: Pick<
  CoreChartOptions<ChartType>,
  'responsive' | 'maintainAspectRatio' | 'events'
> & { readonly animation: false } = {
  animation: false,
  responsive: true,
  maintainAspectRatio: false,
  events: ['mousemove', 'mouseout', 'click'],
};

const font = ({ fontFamily, fontSize }: Theme) => ({ family: fontFamily, size: fontSize });

/** Title, grid and ticks of an axis in the colours of the theme. */
export function axisOptions(theme: Theme, title: string) {
  return {
    title: { display: true, text: title, color: theme.muted, font: font(theme), padding: 2 },
    border: { color: theme.axisLine },
    grid: { color: theme.gridLine, tickColor: theme.axisLine, tickLength: 4 },
  };
}

export const tickOptions = (theme: Theme) => ({
  color: theme.muted,
  font: font(theme),
  maxRotation: 0,
});

export const keepWidth = (axis: { width: number }): void => {
  axis.width = VERTICAL_AXIS_WIDTH;
};

/** The box that follows the pointer, as VS Code's own hovers look. */
export function tooltipOptions(theme: Theme) {
  return {
    backgroundColor: theme.tooltipBackground,
    titleColor: theme.tooltipForeground,
    bodyColor: theme.tooltipForeground,
    borderColor: theme.tooltipBorder,
    borderWidth: 1,
    cornerRadius: 3,
    padding: 8,
    boxPadding: 4,
    caretSize: 0,
    titleFont: { ...font(theme), weight: 'bold' as const },
    bodyFont: font(theme),
    footerColor: theme.muted,
    footerFont: { ...font(theme), weight: 'normal' as const },
    footerMarginTop: 4,
  };
}
