import { describe, expect, it } from 'vitest';

import { MAX_SPEC_LENGTH } from '../../../src/spec/checkText.js';
import { DiagnosticList } from '../../../src/spec/diagnosticList.js';
import { parseTree } from '../../../src/spec/parseTree.js';
import type { SourceNode } from '../../../src/spec/sourceTree.js';

function parse(text: string): {
  tree: SourceNode | undefined;
  found: readonly (readonly [string, string])[];
} {
  const diagnostics = new DiagnosticList();
  const tree = parseTree(text, diagnostics);
  return {
    tree,
    found: diagnostics.list().map(({ code, range }) => [code, text.slice(range.start, range.end)]),
  };
}

/** The tree as plain values. */
function plain(node: SourceNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
}

describe('parseTree', () => {
  it('reads YAML and JSON alike', () => {
    const expected = { bbd: 1, layers: [{ type: 'dense', units: 3, bias: true }], name: 'a: b' };
    expect(
      plain(parse('bbd: 1\nlayers:\n  - {type: dense, units: 3, bias: true}\nname: "a: b"\n').tree),
    ).toEqual(expected);
    expect(parse(JSON.stringify(expected, undefined, '\t'))).toMatchObject({ found: [] });
    expect(plain(parse(JSON.stringify(expected, undefined, '\t')).tree)).toEqual(expected);
  });

  it('gives every node its place, with a byte order mark and Windows line ends, too', () => {
    const text = '\uFEFFseed: 7\r\nlayers:\r\n  - {units: 3}\r\n';
    const { tree, found } = parse(text);
    expect(found).toEqual([]);
    if (tree?.kind !== 'map') throw new Error('not a map');
    const [seed, layers] = tree.entries;
    if (seed === undefined || layers?.value.kind !== 'list') throw new Error('not as written');
    expect(text.slice(seed.keyRange.start, seed.keyRange.end)).toBe('seed');
    expect(text.slice(seed.value.range.start, seed.value.range.end)).toBe('7');
    const item = layers.value.items[0]!;
    expect(text.slice(item.range.start, item.range.end)).toBe('{units: 3}');
    expect(text.slice(tree.range.start, tree.range.end).trimEnd()).toBe(text.slice(1).trimEnd());
  });

  it.each(['', '   \n\t\n', '# only a comment\n', '---\n', 'null', '~'])('calls %j empty', (text) => {
    expect(parse(text)).toEqual({ tree: undefined, found: [['spec.empty', '']] });
  });

  it.each([
    ['a NUL byte', 'bbd: 1\n\0', '\0'],
    ['an escape character', 'name: \u001b[31mred', '\u001b'],
    ['old Mac line ends', 'bbd: 1\rseed: 2\r', '\r'],
  ])('refuses %s', (_, text, marked) => {
    expect(parse(text)).toEqual({ tree: undefined, found: [['spec.notText', marked]] });
  });

  it('refuses a text that is too long without reading it', () => {
    expect(parse('a: 1\n'.repeat(2e6)).found.map(([code]) => code)).toEqual(['spec.tooLarge']);
    expect(parse(`${'#'.repeat(MAX_SPEC_LENGTH - 8)}\nbbd: 1\n`).found).toEqual([]);
  });

  it.each(['[', '{', '- ', '? ', 'a: ', '[{a: ', '&a [', '- - ', '!x ['])(
    'answers %j, nested without end, with one diagnostic',
    (piece) => {
      const { tree, found } = parse(piece.repeat(Math.floor(MAX_SPEC_LENGTH / piece.length)));
      expect(tree).toBeUndefined();
      expect(found.map(([code]) => code)).toEqual(['spec.nesting']);
    },
  );

  it.each([
    ['a: [1, 2', 'spec.syntax', 'not closed'],
    ['a: {b: 1', 'spec.syntax', 'not closed'],
    ['a: "xyz', 'spec.syntax', 'quoted text is not closed'],
    ['a: {b: 1 c: 2}', 'spec.syntax', 'comma is missing'],
    ['bbd:1\nb: 2\n', 'spec.syntax', 'space after it'],
    ['abc\nb: 2', 'spec.syntax', 'write "key: value"'],
    ['a: b: c', 'spec.syntax', 'Two keys on one line'],
    ['a: 1\n b: 2', 'spec.syntax', 'indented too far'],
    ['a:\n\tb: 1\n', 'spec.tab', 'spaces'],
    ['a: @x', 'spec.syntax', 'quotes'],
    ['a: "C:\\q"', 'spec.syntax', 'backslash'],
    ['a: {b: 1}}', 'spec.syntax', 'closes nothing'],
    ['a: [1, , 2]', 'spec.syntax', 'comma'],
    ['layers:\n  - type: dense\n    uni', 'spec.syntax', 'has no value'],
    ['a: - b', 'spec.syntax', 'line of its own'],
    ['[a]: 1', 'spec.syntax', 'plain word'],
    ['%YAML 1.1\n---\na: 1\n', 'spec.directive', 'Remove this line'],
    ['a: 1\n---\nb: 2\n', 'spec.multipleDocuments', 'one document'],
    ['a: !!str 5\n', 'spec.tag', '!!str'],
    ['a: !secret {b: 1}\n', 'spec.tag', '!secret'],
    ['a: *nowhere\n', 'spec.alias', '&nowhere'],
    ['a: &x [*x]\n', 'spec.alias', 'part of'],
  ])('says what is wrong with %j', (text, code, words) => {
    const diagnostics = new DiagnosticList();
    parseTree(text, diagnostics);
    const [first] = diagnostics.list();
    expect(first).toMatchObject({ code, severity: 'error' });
    expect(first?.message).toContain(words);
  });

  it('reads what comes before and after a broken line', () => {
    const { tree } = parse('bbd: 1\nlayers:\n  - {type: dense, units: 3}\n  - {type: de\n');
    expect(plain(tree)).toEqual({ bbd: 1, layers: [{ type: 'dense', units: 3 }, { type: 'de' }] });
  });

  it('mends tabs in one go', () => {
    const text = 'layers:\n\t\t- {type: dense}\n';
    const diagnostics = new DiagnosticList();
    parseTree(text, diagnostics);
    expect(diagnostics.list()[0]?.fix?.edits).toEqual([{ range: { start: 8, end: 10 }, newText: '    ' }]);
  });

  it('keeps the first of two equal keys and points from the second to it', () => {
    const text = 'seed: 1\nname: x\nseed: 2\n';
    const diagnostics = new DiagnosticList();
    expect(plain(parseTree(text, diagnostics))).toEqual({ seed: 1, name: 'x' });
    expect(diagnostics.list()).toMatchObject([
      {
        code: 'spec.duplicateKey',
        range: { start: 16, end: 20 },
        related: [{ range: { start: 0, end: 4 } }],
      },
    ]);
  });

  it('resolves aliases, at the place of the alias', () => {
    const text = 'a: &wide {units: 3}\nb: *wide\n';
    const { tree, found } = parse(text);
    expect(found).toEqual([]);
    expect(plain(tree)).toEqual({ a: { units: 3 }, b: { units: 3 } });
    const alias = tree?.kind === 'map' ? tree.entries[1]!.value.range : { start: 0, end: 0 };
    expect(text.slice(alias.start, alias.end)).toBe('*wide');
  });

  it('stops a text whose aliases multiply', () => {
    const nine = (item: string): string => Array<string>(9).fill(item).join(', ');
    const lines = ['a0: &a0 [x]'];
    for (let i = 1; i < 10; i++) lines.push(`a${i}: &a${i} [${nine(`*a${i - 1}`)}]`);
    const { tree, found } = parse(lines.join('\n'));
    expect(tree).toBeUndefined();
    expect(found.map(([code]) => code)).toEqual(['spec.alias']);
  });

  it('is not fooled by the names of built-in properties', () => {
    const text = '__proto__: 1\nconstructor: 2\nhasOwnProperty: 3\n';
    const { tree } = parse(text);
    expect(tree?.kind === 'map' ? tree.entries.map(({ key }) => key) : []).toEqual([
      '__proto__',
      'constructor',
      'hasOwnProperty',
    ]);
  });
});
