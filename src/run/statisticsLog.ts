import type { StatisticsRecord } from '../dynamics/statisticsRecord.js';
import { ANALYSIS_MODES } from '../network/types.js';
import { RecordLog } from './recordLog.js';

/** The statistics of a run, in order of step. */
export class StatisticsLog extends RecordLog<StatisticsRecord> {}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isCount = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

/** Tells a record from anything else by its parts; what is inside them is shown, and nothing is done with it. */
export function isStatisticsRecord(value: unknown): value is StatisticsRecord {
  if (!isFields(value) || !isCount(value['step']) || !isCount(value['samples'])) return false;
  const { mode, boundary, dataSplit, noise, symmetry, order, initialOrder, balance } = value;
  return (
    ANALYSIS_MODES.some((name) => name === mode) &&
    [boundary, dataSplit, noise, symmetry, order, initialOrder].every(isFields) &&
    Array.isArray(balance)
  );
}
