import { describe, expect, test } from 'vitest';
import type { Experiment } from '../../../src/network/types.js';
import { experiment } from '../engine/experiments.js';
import { SessionHarness } from './sessionHarness.js';

/** 1.2 million multiply-adds a sample: a final loss of several pieces. */
const WIDE = experiment({ chain: { widths: [3, 1000, 1200, 2] }, training: { steps: 2 }, samples: 100 });

async function opened(given: Experiment): Promise<SessionHarness> {
  const harness = new SessionHarness(given);
  await harness.startAndOpen();
  return harness;
}

describe('a run that is asked to stop', () => {
  test('within a slice takes no further step', async () => {
    const harness = await opened(experiment({ training: { steps: 1_000_000 } }));
    harness.tick = 30;
    harness.turn();
    const { step } = harness;
    harness.ask('stop');
    expect(harness.result.steps - step).toBeLessThanOrEqual(1);
  });

  test('while it finishes ends at once as completed, without the final loss', async () => {
    const harness = await opened(WIDE);
    harness.tick = 30;
    while (harness.step < 2) harness.turn();
    harness.turn();
    const read = harness.clockReadings;
    harness.ask('stop');
    expect(harness.result).toMatchObject({ reason: 'completed', steps: 2, finalLoss: undefined });
    expect(harness.clockReadings - read).toBeLessThan(5);
  });

  test('gives up the final loss when that takes longer than a moment', async () => {
    const harness = await opened({ ...WIDE, training: { ...WIDE.training, steps: 100 } });
    harness.turn();
    // Every reading of the clock, one before each piece, takes half of the moment.
    harness.tick = 30;
    harness.ask('stop');
    expect(harness.result).toMatchObject({ reason: 'stopped', finalLoss: undefined });
  });
});

test('a run that diverges at its first step ends there, with nothing analysed', async () => {
  const plan = experiment({
    chain: { widths: [1, 1] },
    training: { batchSize: 1 },
    analysis: { every: 1, probe: 1 },
  });
  const harness = await opened({
    ...plan,
    data: {
      source: 'csv',
      inputs: 1,
      outputs: 1,
      samples: 2,
      standardize: false,
      targetKind: 'numbers',
      inputValues: Float64Array.of(1e38, 1e38),
      targetValues: Float64Array.of(1e38, 1e38),
    },
  });
  expect(harness.runToEnd()).toMatchObject({ reason: 'diverged', steps: 0, finalLoss: undefined });
  expect(harness.frames).toEqual([]);
});
