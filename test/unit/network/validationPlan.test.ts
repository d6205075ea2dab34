import fc from 'fast-check';
import { expect, test } from 'vitest';
import { multiplyAdds } from '../../../src/network/multiplyAdds.js';
import { validationPlan } from '../../../src/network/validationPlan.js';
import { experiment } from '../engine/experiments.js';

const planned = (changes: Parameters<typeof experiment>[0], validation: number) => {
  const plain = experiment(changes);
  return { ...plain, data: { ...plain.data, validation } };
};

test('the validation loss is taken at analysed steps, at most 200 times, and stays cheap beside the training', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: 1, max: 64 }),
      fc.integer({ min: 1, max: 300 }),
      (every, validation, steps, batchSize, width) => {
        const own = planned(
          { chain: { widths: [3, width, 2] }, training: { steps, batchSize }, analysis: { every } },
          validation,
        );
        const plan = validationPlan(own);
        if (plan.gap !== undefined) throw new Error(plan.gap);
        expect(plan.every % every).toBe(0);
        const times = Math.ceil(steps / plan.every);
        expect(times).toBeLessThanOrEqual(200);
        const work = validation * multiplyAdds(own.network.links);
        const affordable = Math.max(1e9 / work, (steps * batchSize) / (4 * validation), 1);
        expect(times).toBeLessThanOrEqual(affordable);
      },
    ),
  );
});

test('a small network is validated at every analysed step while there are few', () => {
  expect(validationPlan(planned({ training: { steps: 1000 }, analysis: { every: 10 } }, 50))).toEqual({
    samples: 50,
    every: 10,
    gap: undefined,
  });
});

test('without samples kept apart, and with too many for anyone to wait for, there is none', () => {
  expect(validationPlan(experiment({}))).toEqual({ samples: 0, every: undefined, gap: 'noSplit' });
  const large = planned({ chain: { widths: [100, 1000, 100] } }, 200_000);
  expect(validationPlan(large)).toEqual({ samples: 200_000, every: undefined, gap: 'tooDear' });
});
