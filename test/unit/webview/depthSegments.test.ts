import { describe, expect, it } from 'vitest';
import type { DepthSegment } from '../../../src/protocol/panel.js';
import { describeSegment } from '../../../webview/model/depthSegments.js';

const segment = (changes: Partial<DepthSegment>): DepthSegment => ({
  role: 'other',
  first: 3,
  last: 3,
  block: undefined,
  ...changes,
});
const block = segment({ role: 'block', first: 1, last: 6, block: { index: 0, letter: 'A', period: 1 } });

describe('a stretch of the network along depth', () => {
  it('of a block names its links and the shift that leaves the bulk as it is', () => {
    expect(describeSegment(block)).toEqual({
      label: 'A',
      detail: ' · links 1–6',
      description: 'Block A, links 1–6, period 1: the bulk is invariant under m → m + 1 inside it.',
    });
    const pairs = { ...block, block: { index: 1, letter: 'B', period: 2 } };
    expect(describeSegment(pairs).description).toContain('m → m + 2');
  });

  it('says of input and head that they are boundary, and of a defect that it breaks the symmetry', () => {
    expect(describeSegment(segment({ role: 'input', first: 0, last: 0 })).description).toMatch(
      /^Link 0: boundary/,
    );
    expect(describeSegment(segment({ role: 'edge' })).description).toContain('the head');
    expect(describeSegment(segment({ role: 'defect', last: 4 })).description).toMatch(/^Links 3–4: breaks/);
  });
});
