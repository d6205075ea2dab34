import { describe, expect, it } from 'vitest';

import type { Skip } from '../../../src/network/types.js';
import { chainText, DATA, readChain } from './chainTexts.js';
import { applyFix, findings, onlyDiagnostic } from './specTexts.js';

const skipsOf = (...layers: readonly string[]): readonly (readonly Skip[])[] =>
  readChain(DATA['12'], ...layers).links.map(({ skips }) => skips);
const textOf = (...layers: readonly string[]): string =>
  chainText(DATA['12'], ...layers, '{type: dense, units: 10}');
/** Codes but the one that says that this cannot be trained yet. */
const problemsOf = (text: string): readonly (readonly [string, string])[] =>
  findings(text).filter(([code]) => code !== 'training.notYet');

describe('a residual block', () => {
  it('adds z from before it, before its activation, to z of its last link', () => {
    expect(
      skipsOf(
        '{type: dense, units: 8, activation: tanh}',
        '{repeat: 2, layers: [{type: residual, layers: [{type: dense, units: 8, activation: tanh}]}]}',
      ),
    ).toEqual([
      [],
      [{ from: 1, value: 'preactivation', span: 1, layer: 1 }],
      [{ from: 2, value: 'preactivation', span: 1, layer: 3 }],
    ]);
  });

  it('spans all its links, and can add the activation instead', () => {
    expect(
      skipsOf(
        '{type: residual, skipValue: activation, layers: [{type: dense, units: 8}, {type: dense, units: 9}, {type: dense, units: 12}]}',
      ),
    ).toEqual([[], [], [{ from: 0, value: 'activation', span: 3, layer: 0 }]]);
  });

  it('around the same last link as another one gives it two skips', () => {
    expect(
      skipsOf('{type: residual, layers: [{type: local}, {type: residual, layers: [{type: local}]}]}')[1],
    ).toEqual([
      { from: 1, value: 'preactivation', span: 1, layer: 2 },
      { from: 0, value: 'preactivation', span: 2, layer: 0 },
    ]);
  });

  it('adds what a pool before it has made of z', () => {
    const { links } = readChain(
      DATA['8×8×1'],
      '{type: conv2d, filters: 4, kernel: 3}',
      '{type: maxPool2d, size: 2}',
      '{type: residual, layers: [{type: conv2d, filters: 4, kernel: 3}]}',
    );
    expect(links[1]).toMatchObject({ outputShape: [4, 4, 4], skips: [{ from: 1, span: 1 }] });
  });

  it('of another width inside than before it is an error with both shapes and both places', () => {
    const text = textOf('{type: dense, units: 8}', '{type: residual, layers: [{type: dense, units: 9}]}');
    const diagnostic = onlyDiagnostic(text);
    expect(diagnostic.code).toBe('network.skipShape');
    expect(diagnostic.message).toMatch(/shape 8 .*shape 9/);
    expect(text.slice(diagnostic.range.start, diagnostic.range.end)).toBe('residual');
    expect(diagnostic.related?.map(({ range }) => text.slice(range.start, range.end))).toEqual([
      '{type: dense, units: 8}',
      '{type: dense, units: 9}',
    ]);
  });

  it('without a layer that has weights is an error', () => {
    expect(problemsOf(textOf('{type: residual, layers: [{type: dropout, rate: 0.1}]}'))).toEqual([
      ['network.emptyResidual', 'residual'],
    ]);
    expect(problemsOf(textOf('{type: residual, layers: []}'))).toEqual([['network.noLayers', '[]']]);
  });
});

