import type { Chart, Scale } from 'chart.js';
import { formatCount } from '../../src/run/format.js';
import { stepTicks } from '../../src/run/niceRange.js';
import type { Timeline } from '../model/timeline.js';
import { axisOptions, tickOptions } from './chartSetup.js';
import type { Theme } from './theme.js';

/** Pixels that a step's label needs. */
const LABEL_WIDTH = 64;

const limitsOf = ({ visible }: Timeline): { readonly min: number; readonly max: number } => ({
  min: visible?.first ?? 0,
  max: visible?.last ?? 1,
});

/** The horizontal axis of steps; later it is made to show others by `fitStepAxis`. */
export function stepAxis(theme: Theme, timeline: Timeline) {
  return {
    ...limitsOf(timeline),
    type: 'linear' as const,
    ...axisOptions(theme, 'step'),
    bounds: 'data' as const,
    afterBuildTicks: (axis: Scale) => {
      const limit = Math.max(2, Math.floor(axis.width / LABEL_WIDTH));
      axis.ticks = stepTicks(axis.min, axis.max, limit).map((value) => ({ value }));
    },
    ticks: {
      ...tickOptions(theme),
      callback: (value: number | string) =>
        timeline.visible === undefined ? '' : formatCount(Number(value)),
    },
  };
}

/** Makes the axis show the steps that all charts show; to be called before the chart is updated, unless its options are new. */
export function fitStepAxis(chart: Chart, timeline: Timeline): void {
  const axis = chart.options.scales?.['x'];
  if (axis !== undefined) Object.assign(axis, limitsOf(timeline));
}
