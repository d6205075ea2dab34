import { describe, expect, it } from 'vitest';
import { StatisticsLog } from '../../../src/run/statisticsLog.js';
import { statisticsRecord } from './statisticsRecords.js';

describe('the log of statistics', () => {
  it('finds the record of a step or the one before it', () => {
    const log = new StatisticsLog();
    expect(log.recordAt(5)).toBeUndefined();
    for (const step of [10, 20, 30]) log.add(statisticsRecord(step));
    expect([0, 10, 19, 20, 99].map((step) => log.recordAt(step)?.step)).toEqual([10, 10, 10, 20, 30]);
  });

  it('counts what it has no room for', () => {
    const log = new StatisticsLog(2);
    for (const step of [1, 2, 3]) log.add(statisticsRecord(step));
    expect(log.records.map(({ step }) => step)).toEqual([1, 2]);
    expect(log.droppedRecords).toBe(1);
  });
});