describe('skipFrom', () => {
  it('adds z of a named layer, of a block, or of the layer in the same copy of a repeat', () => {
    expect(
      skipsOf(
        '{type: dense, name: a, units: 8}',
        '{type: dense, units: 8}',
        '{type: dense, units: 8, skipFrom: a}',
        '{repeat: 2, layers: [{type: dense, name: b, units: 8}, {type: dense, units: 8, skipFrom: b, skipValue: activation}]}',
        '{type: residual, name: block, layers: [{type: dense, units: 8}]}',
        '{type: dense, units: 8}',
        '{type: dense, units: 8, skipFrom: block}',
      ).map((skips) => skips.map(({ from, span, value }) => `${from} ${span} ${value}`)),
    ).toEqual([
      [],
      [],
      ['1 2 preactivation'],
      [],
      ['4 1 activation'],
      [],
      ['6 1 activation'],
      ['7 1 preactivation'],
      [],
      ['8 2 preactivation'],
    ]);
  });

  it('reaches out of a repeat, from every copy to the same layer', () => {
    expect(
      skipsOf(
        '{type: dense, name: a, units: 8}',
        '{repeat: 2, layers: [{type: dense, units: 8, skipFrom: a}]}',
      ).map((skips) => skips.map(({ from, span }) => [from, span])),
    ).toEqual([[], [[1, 1]], [[1, 2]]]);
  });

  it.each([
    ['an unknown name', ['{type: dense, units: 8, skipFrom: nobody}'], 'network.unknownName', 'nobody'],
    ['itself', ['{type: dense, name: a, units: 8, skipFrom: a}'], 'network.laterLayer', 'a'],
    [
      'a later layer',
      ['{type: dense, units: 8, skipFrom: b}', '{type: dense, name: b, units: 8}'],
      'network.laterLayer',
      'b',
    ],
    [
      'a layer of a repeat that it is not in',
      ['{repeat: 2, layers: [{type: dense, name: b, units: 8}]}', '{type: dense, units: 8, skipFrom: b}'],
      'network.insideRepeat',
      'b',
    ],
    [
      'a layer without weights',
      ['{type: dropout, name: drop, rate: 0.1}', '{type: dense, units: 8, skipFrom: drop}'],
      'network.noWeights',
      'drop',
    ],
    [
      'a layer of another width',
      ['{type: dense, name: a, units: 9}', '{type: dense, units: 8, skipFrom: a}'],
      'network.skipShape',
      'a',
    ],
  ])('to %s is an error at the name', (_, layers, code, marked) => {
    expect(problemsOf(textOf(...layers))).toEqual([[code, marked]]);
  });

  it('suggests the name that was meant', () => {
    const text = textOf(
      '{type: dense, name: first layer, units: 8}',
      '{type: dense, units: 8, skipFrom: frist layer}',
    );
    const diagnostic = onlyDiagnostic(text);
    expect(diagnostic.message).toContain('Did you mean "first layer"?');
    expect(problemsOf(applyFix(text, diagnostic))).toEqual([]);
  });
});

describe('tieWith', () => {
  it('shares W and b with the first of a chain, which are counted once', () => {
    const { links } = readChain(
      DATA['12'],
      '{type: dense, name: a, units: 12}',
      '{type: dense, name: b, units: 12, tieWith: a}',
      '{type: dense, units: 12, tieWith: b}',
      '{type: layerNorm}',
    );
    expect(links.map(({ tiedTo, parameterCount }) => [tiedTo, parameterCount])).toEqual([
      [undefined, 156],
      [0, 0],
      [0, 24],
    ]);
  });

  it('ties the copies of a repeat to one layer', () => {
    const { links } = readChain(
      DATA['12'],
      '{type: local, name: a}',
      '{repeat: 3, layers: [{type: local, tieWith: a}]}',
    );
    expect(links.map(({ tiedTo }) => tiedTo)).toEqual([undefined, 0, 0, 0]);
  });

  it.each([
    ['{type: dense, units: 12, tieWith: a}', 'dense weights of shape 12×12, with biases'],
    ['{type: dense, units: 8, bias: false, tieWith: a}', 'dense weights of shape 12×8, without biases'],
    ['{type: local, tieWith: a}', 'local weights of shape 12×2'],
    ['{type: conv1d, filters: 8, kernel: 3, tieWith: a}', 'conv1d weights of shape 3×1×8'],
  ])('of %s to a layer of another shape is an error that names both', (layer, words) => {
    const text = textOf(
      '{type: dense, name: a, units: 8}',
      '{type: dense, units: 12}',
      layer,
      '{type: flatten}',
    );
    const diagnostic = onlyDiagnostic(text);
    expect(diagnostic.code).toBe('network.tieMismatch');
    expect(diagnostic.message).toContain(words);
    expect(diagnostic.message).toContain('dense weights of shape 12×8, with biases');
    expect(text.slice(diagnostic.range.start, diagnostic.range.end)).toBe('a');
  });

  it('needs a layer with weights', () => {
    expect(
      problemsOf(textOf('{type: flatten, name: flat}', '{type: dense, units: 8, tieWith: flat}')),
    ).toEqual([['network.noWeights', 'flat']]);
  });

  it('are looked up, however many there are, and the first hundred that lead nowhere are shown', () => {
    const names = Array.from({ length: 1900 }, (_, i) => `n${i}`);
    const text = textOf(
      '{type: dense, name: a, units: 12}',
      ...names.map((name) => `{type: dense, units: 12, skipFrom: ${name}}`),
    );
    const marked = problemsOf(text).map(([, words]) => words);
    expect(marked.slice(0, 100)).toEqual(names.slice(0, 100));
    expect(marked).toHaveLength(101);
  });
});
