import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readComments } from '../../../src/spec/comments.js';
import { DiagnosticList } from '../../../src/spec/diagnosticList.js';
import { insertItem, removeItem } from '../../../src/spec/editList.js';
import { removeEntry, setEntry } from '../../../src/spec/editMap.js';
import { parseTree } from '../../../src/spec/parseTree.js';
import { entryOf, type ListNode, type MapNode, type SourceNode } from '../../../src/spec/sourceTree.js';
import type { TextEdit } from '../../../src/base/textRange.js';
import { runs } from '../sweeps.js';
import { plainMap, tasteOf, writeStyled, type Plain } from './styledText.js';

function treeOf(text: string): MapNode {
  const diagnostics = new DiagnosticList();
  const tree = parseTree(text, diagnostics);
  expect(diagnostics.list(), text).toEqual([]);
  if (tree?.kind !== 'map') throw new Error(`not a map: ${text}`);
  return tree;
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => b.range.start - a.range.start);
  return ordered.reduce(
    (result, { range, newText }) => result.slice(0, range.start) + newText + result.slice(range.end),
    text,
  );
}

const plainOf = (node: SourceNode): unknown => {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainOf);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainOf(value)]));
};

/** All maps or lists of a tree with their paths. */
function* collections(
  node: SourceNode,
  path: readonly (string | number)[] = [],
): Generator<{ readonly node: MapNode | ListNode; readonly path: readonly (string | number)[] }> {
  if (node.kind === 'scalar') return;
  yield { node, path };
  if (node.kind === 'list') {
    for (const [i, item] of node.items.entries()) yield* collections(item, [...path, i]);
  } else for (const { key, value } of node.entries) yield* collections(value, [...path, key]);
}

