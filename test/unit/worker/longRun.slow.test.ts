import { test } from 'vitest';
import { expectFlatMemory } from './longRun.js';

test('a run of a million steps of one sample stays flat in memory', async () => {
  await expectFlatMemory(1_000_000);
}, 600_000);
