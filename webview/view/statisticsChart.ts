import {
  STATISTICS_LINES,
  statisticsBand,
  summarizeStatistics,
  type StatisticsKey,
} from '../model/statisticsLines.js';
import type { PanelContext, ThemedPart } from './context.js';
import { createStepChart } from './stepChart.js';
import type { Theme } from './theme.js';

/** A chart of numbers of the statistics over the steps. */
export interface StatisticsChart<K extends StatisticsKey> {
  readonly testId: string;
  /** Lower case: it stands in a sentence, too. */
  readonly title: string;
  readonly axis: string;
  readonly keys: readonly K[];
  readonly caption: string;
  /** Where it is remembered; charts may share it. */
  readonly logarithmic: 'logOrder' | 'logNoise';
}

/** Numbers of the statistics over the steps, as often as these are computed. */
export function createStatisticsChart<K extends StatisticsKey>(
  context: PanelContext,
  theme: Theme,
  { testId, title, axis, keys, caption, logarithmic }: StatisticsChart<K>,
): ThemedPart {
  let hidden: readonly K[] = [];
  return createStepChart<K>(context, theme, {
    testId,
    title: `${title.charAt(0).toUpperCase()}${title.slice(1)} over steps`,
    axis,
    lines: STATISTICS_LINES,
    keys,
    seriesOf: (run, key) => run.statisticsSeries[key],
    bandOf: statisticsBand,
    missing: () => undefined,
    caption,
    summary: (run, without) =>
      summarizeStatistics(
        title,
        run,
        keys.filter((key) => !without.includes(key)),
      ),
    isLogarithmic: () => context.state[logarithmic],
    setLogarithmic: (isLogarithmic) => {
      context.remember(
        logarithmic === 'logOrder' ? { logOrder: isLogarithmic } : { logNoise: isLogarithmic },
      );
    },
    hidden: () => hidden,
    setHidden: (keysNow) => {
      hidden = keysNow;
    },
  });
}
