import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordLog, thinOut } from '../../../src/run/recordLog.js';

const stepsOf = (count: number, limit: number): number[] =>
  thinOut(
    Array.from({ length: count }, (_, step) => ({ step })),
    limit,
  ).map(({ step }) => step);

describe('the log of records', () => {
  it('keeps every second record when it is full, and the newest', () => {
    expect([4, 5, 6, 7, 8, 9].map((count) => stepsOf(count, 4))).toEqual([
      [0, 1, 2, 3],
      [0, 2, 4],
      [0, 2, 4, 5],
      [0, 2, 4, 6],
      [0, 4, 7],
      [0, 4, 8],
    ]);
  });

  it('counts what it left out', () => {
    const log = new RecordLog(4);
    for (let step = 0; step < 9; step++) log.add({ step });
    expect(log.leftOutRecords).toBe(6);
  });

  it('finds the record of a step or the one before it', () => {
    const log = new RecordLog();
    expect(log.recordAt(5)).toBeUndefined();
    for (const step of [10, 20, 30]) log.add({ step });
    expect([0, 10, 19, 20, 99].map((step) => log.recordAt(step)?.step)).toEqual([10, 10, 10, 20, 30]);
  });

  it('covers the whole run evenly, whatever its length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 2, max: 60 }), (count, limit) => {
        const steps = stepsOf(count, limit);
        expect(steps[0]).toBe(0);
        expect(steps.at(-1)).toBe(count - 1);
        expect(steps.length).toBeLessThanOrEqual(limit);
        const gaps = steps.slice(1).map((step, i) => step - steps[i]!);
        const spacing = gaps[0] ?? 1;
        expect(gaps.slice(0, -1).every((gap) => gap === spacing)).toBe(true);
        expect(spacing).toBeLessThanOrEqual(Math.max(1, (4 * count) / limit));
      }),
    );
  });
});
