import type { LongRangeOrder, OrderGap } from '../dynamics/longRangeOrder.js';
import type { Quantity } from '../dynamics/quantity.js';
import type { StatisticsRecord } from '../dynamics/statisticsRecord.js';
import { formatCount, formatValue } from '../run/format.js';
import { formatEstimate } from '../run/formatEstimate.js';

/** What the last statistics of a run say, in some lines; all of them are in the JSON. Empty where there are none. */
export function summarizeStatistics(record: StatisticsRecord | undefined): string {
  if (record === undefined) return '';
  const { step, boundary, noise } = record;
  const { correlation, loss, boundaryKinetic } = boundary;
  const spread =
    loss.variance === undefined ? '' : `, standard deviation ${formatValue(Math.sqrt(loss.variance), 3)}`;
  const facts: readonly (readonly [string, string])[] = [
    ['loss', `${formatEstimate(loss)}${spread}`],
    ['C + F of m = 0', formatEstimate(boundaryKinetic)],
    [
      'its correlation',
      correlation.value === undefined
        ? REASONS[correlation.reason]
        : `${formatCorrelation(correlation.value)} with the bulk, over the samples`,
    ],
    ...(noise.value === undefined
      ? [['gradient noise', REASONS[noise.reason]] as const]
      : noiseFacts(noise.value)),
    ...orderFacts(record.order),
    ...balanceFacts(record),
  ];
  return [
    `statistics    at step ${formatCount(step)}, over ${formatCount(boundary.samples)} samples`,
    ...facts.map(([name, text]) => `  ${name.padEnd(20)}${text}`),
    '',
  ].join('\n');
}

type Facts = readonly (readonly [name: string, text: string])[];

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

function noiseFacts(noise: NonNullable<StatisticsRecord['noise']['value']>): Facts {
  const { trace, temperature, noiseScale, participation, samples } = noise;
  const scale =
    noiseScale.value === undefined ? '' : `, noise scale ${formatValue(noiseScale.value, 3)} samples`;
  return [
    ['gradient noise', `tr C ${formatValue(trace)}${scale}`],
    ...(temperature.value === undefined ? [] : [['temperature', formatValue(temperature.value)] as const]),
    ...(participation.value === undefined
      ? []
      : [
          [
            'participation',
            `${formatValue(participation.value, 3)} of at most ${samples - 1} directions`,
          ] as const,
        ]),
  ];
}

const ORDER_REASONS: Readonly<Record<OrderGap, string>> = {
  fewSamples: 'undefined: fewer than 16 samples; raise analysis.probe',
  fewLayers: 'undefined: fewer than two hidden layers',
  atRest: 'undefined: nothing moves',
};

function orderFacts(order: Quantity<OrderGap, LongRangeOrder>): Facts {
  if (order.value === undefined) return [['order along depth', ORDER_REASONS[order.reason]]];
  const { decay, byDistance, shuffled } = order.value;
  const neighbours = byDistance[1];
  const noise = `${formatValue(shuffled.mean, 2)} ± ${formatValue(shuffled.deviation, 2)}`;
  const { value, reason } = decay.length;
  const length =
    value === undefined
      ? LENGTH_REASONS[reason]
      : `${formatEstimate({ mean: value, standardError: decay.error })} layers`;
  return [
    ...(neighbours === undefined
      ? []
      : [['order of neighbours', `${formatValue(neighbours, 3)}; with shuffled samples ${noise}`] as const]),
    ['correlation length', length],
  ];
}

const LENGTH_REASONS = {
  noDecay: 'undefined: no decay with the distance',
  uncorrelated: 'undefined: not even neighbours are correlated',
} as const;

/** The largest drift of a ReLU balance, if a layer has one. */
function balanceFacts({ balance }: StatisticsRecord): Facts {
  const layers = balance.flatMap(({ value }) => value ?? []);
  if (layers.length === 0) return [];
  const drift = Math.max(...layers.map(({ largestDrift }) => largestDrift ?? 0));
  const residuals = layers.flatMap(({ law }) => law.value?.residual ?? []);
  const law = residuals.length === 0 ? '' : `, off the law by ${formatValue(Math.max(...residuals), 2)}`;
  const count = `${formatCount(layers.length)} layer${layers.length === 1 ? '' : 's'}`;
  return [['ReLU balance', `${count}: largest drift ${formatValue(drift, 2)} of its scale a step${law}`]];
}
