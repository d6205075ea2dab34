import { formatCount } from '../../src/run/format.js';
import { undefinedNote, type Fact } from './dynamicsFacts.js';
import { STATISTICS_NUMBERS } from '../../src/run/recordSeries.js';
import { estimateCell, estimateNote, type Estimates, type ReadNumber } from './estimates.js';
import { formatSteady } from './formatNumber.js';
import type { StatisticsRecord } from './records.js';

/** |corr + 1| up to which the self-test holds (THEORY §1.5). */
const CORRELATION_LIMIT = 1e-9;

/** Mean and the like of one quantity over the samples; undefined where there are too few. */
export interface MomentsRow {
  readonly key: keyof Omit<StatisticsRecord['boundary'], 'samples' | 'correlation'>;
  readonly name: string;
  readonly symbol: string;
  readonly mean: number;
  readonly standardError: number | undefined;
  readonly deviation: number | undefined;
  readonly skewness: number | undefined;
  /** The mean over the samples as mean ± standard error over seeds; undefined for a run by itself. */
  readonly ensemble: string | undefined;
}

const ROWS = [
  { key: 'inputCoupling', name: 'input coupling', symbol: 'C^(0)' },
  { key: 'inputFluxSquared', name: 'input flux²', symbol: 'F^(0)' },
  { key: 'boundaryKinetic', name: 'boundary kinetic', symbol: 'C^(0) + F^(0)' },
  { key: 'loss', name: 'loss', symbol: 'ℓ' },
  { key: 'boundary', name: 'boundary', symbol: 'L_{boundary}' },
  { key: 'bulk', name: 'bulk', symbol: 'L_{bulk}' },
  { key: 'lagrangian', name: 'Lagrangian', symbol: 'L' },
] as const;

export function momentsRows(
  { boundary }: StatisticsRecord,
  estimates?: Estimates<StatisticsRecord>,
): MomentsRow[] {
  return ROWS.map(({ key, name, symbol }) => {
    const { mean, standardError, variance, skewness } = boundary[key];
    const deviation = variance === undefined ? undefined : Math.sqrt(variance);
    const ensemble = estimateCell(estimates, (record) => record.boundary[key].mean);
    return { key, name, symbol, mean, standardError, deviation, skewness, ensemble };
  });
}

/** How the terms hang together over the samples, and the noise of their gradients. */
export function statisticsFacts(record: StatisticsRecord, estimates?: Estimates<StatisticsRecord>): Fact[] {
  return factsOf(record).map((each) => {
    const read = NUMBERS[each.id];
    return { ...each, ensemble: read && estimateNote(estimates, read) };
  });
}

/** The number of each fact. */
const NUMBERS: Readonly<Record<string, ReadNumber<StatisticsRecord>>> = {
  correlation: ({ boundary }) => boundary.correlation.value,
  noiseTrace: ({ noise }) => noise.value?.trace,
  temperature: STATISTICS_NUMBERS.temperature,
  noiseScale: STATISTICS_NUMBERS.noiseScale,
  participation: ({ noise }) => noise.value?.participation.value,
};

function factsOf({ boundary, noise }: StatisticsRecord): Fact[] {
  const { correlation } = boundary;
  const noiseFact = (
    head: Pick<Fact, 'id' | 'name' | 'symbol'>,
    read: (value: NonNullable<typeof noise.value>) => {
      readonly text: string | undefined;
      readonly note: string;
    },
  ): Fact =>
    noise.value === undefined
      ? { ...head, text: undefined, note: undefinedNote(noise.reason), tone: 'plain' }
      : { ...head, ...read(noise.value), tone: 'plain' };
  return [
    correlationFact(correlation),
    noiseFact(
      { id: 'noiseTrace', name: 'gradient noise', symbol: 'tr C' },
      ({ trace, samples, parameters }) => ({
        text: formatSteady(trace),
        note: `${formatCount(samples)} samples, ${formatCount(parameters)} parameters`,
      }),
    ),
    noiseFact({ id: 'temperature', name: 'temperature', symbol: 'T_{eff}' }, ({ temperature }) => ({
      text: temperature.value === undefined ? undefined : formatSteady(temperature.value),
      note:
        temperature.value === undefined
          ? undefinedNote(temperature.reason)
          : 'a summary of anisotropic noise, loss per degree of freedom',
    })),
    noiseFact({ id: 'noiseScale', name: 'noise scale', symbol: 'B_{simple}' }, ({ noiseScale }) => ({
      text: noiseScale.value === undefined ? undefined : `${formatSteady(noiseScale.value)} samples`,
      note:
        noiseScale.value === undefined
          ? undefinedNote(noiseScale.reason)
          : 'the batch at which noise and gradient are alike',
    })),
    noiseFact(
      { id: 'participation', name: 'participation', symbol: '(tr C)²/tr C²' },
      ({ participation, samples }) => ({
        text: participation.value === undefined ? undefined : formatSteady(participation.value),
        note:
          participation.value === undefined
            ? undefinedNote(participation.reason)
            : `directions of the noise, at most ${formatCount(samples - 1)} can be seen`,
      }),
    ),
  ];
}

function correlationFact(correlation: StatisticsRecord['boundary']['correlation']): Fact {
  const head = { id: 'correlation', name: 'bulk and boundary kinetic', symbol: 'corr' };
  if (correlation.value === undefined) {
    return { ...head, text: undefined, note: undefinedNote(correlation.reason), tone: 'plain' };
  }
  const isExact = Math.abs(correlation.value + 1) <= CORRELATION_LIMIT;
  return {
    ...head,
    text: isExact ? '−1' : formatSteady(correlation.value),
    note: isExact
      ? 'exactly: what the boundary gains with a sample, the bulk loses. The bulk is deterministic in form, not in value'
      : 'not −1: more than rounding, please report this',
    tone: isExact ? 'good' : 'bad',
  };
}
