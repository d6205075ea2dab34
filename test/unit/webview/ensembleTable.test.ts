import { describe, expect, it } from 'vitest';
import {
  ensembleRows,
  ensembleText,
  ensembleTotals,
  estimateText,
} from '../../../webview/model/ensembleTable.js';
import type { EnsembleMember } from '../../../src/run/ensemble.js';
import { ensembleView } from './views.js';

const member = (seed: number, reason: 'completed' | 'diverged'): EnsembleMember => ({
  seed,
  reason,
  steps: 100,
  finalLoss: 1,
  finalValidationLoss: undefined,
});
const ensemble = ensembleView([member(7, 'completed'), member(8, 'diverged')], {
  seeds: 4,
  current: { seed: 9, step: 1200 },
  frame: {
    step: 40,
    runs: 2,
    quantities: { loss: { mean: 0.5, standardError: 0.01 } },
    layers: [{ weightKinetic: { mean: 2, standardError: undefined } }],
  },
});

describe('an ensemble in the panel', () => {
  it('says which runs have ended, and how those that did not complete', () => {
    const text = ensembleText(ensemble);
    expect(text).toContain('2 of 4 runs have ended: seeds 7, 8 (diverged).');
    expect(text).toContain('over 2 runs at step 40');
  });

  it('shows means with their errors, and a dash for what is undefined', () => {
    expect(estimateText({ mean: 0.5, standardError: 0.01 })).toBe('0.5 ± 0.01');
    expect(estimateText({ mean: undefined, standardError: undefined })).toBe('—');
    expect(ensembleTotals(ensemble)[0]).toEqual(['loss', '0.5 ± 0.01']);
    expect(ensembleRows(ensemble, ['first'])).toEqual([
      [{ text: '0 first', place: { kind: 'layer', m: 0 } }, '2', '—', '—', '—', '—'],
    ]);
  });
});
