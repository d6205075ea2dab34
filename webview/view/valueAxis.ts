import type { Scale, Tick } from 'chart.js';
import { symmetricLogTicks, valueAt, type SymmetricLog } from '../../src/run/symmetricLog.js';
import { tickLabels } from '../../src/run/tickLabels.js';
import { axisOptions, keepWidth, tickOptions } from './chartSetup.js';
import type { Theme } from './theme.js';

/** Pixels that a tick's label needs. */
const TICK_HEIGHT = 22;

/** What the vertical axis of a chart needs to know when it is drawn. */
export interface ValueAxis {
  readonly theme: Theme;
  /** What it measures, with its unit. */
  readonly title: string;
  /** Undefined: a linear axis. */
  readonly scale: () => SymmetricLog | undefined;
  /** Whether there is something to label. */
  readonly hasValues: () => boolean;
}

/** A vertical axis of values, linear or symmetric logarithmic, of a width that does not change with its labels. */
export function valueAxis({ theme, title, scale, hasValues }: ValueAxis) {
  const valueOf = (place: number): number => {
    const logarithmic = scale();
    return logarithmic === undefined ? place : valueAt(logarithmic, place);
  };
  return {
    type: 'linear' as const,
    ...axisOptions(theme, title),
    afterFit: keepWidth,
    afterBuildTicks: (axis: Scale) => {
      const logarithmic = scale();
      if (logarithmic === undefined) return;
      const limit = Math.max(3, Math.floor(axis.height / TICK_HEIGHT));
      axis.ticks = symmetricLogTicks(logarithmic, axis.min, axis.max, limit).map(({ place }) => ({
        value: place,
      }));
    },
    ticks: {
      ...tickOptions(theme),
      maxTicksLimit: 12,
      autoSkip: false,
      callback: (_: number | string, index: number, ticks: readonly Tick[]) =>
        hasValues() ? (tickLabels(ticks.map(({ value }) => valueOf(value)))[index] ?? '') : '',
    },
  };
}
