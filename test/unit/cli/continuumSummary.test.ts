import { describe, expect, test } from 'vitest';
import { summarizeContinuum } from '../../../src/cli/continuumSummary.js';
import { continuumRecord } from '../run/continuumRecords.js';

describe('the continuum in the terminal', () => {
  test('has the verdict of every block with V, within 100 columns', () => {
    const [block] = continuumRecord(1200).blocks;
    const still = {
      ...block!.validity,
      medianLinear: undefined,
      verdict: 'undefined',
      gap: 'atRest',
    } as const;
    const record = { ...continuumRecord(1200), blocks: [block!, { ...block!, start: 9, validity: still }] };
    const lines = summarizeContinuum(record).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^continuum {5}at step 1,?.?200/u);
    expect(lines[1]).toMatch(/^ {14}layers 1–6: not controlled, V \d.*, cubic \d/);
    expect(lines[2]).toMatch(/layers 9–14: undefined, nothing moved/);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
  });

  test('says where there is no block, and nothing without a record', () => {
    expect(summarizeContinuum({ step: 0, detailed: true, blocks: [], boundary: undefined })).toBe(
      'continuum     at step 0: no block of equal layers\n',
    );
    expect(summarizeContinuum(undefined)).toBe('');
  });
});