/** A copy of a value with the collection at a path changed. */
function change(value: unknown, path: readonly (string | number)[], edit: (at: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return edit(value);
  if (Array.isArray(value)) {
    return value.map((item: unknown, i) => (i === step ? change(item, rest, edit) : item));
  }
  return Object.fromEntries(
    Object.entries(value as object).map(([key, item]: [string, unknown]) => [
      key,
      key === step ? change(item, rest, edit) : item,
    ]),
  );
}

const remarks = (text: string): readonly string[] =>
  readComments(text)
    .map((comment) => comment.text)
    .sort();

const styled = fc.record({
  map: plainMap,
  numbers: fc.array(fc.nat(59), { maxLength: 60 }),
  json: fc.boolean(),
  crlf: fc.boolean(),
  pick: fc.nat(1000),
  at: fc.nat(5),
});

interface Case {
  readonly map: Readonly<Record<string, Plain>>;
  readonly numbers: readonly number[];
  readonly json: boolean;
  readonly crlf: boolean;
  readonly pick: number;
}

function written({ map, numbers, json, crlf }: Case): string {
  const text = writeStyled(map, tasteOf(numbers, json));
  return crlf ? text.replaceAll('\n', '\r\n') : text;
}

/** Checks an edit of one collection: the text says what it should, and every comment outside `removed` is there. */
function expectEdit(
  text: string,
  edits: readonly TextEdit[],
  expected: unknown,
  removed: { readonly start: number; readonly end: number } = { start: 0, end: 0 },
): void {
  const result = applyEdits(text, edits);
  expect(plainOf(treeOf(result)), `${text}\n→\n${result}`).toEqual(expected);
  const kept = remarks(
    text.slice(0, removed.start) + '\n'.repeat(removed.end - removed.start) + text.slice(removed.end),
  );
  const left = new Set(remarks(result));
  expect(
    kept.filter((remark) => !left.has(remark)),
    `${text}\n→\n${result}`,
  ).toEqual([]);
}

const VALUE = { kind: 'he', gain: 2 };
const VALUE_TEXT = '{kind: he, gain: 2}';

describe('edits of any text in any style', () => {
  it('set an entry, new or old', () => {
    fc.assert(
      fc.property(styled, fc.constantFrom('units', 'layers', 'new'), (spec, key) => {
        const text = written(spec);
        const tree = treeOf(text);
        const maps = [...collections(tree)].filter(({ node }) => node.kind === 'map');
        const target = maps[spec.pick % maps.length];
        if (target?.node.kind !== 'map') throw new Error('no map');
        const expected = change(plainOf(tree), target.path, (at) => ({ ...(at as object), [key]: VALUE }));
        const edit = setEntry(text, target.node, key, VALUE_TEXT);
        expectEdit(text, [edit], expected, entryOf(target.node, key)?.value.range);
      }),
      { numRuns: runs(1500) },
    );
  });

  it('remove an entry', () => {
    fc.assert(
      fc.property(styled, (spec) => {
        const text = written(spec);
        const tree = treeOf(text);
        const maps = [...collections(tree)].flatMap(({ node, path }) =>
          node.kind === 'map' ? [{ node, path }] : [],
        );
        const target = maps[spec.pick % maps.length];
        if (target === undefined) throw new Error('no map');
        const entry = target.node.entries[spec.at % Math.max(1, target.node.entries.length)];
        if (entry === undefined) {
          expect(removeEntry(text, target.node, 'type')).toEqual([]);
          return;
        }
        const expected = change(plainOf(tree), target.path, (at) =>
          Object.fromEntries(Object.entries(at as object).filter(([key]) => key !== entry.key)),
        );
        const removed = { start: entry.keyRange.start, end: entry.value.range.end };
        expectEdit(text, removeEntry(text, target.node, entry.key), expected, removed);
      }),
      { numRuns: runs(1500) },
    );
  });

  it('insert and remove an item', () => {
    fc.assert(
      fc.property(styled, fc.boolean(), (spec, remove) => {
        const text = written(spec);
        const tree = treeOf(text);
        const lists = [...collections(tree)].flatMap(({ node, path }) =>
          node.kind === 'list' ? [{ node, path }] : [],
        );
        const target = lists[spec.pick % Math.max(1, lists.length)];
        if (target === undefined) return;
        const { items } = target.node;
        const index = spec.at % (items.length + 1);
        const item = items[index];
        const expected = change(plainOf(tree), target.path, (at) =>
          (at as unknown[]).toSpliced(index, remove ? 1 : 0, ...(remove ? [] : [VALUE])),
        );
        if (remove) expectEdit(text, removeItem(text, target.node, index), expected, item?.range);
        else expectEdit(text, [insertItem(text, target.node, index, VALUE_TEXT)], expected);
      }),
      { numRuns: runs(1500) },
    );
  });
});

const edited = (text: string, edit: (tree: MapNode) => TextEdit | readonly TextEdit[]): string =>
  applyEdits(text, [edit(treeOf(text))].flat());

function listAt(tree: MapNode, key: string): ListNode {
  const value = entryOf(tree, key)?.value;
  if (value?.kind !== 'list') throw new Error(`no list ${key}`);
  return value;
}

function itemAt(tree: MapNode, index: number): MapNode {
  const item = listAt(tree, 'layers').items[index];
  if (item?.kind !== 'map') throw new Error('no map');
  return item;
}

describe('the style of an edit', () => {
  it.each([
    [
      'a flow map',
      'layers:\n  - {type: dense, units: 3} # wide\n',
      'layers:\n  - {type: dense, units: 3, init: he} # wide\n',
    ],
    [
      'a block map',
      'layers:\n  - type: dense\n    units: 3 # wide\n  - {a: 1}\n',
      'layers:\n  - type: dense\n    units: 3 # wide\n    init: he\n  - {a: 1}\n',
    ],
    [
      'a flow map with a line for each entry',
      'layers:\n  - {\n      type: dense, # a\n      units: 3 # b\n    }\n',
      'layers:\n  - {\n      type: dense, # a\n      units: 3, # b\n      init: he\n    }\n',
    ],
    [
      'JSON',
      '{\n  "layers": [\n    { "type": "dense" }\n  ]\n}\n',
      '{\n  "layers": [\n    { "type": "dense", "init": "he" }\n  ]\n}\n',
    ],
    [
      'a map with Windows line ends',
      'layers:\r\n  - type: dense\r\n',
      'layers:\r\n  - type: dense\r\n    init: he\r\n',
    ],
    [
      'a text without an end of its last line',
      'layers:\n  - type: dense',
      'layers:\n  - type: dense\n    init: he',
    ],
    ['a key without a value', 'layers:\n  - {type: dense, init: }', 'layers:\n  - {type: dense, init: he }'],
  ])('is that of %s', (_, text, expected) => {
    expect(edited(text, (tree) => setEntry(text, itemAt(tree, 0), 'init', 'he'))).toBe(expected);
  });

  it('changes what an alias stands for where its anchor is', () => {
    const text = 'layers:\n  - &wide {type: dense, units: 3}\n  - *wide\n';
    const result = edited(text, (tree) => setEntry(text, itemAt(tree, 1), 'bias', 'true'));
    expect(result).toBe('layers:\n  - &wide {type: dense, units: 3, bias: true}\n  - *wide\n');
  });

  it('keeps an anchor when something is put before it', () => {
    const text = 'layers: [a, &wide {type: dense}, *wide]\n';
    const result = edited(text, (tree) => insertItem(text, listAt(tree, 'layers'), 1, 'flatten'));
    expect(result).toBe('layers: [a, flatten, &wide {type: dense}, *wide]\n');
  });

  it('puts a layer above the comments of the one that it comes before', () => {
    const text = 'layers:\n  - {type: conv2d}\n  # the head\n  - {type: dense}\n';
    const result = edited(text, (tree) => insertItem(text, listAt(tree, 'layers'), 1, '{type: flatten}'));
    expect(result).toBe(
      'layers:\n  - {type: conv2d}\n  - {type: flatten}\n  # the head\n  - {type: dense}\n',
    );
  });

  it('takes the line along that an entry or an item leaves empty', () => {
    const text = 'layers:\n  - type: dense\n    units: 3\n    bias: true\n  - {a: 1}\n';
    expect(edited(text, (tree) => removeEntry(text, itemAt(tree, 0), 'units'))).toBe(
      'layers:\n  - type: dense\n    bias: true\n  - {a: 1}\n',
    );
    expect(edited(text, (tree) => removeEntry(text, itemAt(tree, 0), 'type'))).toBe(
      'layers:\n  - units: 3\n    bias: true\n  - {a: 1}\n',
    );
    expect(edited(text, (tree) => removeItem(text, listAt(tree, 'layers'), 0))).toBe('layers:\n  - {a: 1}\n');
  });

  it('takes a comma along', () => {
    const text = 'layers: [{type: dense, units: 3, bias: true}]';
    expect(edited(text, (tree) => removeEntry(text, itemAt(tree, 0), 'units'))).toBe(
      'layers: [{type: dense, bias: true}]',
    );
    expect(edited(text, (tree) => removeEntry(text, itemAt(tree, 0), 'bias'))).toBe(
      'layers: [{type: dense, units: 3}]',
    );
  });
});

describe('an item with a comment behind its dash', () => {
  const text = 'layers:\n- tanh\n- # why\n  type: 0 # what\n- relu\n';

  it('is removed without it', () => {
    const after = edited(text, (tree) => removeItem(text, listAt(tree, 'layers'), 1));
    expect(after).toContain('# why');
    expect(after).toContain('# what');
    expect(plainOf(treeOf(after))).toEqual({ layers: ['tanh', 'relu'] });
  });
});
