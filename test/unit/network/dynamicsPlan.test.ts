import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dynamicsPlan, hasDynamics } from '../../../src/network/dynamicsPlan.js';
import { multiplyAdds } from '../../../src/network/multiplyAdds.js';
import type { Experiment } from '../../../src/network/types.js';
import { experiment } from '../engine/experiments.js';

interface Sizes {
  readonly width?: number;
  readonly steps: number;
  readonly batchSize?: number;
  readonly every: number;
  readonly dynamics?: number | undefined;
}

const planned = ({ width = 8, steps, batchSize = 1, every, dynamics }: Sizes): Experiment =>
  experiment({
    chain: { widths: [width, width, width] },
    training: { steps, batchSize },
    analysis: { every, dynamics },
  });

/** All steps that have a record. */
function recordedSteps(run: Experiment): number[] {
  const plan = dynamicsPlan(run);
  return Array.from({ length: run.training.steps }, (_, step) => step).filter((step) =>
    hasDynamics(run, plan, step),
  );
}

test('a spec that names a rate has a record at every n-th analysed step, and with 0 none', () => {
  expect(recordedSteps(planned({ steps: 100, every: 10, dynamics: 4 }))).toEqual([0, 40, 80]);
  expect(recordedSteps(planned({ steps: 100, every: 10, dynamics: 0 }))).toEqual([]);
});

test('a short run of a small network has about 20 records, the second analysed step and the last among them', () => {
  const steps = recordedSteps(planned({ steps: 2000, every: 10 }));
  expect(steps).toHaveLength(22);
  expect(steps.slice(0, 3)).toEqual([0, 10, 100]);
  expect(steps.slice(-2)).toEqual([1900, 1990]);
});

test('a long run has about 50, at most, and a run of few analysed steps one at each', () => {
  expect(recordedSteps(planned({ steps: 100_000, batchSize: 64, every: 10 }))).toHaveLength(52);
  expect(recordedSteps(planned({ steps: 18, every: 3 }))).toEqual([0, 3, 6, 9, 12, 15]);
});

test('wide networks have fewer, and none where one costs more than the whole run', () => {
  const countAt = (width: number, steps: number): number =>
    recordedSteps(planned({ width, steps, every: 1 })).length;
  expect(countAt(1500, 100)).toBe(5);
  expect(countAt(2600, 100)).toBe(3);
  expect(countAt(10_000, 100)).toBe(0);
});

test('records take no more than a tenth of the training or the work of about a second, but for the two at the ends', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.integer({ min: 1, max: 20_000 }),
      fc.integer({ min: 1, max: 64 }),
      fc.integer({ min: 1, max: 100 }),
      (width, steps, batchSize, every) => {
        const run = planned({ width, steps, batchSize, every });
        const count = recordedSteps(run).length;
        const record = 6 * multiplyAdds(run.network.links) * run.analysis.probe;
        const training = 3 * multiplyAdds(run.network.links) * batchSize * steps;
        expect(count).toBeLessThanOrEqual(52);
        expect((count - 2) * record).toBeLessThanOrEqual(Math.max(3e8, training / 10 / 40));
        const frames = Math.ceil(steps / every);
        if (record <= 3e8 / 20) expect(count).toBeGreaterThanOrEqual(Math.min(frames, 10));
      },
    ),
  );
});
