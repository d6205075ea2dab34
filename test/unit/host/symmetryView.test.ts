import { describe, expect, it } from 'vitest';
import { symmetryView } from '../../../src/host/symmetryView.js';
import type { Finding, SymmetryReport } from '../../../src/symmetry/types.js';

const finding: Finding = {
  code: 'symmetry.activation',
  severity: 'warning',
  message: 'relu among tanh',
  range: { start: 4, end: 8 },
  size: 0.2,
  strength: 'moderate',
  links: [4],
  fixes: [],
};
const report: SymmetryReport = {
  structure: {
    breaks: [],
    bestBlock: { start: 1, length: 3, period: 1 },
    blocks: [
      { start: 1, length: 3, period: 1 },
      { start: 5, length: 2, period: 1 },
    ],
    homogeneousFraction: 0.5,
  },
  verdict: 'broken',
  summary: 'Broken once.',
  undefinedBecause: undefined,
  edges: [7],
  findings: [finding],
  blockRanges: [[], []],
};

describe('the panel’s view of a symmetry report', () => {
  it('gives every link one role, in order of depth', () => {
    const { segments } = symmetryView(report, 8, []);
    expect(segments.map(({ role, first, last, block }) => [role, first, last, block?.letter])).toEqual([
      ['input', 0, 0, undefined],
      ['block', 1, 3, 'A'],
      ['defect', 4, 4, undefined],
      ['block', 5, 6, 'B'],
      ['edge', 7, 7, undefined],
    ]);
  });

  it('points at the findings among all problems', () => {
    const other = { ...finding, code: 'spec.unknownKey' };
    expect(symmetryView(report, 8, [other, finding]).findings).toEqual([1]);
  });
});
