import { REASONS } from '../../src/run/reasons.js';
import type { StatisticsRecord } from './records.js';

const ORDER = ['uniform', 'covariant', 'inhomogeneous'] as const;

/**
 * Whether the motion is as symmetric along depth as the network, in a few words: how many of the densities of the whole bulk
 * are uniform, covariant, inhomogeneous.
 */
export function motionVerdicts(record: StatisticsRecord | undefined): string {
  if (record === undefined) return 'the motion is not measured yet';
  const bulk = record.symmetry.stretches.find(({ kind }) => kind === 'bulk');
  const densities = Object.values(bulk?.densities ?? {}).flatMap(({ value }) => value ?? []);
  const found = ORDER.flatMap((verdict) => {
    const count = densities.filter((density) => density.verdict.value === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict}`];
  });
  if (found.length > 0) return `densities of the motion: ${found.join(', ')}`;
  const reason = densities.find(({ verdict }) => verdict.value === undefined)?.verdict.reason;
  return `the motion has no verdict${reason === undefined ? '' : `: ${REASONS[reason]}`}`;
}
