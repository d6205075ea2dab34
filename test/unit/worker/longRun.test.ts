import { test } from 'vitest';
import { expectFlatMemory } from './longRun.js';

test('a run of 20 000 steps of one sample stays flat in memory', async () => {
  await expectFlatMemory(20_000);
});
