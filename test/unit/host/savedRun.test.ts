import { describe, expect, it } from 'vitest';
import { decodeSavedRun, encodeSavedRun, type SavedRun } from '../../../src/host/savedRun.js';
import { cardOf } from '../../../src/host/runCard.js';
import type { RunFacts } from '../../../src/host/runFacts.js';
import { NO_MARKS } from '../../../src/host/runOrigin.js';
import { ContinuumLog } from '../../../src/run/continuumLog.js';
import { DynamicsLog } from '../../../src/run/dynamicsLog.js';
import { encodeRun } from '../../../src/run/persist.js';
import { StatisticsLog } from '../../../src/run/statisticsLog.js';
import { RunStore } from '../../../src/run/runStore.js';
import { continuumRecord } from '../run/continuumRecords.js';
import { dynamicsRecord } from '../run/dynamicsRecords.js';
import { packFrames } from '../run/frames.js';
import { statisticsRecord } from '../run/statisticsRecords.js';
import { sampleFacts, sampleFrame, sampleOrigin } from './samples.js';

function sampleRun(changes: Partial<RunFacts> = {}): SavedRun {
  const store = new RunStore(['free']);
  store.append(packFrames([sampleFrame(0, 1), sampleFrame(5, 1)], 1));
  const dynamics = new DynamicsLog();
  for (const step of [0, 5]) dynamics.add(dynamicsRecord(step));
  const continuum = new ContinuumLog();
  for (const step of [0, 5]) continuum.add(continuumRecord(step));
  const statistics = new StatisticsLog();
  for (const step of [0, 5]) statistics.add(statisticsRecord(step));
  return {
    facts: sampleFacts(changes),
    origin: sampleOrigin(),
    marks: NO_MARKS,
    store,
    dynamics,
    continuum,
    statistics,
  };
}

const encode = (run: SavedRun): Uint8Array => encodeSavedRun(run, cardOf('file:///a.bbd.yaml', run));

describe('a saved run', () => {
  it('comes back with its facts and its frames', () => {
    const run = sampleRun({
      status: 'diverged',
      message: 'the loss is not finite',
      stepsPerSecond: undefined,
      validation: { samples: 9, every: 20, gap: undefined, points: [{ step: 0, loss: 1 / 3 }] },
    });
    const decoded = decodeSavedRun(encode(run));
    if (!decoded.ok) throw new Error(decoded.error);
    expect(decoded.value.facts).toEqual(run.facts);
    expect(decoded.value.origin).toEqual(run.origin);
    expect(decoded.value.marks).toEqual(run.marks);
    expect(decoded.value.store.frameAt(1)).toEqual(sampleFrame(5, 1));
    expect(decoded.value.dynamics.records).toEqual(run.dynamics.records);
    // Links at the ends of a block have entries without a value, which must not come back as null.
    expect(run.continuum.records[0]!.blocks[0]!.validity.cubic[0]).toBeUndefined();
    expect(decoded.value.continuum.records).toEqual(run.continuum.records);
    expect(decoded.value.statistics.records).toEqual(run.statistics.records);
  });

  it('has records of the whole run, of each kind so many', () => {
    const run = sampleRun();
    for (let step = 10; step < 400; step++) {
      run.dynamics.add(dynamicsRecord(step));
      run.statistics.add(statisticsRecord(step));
    }
    const decoded = decodeSavedRun(encode(run));
    if (!decoded.ok) throw new Error(decoded.error);
    for (const [{ records }, limit] of [
      [decoded.value.dynamics, 100],
      [decoded.value.statistics, 25],
    ] as const) {
      expect(records.length).toBeLessThanOrEqual(limit);
      expect(records.length).toBeGreaterThan(limit / 2);
      expect([records[0]!.step, records.at(-1)!.step]).toEqual([0, 399]);
    }
  });

  it('leaves out what is no record', () => {
    const { facts, store } = sampleRun();
    const records = { dynamics: [{ step: 1 }], statistics: [7, { ...statisticsRecord(3), mode: 'asleep' }] };
    const decoded = decodeSavedRun(encodeRun({ ...facts, ...records }, store));
    if (!decoded.ok) throw new Error(decoded.error);
    expect(decoded.value.dynamics.records).toEqual([]);
    expect(decoded.value.statistics.records).toEqual([]);
  });

  it.each(['starting', 'running', 'paused'] as const)(
    'comes back as interrupted when it was %s',
    (status) => {
      const decoded = decodeSavedRun(encode(sampleRun({ status })));
      if (!decoded.ok) throw new Error(decoded.error);
      const { facts } = decoded.value;
      expect(facts.status).toBe('interrupted');
      expect(facts.message).toMatch(/at step 1\u202f240.*Restart/);
      expect(facts.stepsPerSecond).toBeUndefined();
    },
  );

  it('that knows nothing of a validation has none', () => {
    const { facts, store } = sampleRun();
    const older = Object.fromEntries(Object.entries(facts).filter(([key]) => key !== 'validation'));
    const decoded = decodeSavedRun(encodeRun(older, store));
    if (!decoded.ok) throw new Error(decoded.error);
    expect(decoded.value.facts.validation).toEqual({
      samples: 0,
      every: undefined,
      gap: 'noSplit',
      points: [],
    });
  });

  it('is refused with a reason when its description is not one', () => {
    const { facts, store } = sampleRun();
    for (const wrong of [
      {},
      { ...facts, seed: '7' },
      { ...facts, status: 'asleep' },
      { ...facts, layers: [7] },
    ]) {
      expect(decodeSavedRun(encodeRun(wrong, store))).toMatchObject({ ok: false });
    }
    expect(decodeSavedRun(encodeRun({ ...facts, layers: [] }, store))).toEqual({
      ok: false,
      error: 'its layers and its frames do not match',
    });
  });
});
