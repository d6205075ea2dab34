import { BACKEND_NAMES } from '../network/types.js';
import { isContinuumStep } from '../run/continuumLog.js';
import { isDynamicsRecord } from '../run/dynamicsLog.js';
import { END_REASONS, TRAINING_PATHS, type RunResult } from '../run/result.js';
import { isStatisticsRecord } from '../run/statisticsLog.js';
import type { WorkerEvent } from './worker.js';

/** What a page tells of a run in its worker: what the run itself tells, or how it came to nothing. */
export type RunReport =
  | WorkerEvent
  /** The backend cannot be had in this page; nothing has been trained. */
  | { readonly type: 'refused'; readonly runId: number; readonly reason: string }
  /** The worker is gone before the run had ended; nothing more will come. */
  | { readonly type: 'lost'; readonly runId: number; readonly message: string };

/** Whether nothing comes after it. */
export const isLastReport = ({ type }: RunReport): boolean =>
  type === 'ended' || type === 'refused' || type === 'lost';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isOptional = <T>(value: unknown, isOne: (value: unknown) => value is T): value is T | undefined =>
  value === undefined || isOne(value);

function oneOf<T extends string>(names: readonly T[], value: unknown): T | undefined {
  return names.find((name) => name === value);
}

function readResult(value: unknown): RunResult | undefined {
  if (!isFields(value)) return undefined;
  const { steps, seed, finalLoss, finalValidationLoss, message } = value;
  const reason = oneOf(END_REASONS, value['reason']);
  const backend = oneOf(BACKEND_NAMES, value['backend']);
  if (reason === undefined || (backend === undefined && value['backend'] !== undefined)) return undefined;
  if (!isCount(steps) || !isNumber(seed) || !isOptional(message, isText)) return undefined;
  if (!isOptional(finalLoss, isNumber) || !isOptional(finalValidationLoss, isNumber)) return undefined;
  const result = { reason, steps, finalLoss, finalValidationLoss, backend, seed };
  return message === undefined ? result : { ...result, message };
}

type Readers = {
  readonly [T in RunReport['type']]: (
    fields: Fields,
    runId: number,
  ) => Extract<RunReport, { type: T }> | undefined;
};

const READERS: Readers = {
  preparing: (_, runId) => ({ type: 'preparing', runId }),
  started: (fields, runId) => {
    const { notice } = fields;
    const backend = oneOf(BACKEND_NAMES, fields['backend']);
    const path = oneOf(TRAINING_PATHS, fields['path']);
    if (backend === undefined || path === undefined || !isOptional(notice, isText)) return undefined;
    return { type: 'started', runId, backend, path, ...(notice === undefined ? {} : { notice }) };
  },
  progress: (fields, runId) => {
    const { step, trainingLoss, stepsPerSecond } = fields;
    const status = oneOf(['running', 'paused'], fields['status']);
    if (status === undefined || !isCount(step)) return undefined;
    if (!isOptional(trainingLoss, isNumber) || !isOptional(stepsPerSecond, isNumber)) return undefined;
    return { type: 'progress', runId, status, step, trainingLoss, stepsPerSecond };
  },
  frames: ({ packed }, runId) =>
    packed instanceof Float64Array ? { type: 'frames', runId, packed } : undefined,
  validation: ({ step, loss }, runId) =>
    isCount(step) && isNumber(loss) ? { type: 'validation', runId, step, loss } : undefined,
  statistics: ({ record }, runId) =>
    isStatisticsRecord(record) ? { type: 'statistics', runId, record } : undefined,
  dynamics: ({ record }, runId) =>
    isDynamicsRecord(record) ? { type: 'dynamics', runId, record } : undefined,
  continuum: ({ record }, runId) =>
    isContinuumStep(record) ? { type: 'continuum', runId, record } : undefined,
  // Tensors are for files, which a panel does not write.
  trajectory: () => undefined,
  ended: (fields, runId) => {
    const result = readResult(fields['result']);
    return result && { type: 'ended', runId, result };
  },
  refused: ({ reason }, runId) => (isText(reason) ? { type: 'refused', runId, reason } : undefined),
  lost: ({ message }, runId) => (isText(message) ? { type: 'lost', runId, message } : undefined),
};

const isReportType = (type: unknown): type is RunReport['type'] =>
  isText(type) && Object.hasOwn(READERS, type);

/** The report if it is one, member by member, else undefined: a page's messages are input. */
export function readRunReport(message: unknown): RunReport | undefined {
  if (!isFields(message)) return undefined;
  const { type, runId } = message;
  return isReportType(type) && isCount(runId) ? READERS[type](message, runId) : undefined;
}
