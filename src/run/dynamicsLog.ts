import type { DynamicsRecord } from '../dynamics/dynamicsRecord.js';
import { RecordLog } from './recordLog.js';

/** The dynamics of a run, in order of step. */
export class DynamicsLog extends RecordLog<DynamicsRecord> {}

/** Tells a record from anything else by its parts; what is inside them is shown, and nothing is done with it. */
export function isDynamicsRecord(value: unknown): value is DynamicsRecord {
  if (typeof value !== 'object' || value === null) return false;
  const parts = new Map<string, unknown>(Object.entries(value));
  const isObject = (key: string): boolean => typeof parts.get(key) === 'object' && parts.get(key) !== null;
  return (
    Number.isInteger(parts.get('step')) &&
    ['energy', 'inertia', 'forces', 'coupling', 'dropoutFlux', 'residualExpansion'].every(isObject)
  );
}
