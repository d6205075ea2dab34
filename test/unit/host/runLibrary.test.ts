import { mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { legacyId } from '../../../src/host/runFiles.js';
import { LibraryFullError, RunLibrary, type LibrarySettings } from '../../../src/host/runLibrary.js';
import type { SavedRun } from '../../../src/host/savedRun.js';
import { ContinuumLog } from '../../../src/run/continuumLog.js';
import { DynamicsLog } from '../../../src/run/dynamicsLog.js';
import { encodeRun } from '../../../src/run/persist.js';
import { RunStore } from '../../../src/run/runStore.js';
import { StatisticsLog } from '../../../src/run/statisticsLog.js';
import { packFrames } from '../run/frames.js';
import { sampleFacts, sampleFrame, sampleOrigin } from './samples.js';

const SPEC = 'file:///work/a.bbd.yaml';
const ROOMY: LibrarySettings = { keep: 100, limitBytes: 2 ** 30 };

function run(number: number, { id = `r${number}`, kept = false, frames = 1 } = {}): SavedRun {
  const store = new RunStore(['free']);
  store.append(
    packFrames(
      Array.from({ length: frames }, (_, step) => sampleFrame(step, 1)),
      1,
    ),
  );
  return {
    facts: sampleFacts({ number, status: 'completed' }),
    origin: sampleOrigin({ id, startedAt: 1_700_000_000_000 + number, text: `seed: ${number}` }),
    marks: { name: undefined, kept },
    store,
    dynamics: new DynamicsLog(),
    continuum: new ContinuumLog(),
    statistics: new StatisticsLog(),
  };
}

describe('RunLibrary', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'bbd-library-')), 'runs');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const open = (settings: LibrarySettings = ROOMY): RunLibrary => new RunLibrary(folder, () => settings);
  const numbersOf = (library: RunLibrary, spec = SPEC): number[] =>
    library.runsOf(spec).map(({ entry }) => entry.number);

  it('has the runs of each spec, newest first, also in the next window', async () => {
    const library = open();
    await Promise.all([
      library.save(SPEC, run(1)),
      library.save(SPEC, run(2, { frames: 3 })),
      library.save('b', run(7)),
    ]);
    expect(numbersOf(library)).toEqual([2, 1]);
    const next = open();
    expect((await next.read(SPEC)).map(({ entry }) => entry)).toEqual(
      library.runsOf(SPEC).map(({ entry }) => entry),
    );
    expect(next.runsOf(SPEC)[0]).toMatchObject({ text: 'seed: 2', entry: { id: 'r2', frameCount: 3 } });
    expect(next.storage).toMatchObject({ unkept: 3, bytes: library.storage.bytes });
    const loaded = await next.load('r2');
    if (!loaded.ok) throw new Error(loaded.error);
    expect(loaded.value.origin).toEqual(run(2).origin);
    expect(loaded.value.store.frameAt(2)).toEqual(sampleFrame(2, 1));
  });

  it('stores a run that goes on in one place, whatever overtakes what', async () => {
    const library = open();
    await Promise.all([1, 2, 3, 4].map((frames) => library.save(SPEC, run(1, { frames }))));
    expect(library.runsOf(SPEC)).toMatchObject([{ entry: { id: 'r1', frameCount: 4 } }]);
    expect((await readdir(folder)).sort()).toEqual(['r1.bbdrun', 'r1.json']);
  });

  it('gives up the oldest runs of a spec that are not kept', async () => {
    const library = open({ keep: 2, limitBytes: 2 ** 30 });
    await library.save(SPEC, run(1, { kept: true }));
    for (const number of [2, 3, 4]) await library.save(SPEC, run(number));
    await library.save('b', run(9));
    expect(numbersOf(library)).toEqual([4, 3, 1]);
    await library.mark('r1', { name: 'the first', kept: false });
    expect(numbersOf(library)).toEqual([4, 3, 1]);
    await library.save(SPEC, run(5));
    expect(numbersOf(library)).toEqual([5, 4]);
    expect(numbersOf(library, 'b')).toEqual([9]);
  });

  it('gives up the oldest runs of all specs where there is no room, but none that is kept', async () => {
    const probe = open();
    await probe.save(SPEC, run(1));
    const size = probe.storage.bytes;
    await probe.remove(['r1']);
    await probe.dispose();
    const library = open({ keep: 100, limitBytes: 3.5 * size });
    await library.save('b', run(1, { kept: true }));
    for (const number of [2, 3, 4]) await library.save(SPEC, run(number));
    expect(numbersOf(library)).toEqual([4, 3]);
    await library.mark('r3', { name: undefined, kept: true });
    await library.mark('r4', { name: undefined, kept: true });
    const full = library.save(SPEC, run(5));
    await expect(full).rejects.toThrow(LibraryFullError);
    await expect(full).rejects.toThrow(/bbd\.runs\.storageLimit/);
    expect(numbersOf(library)).toEqual([4, 3]);
  });

  it('remembers names and what is kept', async () => {
    const library = open();
    await library.save(SPEC, run(1));
    await library.mark('r1', { name: 'wide', kept: true });
    const next = open();
    expect(await next.read(SPEC)).toMatchObject([{ entry: { name: 'wide', kept: true } }]);
    expect(next.unkept).toEqual([]);
  });

  it('brings back what was removed, until the window closes', async () => {
    const library = open();
    await library.save(SPEC, run(1));
    await library.save(SPEC, run(2));
    await library.remove(['r1', 'r2', 'nobody']);
    expect(numbersOf(library)).toEqual([]);
    expect(numbersOf(library)).toEqual([]);
    await library.save(SPEC, run(2, { frames: 9 }));
    expect(numbersOf(library), 'a run that still trains does not come back by itself').toEqual([]);
    await library.restore(['r1']);
    expect(numbersOf(library)).toEqual([1]);
    expect((await library.load('r1')).ok).toBe(true);
    await library.dispose();
    await library.restore(['r2']).catch(() => undefined);
    expect((await readdir(folder)).sort()).toEqual(['r1.bbdrun', 'r1.json']);
  });

  it('follows a spec that is renamed, and a folder', async () => {
    const library = open();
    await library.save(SPEC, run(1));
    await library.save('file:///work/deep/b.bbd.yaml', run(2));
    await library.move(SPEC, 'file:///work/new.bbd.yaml');
    await library.move('file:///work/deep', 'file:///work/wide');
    const next = open();
    await next.read('');
    expect(numbersOf(next, 'file:///work/new.bbd.yaml')).toEqual([1]);
    expect(numbersOf(next, 'file:///work/wide/b.bbd.yaml')).toEqual([2]);
    expect(numbersOf(next)).toEqual([]);
  });

  it('makes its cards anew from the runs, and takes a run with a damaged one for kept', async () => {
    const library = open();
    await library.save(SPEC, run(1));
    await library.save(SPEC, run(2));
    const entries = library.runsOf(SPEC).map(({ entry }) => entry);
    await rm(join(folder, 'r1.json'));
    await writeFile(join(folder, 'r2.json'), '{"spec": "file');
    const next = open();
    await next.read(SPEC);
    expect(next.runsOf(SPEC).map(({ entry }) => entry)).toEqual([
      { ...entries[0], kept: true, bytes: expect.any(Number) as number },
      entries[1],
    ]);
    expect(next.problems).toEqual([]);
  });

  it('leaves out what is damaged, and says so', async () => {
    const library = open();
    await library.save(SPEC, run(1));
    await library.save(SPEC, run(2));
    await writeFile(join(folder, 'x.bbdrun'), 'garbage');
    const bytes = await readFile(join(folder, 'r1.bbdrun'));
    await truncate(join(folder, 'r1.bbdrun'), bytes.length - 8);
    const next = open();
    await next.read(SPEC);
    expect(numbersOf(next)).toEqual([2, 1]);
    expect(next.problems).toMatchObject([expect.stringMatching(/x\.bbdrun is left out: not a stored run/)]);
    expect(await next.load('r1')).toMatchObject({
      ok: false,
      error: expect.stringMatching(/bytes of frames/) as string,
    });
    expect(await next.load('gone')).toMatchObject({ ok: false });
  });

  it('finds the run that a version without a library has stored', async () => {
    const { facts, store } = run(3, { frames: 2 });
    const library = open();
    await library.save('b', run(1));
    await writeFile(join(folder, `${legacyId(SPEC)}.bbdrun`), encodeRun(facts, store));
    const next = open();
    expect(await next.read('c')).toEqual([]);
    expect(await next.read(SPEC)).toMatchObject([
      { text: undefined, entry: { number: 3, hasText: false, frameCount: 2, kept: false } },
    ]);
    const loaded = await next.load(legacyId(SPEC));
    expect(loaded).toMatchObject({
      ok: true,
      value: { origin: { id: legacyId(SPEC) }, facts: { number: 3 } },
    });
    const after = open();
    expect(await after.read(SPEC)).toHaveLength(1);
  });

  it('shares its folder with other windows', async () => {
    const [one, other] = [open(), open()];
    await one.save(SPEC, run(1));
    await other.save(SPEC, run(2));
    expect((await one.read(SPEC)).map(({ entry }) => entry.number)).toEqual([2, 1]);
    await one.remove(['r2']);
    expect((await other.read(SPEC)).map(({ entry }) => entry.number)).toEqual([1]);
  });

  it('removes what windows that ended too early left behind', async () => {
    const library = open();
    await library.save(SPEC, run(1));
    await library.save(SPEC, run(2));
    await library.remove(['r2']);
    await writeFile(join(folder, 'half.tmp'), 'half');
    const long = new Date(Date.now() - 3 * 24 * 3600 * 1000);
    for (const name of await readdir(folder)) await utimes(join(folder, name), long, long);
    await open().read(SPEC);
    expect((await readdir(folder)).sort()).toEqual(['r1.bbdrun', 'r1.json']);
  });

  it('whatever is done to it, keeps what is kept and its limits', async () => {
    const action = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constant('save' as const), frames: fc.integer({ min: 1, max: 12 }) }),
      },
      fc.record({
        do: fc.constant('again' as const),
        which: fc.nat(20),
        frames: fc.integer({ min: 1, max: 12 }),
      }),
      fc.record({
        do: fc.constantFrom('keep' as const, 'release' as const, 'remove' as const, 'restore' as const),
        which: fc.nat(20),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 25 }), fc.boolean(), async (actions, atOnce) => {
        await rm(folder, { recursive: true, force: true });
        const limitBytes = 9000;
        const library = open({ keep: 3, limitBytes });
        let number = 0;
        const all = new Map<string, number>();
        const kept = new Set<string>();
        const pending: Promise<unknown>[] = [];
        for (const step of actions) {
          const id = 'which' in step ? `r${1 + (step.which % Math.max(1, number))}` : `r${++number}`;
          let done: Promise<unknown> = Promise.resolve();
          switch (step.do) {
            case 'save':
              all.set(id, number);
              done = library.save(SPEC, run(number, { frames: step.frames }));
              break;
            case 'again':
              if (all.has(id)) {
                done = library.save(
                  SPEC,
                  run(all.get(id) ?? 0, { id, frames: step.frames, kept: kept.has(id) }),
                );
              }
              break;
            case 'keep':
            case 'release':
              done = library.mark(id, { name: undefined, kept: step.do === 'keep' });
              break;
            case 'remove':
              done = library.remove([id]);
              break;
            case 'restore':
              done = library.restore([id]);
          }
          const settled = done.catch((thrown: unknown) => {
            if (!(thrown instanceof LibraryFullError)) throw thrown;
          });
          if (atOnce) {
            pending.push(settled);
            continue;
          }
          await settled;
          const there = new Set(library.runsOf(SPEC).map(({ entry }) => entry.id));
          if (step.do === 'remove') kept.delete(id);
          for (const each of kept) expect(there.has(each), `${each} was kept`).toBe(true);
          if (step.do === 'keep' && there.has(id)) kept.add(id);
          if (step.do === 'release') kept.delete(id);
          // What is brought back has the marks it had.
          for (const { entry } of library.runsOf(SPEC)) if (entry.kept) kept.add(entry.id);
          if (step.do === 'save' && there.has(id)) {
            expect(library.runsOf(SPEC).filter(({ entry }) => !entry.kept).length).toBeLessThanOrEqual(3);
          }
        }
        await Promise.all(pending);
        const files = (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith('deleted-'));
        const sizes = await Promise.all(files.map(async (name) => (await stat(join(folder, name))).size));
        const bytes = sizes.reduce((sum, size) => sum + size, 0);
        expect(bytes).toBeLessThanOrEqual(limitBytes);
        expect(library.storage.bytes).toBe(bytes);
        expect(files.length).toBe(2 * library.runsOf(SPEC).length);
      }),
      { numRuns: 40 },
    );
  });
});
