import type { Band, RunSeries, RunView } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { formatSteady } from './formatNumber.js';
import type { Line } from './stepLines.js';

export const LENGTH_KEYS = ['correlationLength', 'initialCorrelationLength'] as const;
export type LengthKey = (typeof LENGTH_KEYS)[number];
export const ORDER_KEYS = ['neighbourOrder', 'initialNeighbourOrder', 'shuffledOrder'] as const;
export type OrderKey = (typeof ORDER_KEYS)[number];
export const TEMPERATURE_KEYS = ['temperature'] as const;
export const NOISE_SCALE_KEYS = ['noiseScale'] as const;

export type StatisticsKey =
  LengthKey | OrderKey | (typeof TEMPERATURE_KEYS)[number] | (typeof NOISE_SCALE_KEYS)[number];

/** Numbers of the statistics over the steps, with the baselines that they are to be seen against. */
export const STATISTICS_LINES: Readonly<Record<StatisticsKey, Line>> = {
  correlationLength: { symbol: 'ξ', name: 'correlation length', hue: 'blue', dash: [], marker: 'circle' },
  initialCorrelationLength: {
    symbol: 'ξ_0',
    name: 'at the start',
    hue: 'orange',
    dash: [7, 4],
    marker: 'triangle',
  },
  neighbourOrder: { symbol: 'C(1)', name: 'neighbours', hue: 'blue', dash: [], marker: 'circle' },
  initialNeighbourOrder: {
    symbol: 'C_0(1)',
    name: 'at the start',
    hue: 'orange',
    dash: [7, 4],
    marker: 'triangle',
  },
  shuffledOrder: {
    symbol: 'C_s',
    name: 'shuffled samples',
    hue: 'purple',
    dash: [2, 3],
    marker: 'cross',
  },
  temperature: { symbol: 'T_{eff}', name: 'temperature', hue: 'red', dash: [], marker: 'circle' },
  noiseScale: { symbol: 'B_{simple}', name: 'noise scale', hue: 'green', dash: [], marker: 'triangle' },
};

const around = (values: RunSeries['series']['loss'], errors: RunSeries['series']['loss']): Band => ({
  steps: values.steps,
  means: values.values,
  standardErrors: errors.values,
});

/**
 * What stands behind a line: over the seeds of an ensemble mean ± standard error; of a run by itself, where the number has an
 * error of its own, that.
 */
export function statisticsBand(
  { ensemble, statisticsSeries }: RunView,
  key: StatisticsKey,
): Band | undefined {
  if (key === 'shuffledOrder') {
    return around(statisticsSeries.shuffledOrder, statisticsSeries.shuffledOrderDeviation);
  }
  if (key === 'initialCorrelationLength' || key === 'initialNeighbourOrder') return undefined;
  if (ensemble !== undefined && ensemble.members.length > 1) return ensemble.recordBands[key];
  return key === 'correlationLength'
    ? around(statisticsSeries.correlationLength, statisticsSeries.correlationLengthError)
    : undefined;
}

/** Such a chart in words, for those who do not see it. */
export function summarizeStatistics(title: string, run: RunView, keys: readonly StatisticsKey[]): string {
  const { statistics, statisticsSeries } = run;
  if (statistics === undefined) return `Chart of the ${title} over steps: no statistics yet.`;
  const shown = keys.map((key) => {
    const { steps, values } = statisticsSeries[key];
    const value = values[steps.indexOf(statistics.step)];
    const { name } = STATISTICS_LINES[key];
    return `${name} ${value === undefined || !Number.isFinite(value) ? 'undefined' : formatSteady(value)}`;
  });
  return `Chart of the ${title} over steps. At step ${formatCount(statistics.step)}: ${shown.join(', ')}.`;
}
