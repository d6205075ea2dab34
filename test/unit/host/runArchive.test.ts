import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunArchive } from '../../../src/host/runArchive.js';
import { encodeSavedRun } from '../../../src/host/savedRun.js';
import { ContinuumLog } from '../../../src/run/continuumLog.js';
import { DynamicsLog } from '../../../src/run/dynamicsLog.js';
import { StatisticsLog } from '../../../src/run/statisticsLog.js';
import { RunStore } from '../../../src/run/runStore.js';
import { NO_MARKS } from '../../../src/host/runOrigin.js';
import { sampleFacts, sampleOrigin } from './samples.js';

const run = (number: number) => ({
  facts: sampleFacts({ number, status: 'completed' as const }),
  origin: sampleOrigin(),
  marks: NO_MARKS,
  store: new RunStore(['free']),
  dynamics: new DynamicsLog(),
  continuum: new ContinuumLog(),
  statistics: new StatisticsLog(),
});

describe('RunArchive', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'bbd-archive-')), 'runs');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const numberOf = async (archive: RunArchive, spec: string): Promise<number | undefined> => {
    const loaded = await archive.load(spec);
    if (!loaded.ok) throw new Error(loaded.error);
    return loaded.value?.facts.number;
  };

  it('keeps the newest run of each spec', async () => {
    const archive = new RunArchive(folder);
    await Promise.all([archive.save('a', run(1)), archive.save('a', run(2)), archive.save('b', run(7))]);
    expect(await numberOf(archive, 'a')).toBe(2);
    expect(await numberOf(archive, 'b')).toBe(7);
    expect(await numberOf(archive, 'c')).toBeUndefined();
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('gives up the runs not written for longest when there is no room', async () => {
    const archive = new RunArchive(folder, 2.5 * encodeSavedRun(run(1)).length);
    await archive.save('a', run(1));
    await archive.save('b', run(2));
    for (const name of await readdir(folder)) await utimes(join(folder, name), 1, 1);
    await archive.save('a', run(3));
    await archive.save('c', run(4));
    expect(await numberOf(archive, 'a')).toBe(3);
    expect(await numberOf(archive, 'b')).toBeUndefined();
    expect(await numberOf(archive, 'c')).toBe(4);
  });

  it('says what is wrong with a damaged file', async () => {
    const archive = new RunArchive(folder);
    await archive.save('a', run(1));
    const [name] = await readdir(folder);
    await writeFile(join(folder, name ?? ''), 'garbage');
    expect(await archive.load('a')).toEqual({ ok: false, error: 'not a stored run' });
  });
});
