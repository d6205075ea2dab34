import type { DynamicsRecord } from '../dynamics/dynamicsRecord.js';
import type { StatisticsRecord } from '../dynamics/statisticsRecord.js';
import type { ContinuumStep } from './continuumLog.js';
import { mainBlock, medianRoughness, medianStaggering } from './continuumText.js';

type Numbers<R> = Readonly<Record<string, (record: R) => number | undefined>>;

/** Single numbers of the dynamics that are followed over the steps of a run. */
export const DYNAMICS_NUMBERS = {
  overdamping: ({ inertia }) => inertia.overdamping.value?.number,
  balanceRatio: ({ energy }) => energy.balanceRatio.value,
} as const satisfies Numbers<DynamicsRecord>;

/** Those of the statistics, with what they are to be seen against. */
export const STATISTICS_NUMBERS = {
  correlationLength: ({ order }) => order.value?.decay.length.value,
  /** Of ξ, by the jackknife over the samples. */
  correlationLengthError: ({ order }) =>
    order.value?.decay.length.value === undefined ? undefined : order.value.decay.error,
  initialCorrelationLength: ({ initialOrder }) => initialOrder.value?.decay.length.value,
  /** C(1) */
  neighbourOrder: ({ order }) => order.value?.byDistance[1],
  initialNeighbourOrder: ({ initialOrder }) => initialOrder.value?.byDistance[1],
  shuffledOrder: ({ order }) => order.value?.shuffled.mean,
  shuffledOrderDeviation: ({ order }) => order.value?.shuffled.deviation,
  temperature: ({ noise }) => noise.value?.temperature.value,
  noiseScale: ({ noise }) => noise.value?.noiseScale.value,
} as const satisfies Numbers<StatisticsRecord>;

/** How valid the continuum of a run's main block is: medians over its layers. */
export const CONTINUUM_NUMBERS = {
  linear: (record) => mainBlock(record)?.validity.medianLinear,
  cubic: (record) => mainBlock(record)?.validity.medianCubic,
  weightRoughness: (record) => medianRoughness(mainBlock(record)?.validity.weightRoughness ?? []),
  hiddenRoughness: (record) => medianRoughness(mainBlock(record)?.validity.hiddenRoughness ?? []),
  staggering: (record) => medianStaggering(mainBlock(record)),
} as const satisfies Numbers<ContinuumStep>;

export type ContinuumNumber = keyof typeof CONTINUUM_NUMBERS;
export type DynamicsNumber = keyof typeof DYNAMICS_NUMBERS;
export type StatisticsNumber = keyof typeof STATISTICS_NUMBERS;

/** One number of some records over their steps; NaN where a record has none. */
export function numbersOver<R extends { readonly step: number }>(
  records: readonly R[],
  read: (record: R) => number | undefined,
): { readonly steps: Float64Array; readonly values: Float64Array } {
  return {
    steps: Float64Array.from(records, ({ step }) => step),
    values: Float64Array.from(records, (record) => read(record) ?? NaN),
  };
}
