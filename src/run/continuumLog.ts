import type { ContinuumRecord } from '../continuum/types.js';
import { RecordLog } from './recordLog.js';

/** What the continuum limit says of step k → k+1. */
export interface ContinuumStep extends ContinuumRecord {
  readonly step: number;
  /** Whether it has what costs more: parts of densities, printed terms, observed orders, kernels. */
  readonly detailed: boolean;
}

/** The continuum records of a run, in order of step. */
export class ContinuumLog extends RecordLog<ContinuumStep> {}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isBlock = (value: unknown): boolean =>
  isFields(value) &&
  ['start', 'length', 'period', 'samples'].every((key) => Number.isInteger(value[key])) &&
  Array.isArray(value['lattice']) &&
  isFields(value['validity']);

/** Tells a record from anything else by its parts; what is inside them is shown, and nothing is done with it. */
export function isContinuumStep(value: unknown): value is ContinuumStep {
  if (!isFields(value) || !Number.isInteger(value['step'])) return false;
  const { blocks, boundary } = value;
  return Array.isArray(blocks) && blocks.every(isBlock) && (boundary === undefined || isFields(boundary));
}
