import { describe, expect, it } from 'vitest';

import { describeKey } from '../../../src/spec/describeKey.js';
import { DiagnosticList } from '../../../src/spec/diagnosticList.js';
import { keyAt } from '../../../src/spec/keyAt.js';
import { parseTree } from '../../../src/spec/parseTree.js';
import type { SourceNode } from '../../../src/spec/sourceTree.js';
import { specText } from '../network/specTexts.js';

const text = specText(['activation: tanh', 'activation: tanh, init: {kind: he, gain: 2}']);

const treeOf = (written: string): SourceNode | undefined => parseTree(written, new DiagnosticList());

/** The key at the middle of the first occurrence of a text. */
const keyAtText = (wanted: string): ReturnType<typeof keyAt> =>
  keyAt(treeOf(text), text.indexOf(wanted) + Math.floor(wanted.length / 2));

describe('keyAt', () => {
  it.each([
    ['seed', 'root', 'seed', 'key'],
    ['Small', 'root', 'name', 'value'],
    ['teacher', 'teacher', 'source', 'value'],
    ['samples', 'teacher', 'samples', 'key'],
    ['tanh', 'dense', 'activation', 'value'],
    ['repeat', 'repeat', 'repeat', 'key'],
    ['relu', 'dense', 'activation', 'value'],
    ['gain', 'init', 'gain', 'key'],
    ['he,', 'init', 'kind', 'value'],
    ['learningRate', 'training', 'learningRate', 'key'],
    ['mode', 'analysis', 'mode', 'key'],
  ])('finds the key at "%s" in %s', (wanted, object, name, on) => {
    const place = keyAtText(wanted);
    expect(place).toMatchObject({ name, on });
    expect(place?.object.name).toBe(object);
  });

  it('marks what it found', () => {
    const place = keyAtText('learningRate');
    expect(text.slice(place?.range.start, place?.range.end)).toBe('learningRate');
  });

  it('finds nothing between keys, after the text and in a text that is no spec', () => {
    expect(keyAt(treeOf(text), text.indexOf('layers') + 'layers:\n '.length)).toBeUndefined();
    expect(keyAt(treeOf(text), text.length + 10)).toBeUndefined();
    expect(keyAt(treeOf('\0'), 0)).toBeUndefined();
    expect(keyAt(treeOf(''), 0)).toBeUndefined();
    expect(keyAt(treeOf('- 1'), 2)).toBeUndefined();
  });

  it('knows the chosen value of an enumeration', () => {
    expect(keyAtText('tanh')?.choice?.documentation).toContain('tanh z');
    expect(keyAtText('Small')?.choice).toBeUndefined();
  });
});

describe('describeKey', () => {
  it('tells meaning, equation, unit, range and default', () => {
    const place = keyAtText('learningRate');
    if (place === undefined) throw new Error('no key');
    const description = describeKey(place);
    expect(description).toContain('**learningRate** (training)');
    expect(description).toContain('θ_(k+1) = θ_k − η g_k');
    expect(description).toContain('a number from 1e-12 to 1e6 · per step · default: `0.01`');
  });

  it('explains the chosen value', () => {
    const place = keyAtText('mse');
    if (place === undefined) throw new Error('no key');
    expect(describeKey(place)).toContain('`mse`: ℓ = Σᵢ (Zᵢ − Yᵢ)²');
  });
});
