import { describe, expect, it } from 'vitest';
import type { RunView } from '../../../src/protocol/panel.js';
import { COMPARED_DASHES, legendNotes } from '../../../webview/model/comparedLines.js';
import { comparedRun, runView } from './views.js';

describe('the notes of a legend', () => {
  const band = { steps: new Float64Array(), means: new Float64Array(), standardErrors: new Float64Array() };
  const ensemble: RunView['ensemble'] = {
    seeds: 3,
    members: [7, 8].map((seed) => ({
      seed,
      reason: 'completed',
      steps: 5,
      finalLoss: 1,
      finalValidationLoss: undefined,
    })),
    current: undefined,
    bands: { loss: band, bulk: band, boundary: band, lagrangian: band, trainingLoss: band },
    frame: undefined,
  };

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
