import type { LongRangeOrder, OrderGap } from '../dynamics/longRangeOrder.js';
import type { Quantity } from '../dynamics/quantity.js';
import type { StatisticsRecord } from '../dynamics/statisticsRecord.js';
import { formatCount, formatValue } from '../run/format.js';
import { formatEstimate } from './ensembleSummary.js';

/** What the last statistics of a run say, in some lines; all of them are in the JSON. Empty where there are none. */
export function summarizeStatistics(record: StatisticsRecord | undefined): string {
  if (record === undefined) return '';
  const { step, boundary, noise } = record;
  const { correlation, loss, boundaryKinetic } = boundary;
  const spread =
    loss.variance === undefined ? '' : `, standard deviation ${formatValue(Math.sqrt(loss.variance), 3)}`;
  const lines = [
    `statistics    at step ${formatCount(step)}, over ${formatCount(boundary.samples)} samples`,
    `              loss ${formatEstimate(loss)}${spread}; C + F of layer 0 ${formatEstimate(boundaryKinetic)}`,
    `              correlation of bulk and C + F of layer 0 ${
      correlation.value === undefined ? REASONS[correlation.reason] : formatCorrelation(correlation.value)
    }`,
    `              gradient noise ${noise.value === undefined ? REASONS[noise.reason] : noiseText(noise.value)}`,
    `              order along depth ${orderText(record.order)}`,
    ...balanceLines(record),
  ];
  return [...lines, ''].join('\n');
}

const REASONS = {
  fewSamples: 'undefined: too few samples',
  noVariance: 'undefined: the samples are all alike',
  nothingTrains: 'undefined: nothing trains',
  tooLarge: 'undefined: too many parameters to compare samples',
  batchNorm: 'undefined: behind a batchNorm, samples have no gradients of their own',
} as const;

/** −1, as far as it is; the difference where it is not. */
function formatCorrelation(value: number): string {
  const excess = value + 1;
  return `-1${excess === 0 ? '' : ` ${excess > 0 ? '+' : '-'} ${formatValue(Math.abs(excess), 2)}`}`;
}

function noiseText(noise: NonNullable<StatisticsRecord['noise']['value']>): string {
  const { trace, temperature, noiseScale, participation } = noise;
  const parts = [`tr C ${formatValue(trace)}`];
  if (temperature.value !== undefined) parts.push(`temperature ${formatValue(temperature.value)}`);
  if (noiseScale.value !== undefined) parts.push(`noise scale ${formatValue(noiseScale.value, 3)} samples`);
  if (participation.value !== undefined)
    parts.push(`participation ${formatValue(participation.value, 3)} of at most ${noise.samples - 1}`);
  return parts.join(', ');
}

const ORDER_REASONS: Readonly<Record<OrderGap, string>> = {
  fewSamples: 'undefined: fewer than 16 samples; raise analysis.probe',
  fewLayers: 'undefined: fewer than two hidden layers',
  atRest: 'undefined: nothing moves',
};

function orderText(order: Quantity<OrderGap, LongRangeOrder>): string {
  if (order.value === undefined) return ORDER_REASONS[order.reason];
  const { decay, byDistance, shuffled } = order.value;
  const neighbours = byDistance[1];
  const next =
    neighbours === undefined
      ? ''
      : `neighbours ${formatValue(neighbours, 3)} (shuffled ${formatValue(shuffled.mean, 2)} ± ${formatValue(shuffled.deviation, 2)}), `;
  const { value, reason } = decay.length;
  if (value === undefined)
    return `${next}${reason === 'noDecay' ? 'no decay with distance' : 'no correlation'}`;
  return `${next}correlation length ${formatEstimate({ mean: value, standardError: decay.error })} layers`;
}

/** The largest drift of a ReLU balance, if a layer has one. */
function balanceLines({ balance }: StatisticsRecord): string[] {
  const layers = balance.flatMap(({ value }) => value ?? []);
  if (layers.length === 0) return [];
  const drift = Math.max(...layers.map(({ largestDrift }) => largestDrift ?? 0));
  const residuals = layers.flatMap(({ law }) => law.value?.residual ?? []);
  const law =
    residuals.length === 0 ? '' : `, off the law of SGD by ${formatValue(Math.max(...residuals), 2)}`;
  return [
    `              ReLU balance of ${formatCount(layers.length)} layers: largest drift ${formatValue(drift, 2)} of its scale a step${law}`,
  ];
}
