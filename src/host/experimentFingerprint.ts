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
  if (data.source === 'csv') hash.update(digestOf(data.inputValues)).update(digestOf(data.targetValues));
  return hash.digest('hex');
}

/** A table stays the same array while its file does, and takes longer to hash than the rest of a check. */
const digests = new WeakMap<Float64Array, string>();

function digestOf(values: Float64Array): string {
  const known = digests.get(values);
  if (known !== undefined) return known;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const digest = createHash('sha256').update(bytes).digest('hex');
  digests.set(values, digest);
  return digest;
}
