import { describe, expect, it } from 'vitest';
import type { SymmetryView } from '../../../src/protocol/panel.js';
import { summaryText } from '../../../webview/model/symmetrySummary.js';

const view = (verdict: SymmetryView['verdict'], summary: string): SymmetryView => ({
  verdict,
  summary,
  segments: [],
  findings: [],
});

describe('the sentence below the verdict', () => {
  it('does not repeat the verdict above it, and keeps the shift on one line', () => {
    const summary = 'Depth-symmetric: links 1–4 are one block; invariant under m → m + 12 inside it.';
    expect(summaryText(view('symmetric', summary))).toBe(
      'Links 1–4 are one block; invariant under m\u00a0→\u00a0m\u00a0+\u00a012 inside it.',
    );
  });

  it('begins with the reason where nothing is defined', () => {
    const summary = 'Depth symmetry is not defined here: a block needs at least 2 links.';
    expect(summaryText(view('undefined', summary))).toBe('A block needs at least 2 links.');
  });

  it('says what breaks it in full', () => {
    const summary = 'Depth symmetry is broken by bias: no two links in a row are alike.';
    expect(summaryText(view('broken', summary))).toBe(summary);
  });
});
