import { createHash } from 'node:crypto';
import type { Experiment } from '../network/types.js';

/** Properties at any depth that no number of a run depends on, and the tables, which are hashed as bytes. */
const LEFT_OUT: ReadonlySet<string> = new Set(['name', 'range', 'copies', 'inputValues', 'targetValues']);

/**
 * A hash of everything that a run's numbers depend on, and of nothing else: two texts with the same fingerprint
 * train the same network to the same bits. Names, comments and places in the text do not count.
 */
export function experimentFingerprint(experiment: Experiment): string {
  const { data } = experiment;
  const plan = JSON.stringify(experiment, (key, value: unknown) => (LEFT_OUT.has(key) ? undefined : value));
  const hash = createHash('sha256').update(plan);
  if (data.source === 'csv') hash.update(bytesOf(data.inputValues)).update(bytesOf(data.targetValues));
  return hash.digest('hex');
}

const bytesOf = (values: Float64Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
