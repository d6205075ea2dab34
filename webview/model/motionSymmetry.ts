import { REASONS } from '../../src/run/reasons.js';
import type { DepthLine, DepthValues } from './depthLines.js';
import { undefinedNote, type Fact } from './dynamicsFacts.js';
import { STATISTICS_NUMBERS } from '../../src/run/recordSeries.js';
import { estimateCell, estimateNote, type Estimates, type ReadNumber } from './estimates.js';
import { formatSteady } from './formatNumber.js';
import { inMass } from './kineticEnergy.js';
import type { StatisticsRecord } from './records.js';

export const MOTION_KEYS = [
  'weightKinetic',
  'neuronKinetic',
  'coupling',
  'fluxSquared',
  'biasKinetic',
  'activitySquared',
] as const;
export type MotionKey = (typeof MOTION_KEYS)[number];

/** Densities per degree of freedom; averages over the analysed steps of the window. */
export const MOTION_LINES: Readonly<Record<MotionKey, DepthLine>> = {
  weightKinetic: {
    symbol: 'K_W',
    name: 'weight kinetic',
    hue: 'blue',
    dash: [],
    marker: 'circle',
    at: 'layer',
  },
  neuronKinetic: {
    symbol: 'K_z',
    name: 'neuron kinetic',
    hue: 'green',
    dash: [7, 4],
    marker: 'triangle',
    at: 'layer',
  },
  coupling: { symbol: 'C', name: 'coupling', hue: 'orange', dash: [2, 3], marker: 'rect', at: 'layer' },
  fluxSquared: {
    symbol: 'F',
    name: 'flux²',
    hue: 'purple',
    dash: [10, 3, 2, 3],
    marker: 'rectRot',
    at: 'layer',
  },
  biasKinetic: {
    symbol: 'K_b',
    name: 'bias kinetic',
    hue: 'red',
    dash: [1, 2],
    marker: 'crossRot',
    at: 'layer',
  },
  activitySquared: {
    symbol: '‖h‖²',
    name: 'activity',
    hue: 'yellow',
    dash: [5, 3],
    marker: 'cross',
    at: 'layer',
  },
};

type Stretch = StatisticsRecord['symmetry']['stretches'][number];

/** Layers of a stretch in words; a single number where it is one layer. */
function stretchName({ kind, start, length }: Stretch): string {
  const last = start + length - 1;
  const layers = length === 1 ? `layer ${start}` : `layers ${start}–${last}`;
  return kind === 'bulk' ? `whole bulk, ${layers}` : `block, ${layers}`;
}

/**
 * The densities of the whole bulk by layer m; layer 0 is the boundary's.
 * @param perRate whether with mass 1/η
 * @param shown the record of the run, whose layers and rates count: `symmetry` may be means or errors over seeds
 */
export function motionValues(
  { symmetry }: StatisticsRecord,
  perRate: boolean,
  shown: StatisticsRecord,
): DepthValues<MotionKey> {
  const index = shown.symmetry.stretches.findIndex(({ kind }) => kind === 'bulk');
  const start = shown.symmetry.stretches[index]?.start ?? 0;
  const bulk = symmetry.stretches[index];
  const each = (key: MotionKey): readonly (number | undefined)[] => {
    const means = bulk?.densities[key].value?.means ?? [];
    const values = [...new Array<undefined>(start).fill(undefined), ...means];
    // ‖h‖² is no energy.
    return inMass(values, perRate && key !== 'activitySquared', shown.lossPerKinetic);
  };
  return {
    weightKinetic: each('weightKinetic'),
    neuronKinetic: each('neuronKinetic'),
    coupling: each('coupling'),
    fluxSquared: each('fluxSquared'),
    biasKinetic: each('biasKinetic'),
    activitySquared: each('activitySquared'),
  };
}

/** One density of one stretch: the verdict and the numbers behind it. */
export interface MotionRow {
  readonly stretch: string;
  readonly name: string;
  readonly symbol: string;
  readonly verdict: string;
  readonly variation: number | undefined;
  readonly slope: number | undefined;
  readonly excessSlope: number | undefined;
  readonly excessSlopeError: number | undefined;
  /** The variation over the seeds of an ensemble. */
  readonly ensemble: string | undefined;
}

