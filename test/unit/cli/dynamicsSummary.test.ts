import { expect, test } from 'vitest';
import { summarizeDynamics } from '../../../src/cli/dynamicsSummary.js';
import { dynamicsRecord } from '../run/dynamicsRecords.js';

test('says how often the dynamics are recorded, and whether that was chosen', () => {
  const chosen = summarizeDynamics(dynamicsRecord(40), { every: 12, automatic: true });
  expect(chosen).toMatch(/^dynamics +at step 40/);
  expect(chosen).toMatch(/recorded at one in 12 decomposed steps, to stay cheap; --dynamics N/);
  expect(summarizeDynamics(dynamicsRecord(40), { every: 1, automatic: false })).toMatch(
    /recorded at every decomposed step$/m,
  );
  for (const line of chosen.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});

test('says nothing where there is no record', () => {
  expect(summarizeDynamics(undefined, { every: 0, automatic: true })).toBe('');
});
