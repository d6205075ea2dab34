import { describe, expect, it } from 'vitest';
import { earlierRunNotice, runRows, storageText } from '../../../webview/model/runRows.js';
import { panelView, runEntry, runsView, runView } from './views.js';

const rowsOf = (changes: Parameters<typeof runsView>[0]) => runRows(runsView(changes), String);

describe('the table of runs', () => {
  it('says what a run is, what its spec changed and how it ended', () => {
    expect(rowsOf({ entries: [runEntry()] })[0]).toMatchObject({
      name: 'run 3',
      when: '1700000000000',
      changes: 'learningRate 0.05 → 0.1',
      backend: 'wasm, fused',
      loss: '0.1250',
      end: 'completed, residual 3e-14',
      shown: true,
      comparable: false,
    });
  });

  it('says what is not known, and of a run without changes which it repeats', () => {
    const rows = rowsOf({
      entries: [
        runEntry({ name: 'again', changes: { from: 2, text: '' }, finalLoss: undefined, step: 50 }),
        runEntry({ id: 'r2', changes: undefined, startedAt: 0, backend: undefined, path: undefined }),
        runEntry({ id: 'r4', forkOf: 'r3', changes: { from: 3, text: 'repeat 8 → 12' } }),
      ],
    });
    expect(rows.map(({ changes }) => changes)).toEqual(['as run 2', '—', 'fork of again: repeat 8 → 12']);
    expect(rows[0]).toMatchObject({ loss: '0.1260', steps: '50 / 2\u202f000' });
    expect(rows[1]).toMatchObject({ when: '—', backend: '—' });
  });

  it('lets three be compared with the shown one', () => {
    const entries = ['r3', 'a', 'b', 'c', 'd'].map((id) => runEntry({ id }));
    const rows = rowsOf({ entries, compared: ['a', 'b', 'c'] });
    expect(rows.map(({ comparable }) => comparable)).toEqual([false, true, true, true, false]);
  });

  it('says what the runs take', () => {
    expect(storageText(runsView().storage)).toMatch(/take 3 MB of 512 MB; 2 of them are not kept \(1 MB\)/);
  });

  it('leads back to the latest run, and says how far that is', () => {
    expect(earlierRunNotice(panelView())).toBeUndefined();
    const behind = { id: 'r4', name: 'run 4', status: 'running', step: 1240, steps: 2000 } as const;
    expect(earlierRunNotice(panelView({ run: runView({ name: 'wide' }), behind }))).toMatchObject({
      title: 'An earlier run is shown: wide',
      text: 'The latest is run 4 (training, step 1\u202f240 of 2\u202f000).',
      action: { run: 'latest' },
    });
  });
});
