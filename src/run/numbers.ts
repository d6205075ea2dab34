import type { DynamicsRecord } from '../dynamics/dynamicsRecord.js';
import type { StatisticsRecord } from '../dynamics/statisticsRecord.js';
import { FRAME_COLUMNS, LAYER_COLUMNS, type Frame } from './frame.js';

/*
 * Where the numbers of frames and records stand, by the ids that the table of definitions gives them: what tables have
 * columns of and what can be copied.
 */

type Readers<R, A extends readonly unknown[] = []> = Readonly<
  Record<string, (record: R, ...place: A) => number | undefined>
>;

/** What frames have of the whole network. */
export type FrameNumber = Exclude<(typeof FRAME_COLUMNS)[number], 'step'>;
export const FRAME_NUMBERS = FRAME_COLUMNS.filter((column): column is FrameNumber => column !== 'step');

/** What the dynamics have of every layer; the current is that through the interface in front of it. */
export const LAYER_DYNAMICS: Readers<DynamicsRecord, [m: number]> = {
  energyDensity: ({ energy }, m) => energy.energyDensity[m],
  powerCurrent: ({ energy }, m) => energy.powerCurrent[m],
  absorbedPower: ({ energy }, m) => energy.absorbedPower[m],
  friction: ({ energy }, m) => energy.friction.value?.[m],
  decayPotential: ({ energy }, m) => energy.decayPotential[m],
};

/** What the dynamics have of the whole network; the current is that through the output, P_M. */
export const NETWORK_DYNAMICS: Readers<DynamicsRecord> = {
  powerCurrent: ({ energy }) => energy.powerCurrent.at(-1),
  continuityResidual: ({ energy }) => energy.continuityResidual,
  balanceRatio: ({ energy }) => energy.balanceRatio.value,
  overdamping: ({ inertia }) => inertia.overdamping.value?.number,
  damping: ({ inertia }) => inertia.inertia.value?.forms[0].damping,
  mass: ({ inertia }) => inertia.inertia.value?.forms[0].mass,
  action: ({ inertia }) => inertia.action.value?.normalised,
};

export const NETWORK_STATISTICS: Readers<StatisticsRecord> = {
  correlation: ({ boundary }) => boundary.correlation.value,
  noiseTrace: ({ noise }) => noise.value?.trace,
  noiseScale: ({ noise }) => noise.value?.noiseScale.value,
  participation: ({ noise }) => noise.value?.participation.value,
  temperature: ({ noise }) => noise.value?.temperature.value,
};

/** The frame and the records that are looked at. */
export interface ShownRecords {
  readonly frame: Frame | undefined;
  readonly dynamics: DynamicsRecord | undefined;
  readonly statistics: StatisticsRecord | undefined;
}

/** A number and the step that it is of. */
export interface NumberAtStep {
  readonly step: number;
  /** Undefined where it is not defined. */
  readonly value: number | undefined;
}

/** Whether `numberAt` knows the quantity. */
export const isNumber = (id: string, ofLayer: boolean): boolean =>
  ofLayer
    ? LAYER_COLUMNS.some((column) => column === id) || Object.hasOwn(LAYER_DYNAMICS, id)
    : FRAME_NUMBERS.some((column) => column === id) ||
      Object.hasOwn(NETWORK_DYNAMICS, id) ||
      Object.hasOwn(NETWORK_STATISTICS, id);

/**
 * A quantity with all its digits.
 * @param m the layer; undefined: of the whole network
 * @returns undefined where nothing was recorded of it
 */
export function numberAt(
  { frame, dynamics, statistics }: ShownRecords,
  id: string,
  m: number | undefined,
): NumberAtStep | undefined {
  const ofLayer = LAYER_COLUMNS.find((column) => column === id);
  if (m !== undefined) {
    if (ofLayer !== undefined) return frame && { step: frame.step, value: frame.layers[m]?.[ofLayer] };
    const read = LAYER_DYNAMICS[id];
    return read && dynamics && { step: dynamics.step, value: read(dynamics, m) };
  }
  const ofFrame = FRAME_NUMBERS.find((column) => column === id);
  if (ofFrame !== undefined) return frame && { step: frame.step, value: frame[ofFrame] };
  const [ofDynamics, ofStatistics] = [NETWORK_DYNAMICS[id], NETWORK_STATISTICS[id]];
  if (ofDynamics !== undefined) return dynamics && { step: dynamics.step, value: ofDynamics(dynamics) };
  return ofStatistics && statistics && { step: statistics.step, value: ofStatistics(statistics) };
}
