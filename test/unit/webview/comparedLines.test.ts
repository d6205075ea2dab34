import { describe, expect, it } from 'vitest';
import { COMPARED_DASHES, legendNotes } from '../../../webview/model/comparedLines.js';
import { comparedRun, ensembleView, runView } from './views.js';

describe('the notes of a legend', () => {
  const ensemble = ensembleView(
    [7, 8].map((seed) => ({
      seed,
      reason: 'completed',
      steps: 5,
      finalLoss: 1,
      finalValidationLoss: undefined,
    })),
    { seeds: 3 },
  );

  it('name the band and the other runs side by side', () => {
    const run = runView({ ensemble, compared: [comparedRun({ name: 'depth 12', hue: 2 })] });
    expect(legendNotes(run, true)).toEqual([
      { kind: 'band', text: 'mean ± standard error over 2 seeds' },
      { kind: 'run', text: 'depth 12', dash: COMPARED_DASHES[2] },
    ]);
  });

  it('name no band where none is drawn', () => {
    expect(legendNotes(runView({ ensemble }), false)).toEqual([]);
    const one = { ...ensemble, members: ensemble.members.slice(0, 1) };
    expect(legendNotes(runView({ ensemble: one }), true)).toEqual([]);
  });

  it('dashes tell the runs apart', () => {
    expect(new Set(Object.values(COMPARED_DASHES).map(String)).size).toBe(3);
  });
});
