import { describe, expect, it } from 'vitest';

import { lintKeras } from '../../../src/symmetry/lintSpec.js';
import { modelText } from '../keras/kerasHarness.js';
import { lint } from './lintText.js';

describe('a Keras file', () => {
  it('has the verdict of its network', () => {
    const { symmetry } = lintKeras(modelText('keras3-mlp'));
    expect(symmetry).toMatchObject({ verdict: 'symmetric', findings: [] });
  });

  it('has findings at their places, and none that would change it', () => {
    const text = modelText('keras3-attention');
    const { diagnostics, symmetry } = lintKeras(text);
    const opaque = symmetry?.findings.filter(({ code }) => code === 'symmetry.opaque') ?? [];
    expect(opaque.map(({ range }) => text.slice(range.start, range.end))).toEqual([
      '"MultiHeadAttention"',
      '"MultiHeadAttention"',
    ]);
    expect(symmetry?.findings.flatMap(({ fixes }) => fixes)).toEqual([]);
    expect(diagnostics).toEqual(expect.arrayContaining([...opaque]));
  });

  it('keeps to the severities of settings', () => {
    const text = modelText('keras3-attention');
    const codes = lintKeras(text, { 'symmetry.opaque': 'off' }).diagnostics.map(({ code }) => code);
    expect(codes).not.toContain('symmetry.opaque');
    expect(codes).toContain('symmetry.norm');
  });

  it('is not linted without a network', () => {
    expect(lintKeras('{}').symmetry).toBeUndefined();
    expect(lint('').symmetry).toBeUndefined();
  });
});
