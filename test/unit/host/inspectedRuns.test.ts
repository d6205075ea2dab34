import { describe, expect, it, vi } from 'vitest';
import { LineIndex } from '../../../src/base/textRange.js';
import { InspectedRuns } from '../../../src/host/inspectedRuns.js';
import { packFrames } from '../run/frames.js';
import { createFakeWorkers } from './fakeWorker.js';
import { SAMPLE_TEXT, sampleExperiment, sampleFrame } from './samples.js';

const frames = (...steps: number[]) => ({
  type: 'frames' as const,
  packed: packFrames(
    steps.map((step) => sampleFrame(step, 3)),
    3,
  ),
});

function setUp() {
  const { start, workers } = createFakeWorkers();
  const onChange = vi.fn();
  const runs = new InspectedRuns(start, '1.2.3', onChange);
  const trained = {
    text: SAMPLE_TEXT,
    lines: new LineIndex(SAMPLE_TEXT),
    experiment: sampleExperiment(),
  };
  const view = (step: number | 'latest' = 'latest') => {
    const shown = runs.view(step, undefined, undefined, ({ facts }) => facts.layers);
    if (shown === undefined) throw new Error('nothing is shown');
    return shown;
  };
  return { runs, workers, onChange, trained, view };
}

describe('InspectedRuns', () => {
  it('lays a fork over the run that it was forked from, and both go on', () => {
    const { runs, workers, trained, view } = setUp();
    const first = runs.start(trained);
    workers[0]?.tell(frames(0, 5, 10));
    const id = runs.addFork(trained, 'depth 12', first.id);
    workers[1]?.tell(frames(0, 5));
    workers[0]?.tell(frames(15));
    expect(workers.map(({ requests }) => requests)).toEqual([[], []]);
    expect(view()).toMatchObject({ number: 1, lastStep: 15, frame: { step: 15 } });
    expect(view().compared).toMatchObject([
      { id, name: 'depth 12', hue: 0, status: 'starting', lastStep: 5, frame: { step: 5 } },
    ]);
    expect(view(2).compared[0]?.frame?.step).toBe(0);
    expect([...(view().compared[0]?.series.loss.steps ?? [])]).toEqual([0, 5]);
    expect(runs.find(id)?.origin.forkOf).toBe(first.id);
  });

  it('has room for three beside the shown one: the oldest fork gives way, and ends', () => {
    const { runs, workers, trained } = setUp();
    runs.start(trained);
    const ids = ['a', 'b', 'c', 'd'].map((name) => runs.addFork(trained, name, undefined));
    expect(runs.comparedIds).toHaveLength(3);
    expect(workers.map(({ requests }) => requests)).toEqual([[], ['dispose'], [], [], []]);
    expect(runs.find(ids[3] ?? '')).toBeDefined();
  });

  it('keeps the hue of a run while others come and go', () => {
    const { runs, trained, view } = setUp();
    const [a, b, c] = [runs.start(trained), runs.start(trained), runs.start(trained)];
    runs.start(trained);
    runs.compare([a, b]);
    runs.compare([b, c]);
    expect(view().compared.map(({ id, hue }) => [id, hue])).toEqual([
      [b.id, 1],
      [c.id, 0],
    ]);
  });

  it('shows an earlier run, never compared with itself, until a new one starts', () => {
    const { runs, trained, view } = setUp();
    const first = runs.start(trained);
    runs.start(trained);
    runs.compare([first]);
    runs.show(first);
    expect(view()).toMatchObject({ number: 1, compared: [] });
    expect(runs.latest?.facts.number).toBe(2);
    runs.start(trained);
    expect(view().number).toBe(3);
  });

  it('ends a run in whose place a newer one starts as stopped, and says so', () => {
    const { runs, workers, trained, onChange } = setUp();
    const first = runs.start(trained);
    workers[0]?.tell({ type: 'progress', status: 'running', step: 8, trainingLoss: 1, stepsPerSecond: 9 });
    expect(first.counts).toBe(false);
    workers[0]?.tell(frames(0));
    expect(first.counts).toBe(true);
    runs.start(trained);
    expect(first.facts).toMatchObject({ status: 'stopped', step: 8, stepsPerSecond: undefined });
    expect(first.facts.message).toBe('A newer run took its place at step 8.');
    expect(onChange).toHaveBeenCalledWith(first);
  });

  it('ends a fork that is not wanted any more, and forgets one without a frame', () => {
    const { runs, workers, trained } = setUp();
    runs.start(trained);
    const [one, two] = ['a', 'b'].map((name) => runs.addFork(trained, name, undefined));
    workers[1]?.tell(frames(0));
    runs.endFork(one ?? '');
    runs.endFork(two ?? '');
    expect(workers.map(({ requests }) => requests)).toEqual([[], ['dispose'], ['dispose']]);
    expect(runs.comparedIds).toEqual([one]);
  });

  it('counts on from the runs there were', () => {
    const { runs, trained } = setUp();
    runs.continueFrom({ number: 7, text: 'seed: 1' });
    const run = runs.start({ ...trained, text: 'seed: 2' });
    expect(run.facts.number).toBe(8);
    expect(run.origin).toMatchObject({ version: '1.2.3', changes: { from: 7, text: 'seed 1 → 2' } });
    const fork = runs.addFork({ ...trained, text: 'seed: 5' }, 'another seed', run.id);
    expect(runs.find(fork)?.origin.changes).toEqual({ from: 8, text: 'seed 2 → 5' });
    expect(runs.start({ ...trained, text: 'seed: 3' }).origin.changes).toEqual({
      from: 8,
      text: 'seed 2 → 3',
    });
  });
});
