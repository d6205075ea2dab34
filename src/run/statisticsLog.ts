import type { StatisticsRecord } from '../dynamics/statisticsRecord.js';
import { RecordLog } from './recordLog.js';

/** The statistics of a run, in order of step. */
export class StatisticsLog extends RecordLog<StatisticsRecord> {}