const VERDICTS = {
  uniform: 'uniform',
  covariant: 'covariant: an exponential along depth',
  inhomogeneous: 'inhomogeneous: single layers stand out',
} as const;

export function motionRows(
  { symmetry }: StatisticsRecord,
  estimates?: Estimates<StatisticsRecord>,
): MotionRow[] {
  return symmetry.stretches.flatMap((stretch, i) =>
    MOTION_KEYS.map((key): MotionRow => {
      const { value, reason } = stretch.densities[key];
      const { name, symbol } = MOTION_LINES[key];
      const ensemble = estimateCell(
        estimates,
        (record) => record.symmetry.stretches[i]?.densities[key].value?.profile.variation,
      );
      const head = { stretch: stretchName(stretch), name, symbol, ensemble };
      if (value === undefined) {
        const nothing = undefined;
        return {
          ...head,
          verdict: undefinedNote(reason),
          variation: nothing,
          slope: nothing,
          excessSlope: nothing,
          excessSlopeError: nothing,
        };
      }
      const { verdict, profile, excessSlope, excessSlopeError } = value;
      return {
        ...head,
        verdict:
          verdict.value === undefined ? `no verdict: ${REASONS[verdict.reason]}` : VERDICTS[verdict.value],
        variation: profile.variation,
        slope: profile.logSlope,
        excessSlope,
        excessSlopeError,
      };
    }),
  );
}

/** Balance of ReLU layers and order along depth. */
export function motionFacts(record: StatisticsRecord, estimates?: Estimates<StatisticsRecord>): Fact[] {
  return factsOf(record).map((each) => {
    const read = NUMBERS[each.id];
    return { ...each, ensemble: read && estimateNote(estimates, read) };
  });
}

/** The number of each fact. */
const NUMBERS: Readonly<Record<string, ReadNumber<StatisticsRecord>>> = {
  balanceDrift: ({ balance }) => {
    const drifts = balance.flatMap(({ value }) => value?.largestDrift ?? []);
    return drifts.length === 0 ? undefined : Math.max(...drifts);
  },
  correlationLength: STATISTICS_NUMBERS.correlationLength,
};

function factsOf({ balance, order, initialOrder }: StatisticsRecord): Fact[] {
  const balances = balance.flatMap(({ value }) => value ?? []);
  const drift = Math.max(...balances.map(({ largestDrift }) => largestDrift ?? 0));
  const residuals = balances.flatMap(({ law }) => law.value?.residual ?? []);
  const firstReason = balance.find(({ value }) => value === undefined)?.reason;
  const length = order.value?.decay.length;
  const error = order.value?.decay.error;
  return [
    {
      id: 'balanceDrift',
      name: 'largest drift of a ReLU balance',
      symbol: 'ΔQ',
      text: balances.length === 0 ? undefined : formatSteady(drift),
      note:
        balances.length === 0
          ? firstReason === undefined
            ? 'undefined: there is one layer'
            : undefinedNote(firstReason)
          : residuals.length === 0
            ? 'of its scale in this step; only plain SGD has a law for it'
            : `of its scale in this step; off the law of SGD by ${Math.max(...residuals).toExponential(0)}`,
      tone: 'plain',
    },
    {
      id: 'correlationLength',
      name: 'correlation length',
      symbol: 'ξ',
      text:
        length?.value === undefined
          ? undefined
          : `${formatSteady(length.value)}${error === undefined ? '' : ` ± ${formatSteady(error)}`} layers`,
      note:
        order.value === undefined
          ? undefinedNote(order.reason)
          : length?.value === undefined && length?.reason !== undefined
            ? undefinedNote(length.reason)
            : initialText(initialOrder),
      tone: 'plain',
    },
  ];
}

function initialText(initial: StatisticsRecord['initialOrder']): string {
  if (initial.value === undefined) return `at the start ${undefinedNote(initial.reason)}`;
  const { length } = initial.value.decay;
  return length.value === undefined
    ? `at the start ${undefinedNote(length.reason)}`
    : `at the start ${formatSteady(length.value)} layers`;
}
