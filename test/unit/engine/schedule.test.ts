import { expect, test } from 'vitest';
import { rateFactor } from '../../../src/engine/schedule.js';
import type { Schedule } from '../../../src/network/types.js';

const factors = (schedule: Schedule, at: readonly number[], steps: number): number[] =>
  at.map((step) => rateFactor(schedule, step, steps));

test('constant is 1', () => {
  expect(factors({ kind: 'constant' }, [0, 7, 1e9], 10)).toEqual([1, 1, 1]);
});

test('step multiplies by its factor after every so many steps', () => {
  const schedule = { kind: 'step', every: 3, factor: 0.5 } as const;
  expect(factors(schedule, [0, 1, 2, 3, 5, 6, 8, 9], 10)).toEqual([1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.125]);
});

test('cosine falls from 1 at the first step to its end at the last, halfway in the middle', () => {
  const schedule = { kind: 'cosine', end: 0.2 } as const;
  const values = factors(schedule, [0, 25, 50, 75, 100, 101], 101);
  const quarter = 0.5 * (1 + Math.SQRT1_2);
  expect(values[0]).toBe(1);
  expect(values[1]).toBeCloseTo(0.2 + 0.8 * quarter, 15);
  expect(values[2]).toBeCloseTo(0.6, 15);
  expect(values[3]).toBeCloseTo(0.2 + 0.8 * (1 - quarter), 15);
  expect(values.slice(4)).toEqual([0.2, 0.2]);
});

test('cosine of a run of one step takes that step at the full rate', () => {
  expect(factors({ kind: 'cosine', end: 0 }, [0, 1], 1)).toEqual([1, 0]);
});
