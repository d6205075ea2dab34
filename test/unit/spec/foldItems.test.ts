import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Diagnostic } from '../../../src/base/textRange.js';
import { composeOneByOne, composeTree } from '../../../src/spec/composeTree.js';
import { DiagnosticList } from '../../../src/spec/diagnosticList.js';
import { foldItems } from '../../../src/spec/foldItems.js';
import type { SourceNode } from '../../../src/spec/sourceTree.js';
import { runs } from '../sweeps.js';

type Reader = typeof composeTree;
interface Outcome {
  readonly tree: SourceNode | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

function outcome(read: Reader, text: string): Outcome {
  const diagnostics = new DiagnosticList();
  const tree = read(text, diagnostics);
  return { tree, diagnostics: diagnostics.list() };
}

const ITEMS = [
  '{type: dense, units: 32, activation: tanh}',
  '{ type: dense, units: 3 }',
  '{type: dense, init: {kind: he, gain: 2}, kernel: [3, 3]}',
  '{}',
  '{a}',
  '{a: , b: 1e-3}',
  '{a: 1, a: 2}',
  '{a: 1',
  '{a: 1}}',
  '{a: [1, 2}',
  '{a: 1}: 2',
  '{a: 1}, {b: 2}',
  '{a:1}',
  '{a : - 1}',
  '{"a": 1}',
  '{a: "}',
  '&x {a: 1}',
  '*x',
  '[1, 2]',
  'plain',
  'type: dense',
  'a: {b: 1',
  'a: "open',
  'a:',
];
const REMARKS = ['', '', '', '  ', ' # remark', '# no remark', ' #'];
const OTHER_LINES = [
  'a: 1',
  'layers:',
  'layers: &l',
  'more: *l',
  '- repeat: 2',
  'layers: [',
  ']',
  '}',
  '} # remark',
  'text: |',
  'text: >-',
  'name: "open',
  'close"',
  "name: 'open",
  'plain text',
  '? x',
  ': y',
  '---',
  '...',
  '- ',
  '-',
  '# remark',
  '',
  '\t',
  '- - {a: 1}',
  'units: 3',
  'units: 3 # remark',
  'kernel: [3, 3]',
  'activation:',
  'name: "closed"',
  '{',
  '}',
];

const line = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('', '  ', '  ', '    '), fc.constantFrom(...ITEMS), fc.constantFrom(...REMARKS))
      .map(([indentation, item, remark]) => `${indentation}- ${item}${remark}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('', '  ', '    '), fc.constantFrom(...OTHER_LINES))
      .map(([indentation, other]) => indentation + other),
  },
);

const written = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\n', '\r\n'), fc.boolean(), fc.boolean())
  .map(
    ([lines, lineEnd, mark, last]) => (mark ? '\uFEFF' : '') + lines.join(lineEnd) + (last ? lineEnd : ''),
  );

const isBroken = ({ diagnostics }: Outcome): boolean =>
  diagnostics.some(({ code }) => code === 'spec.syntax' || code === 'spec.tab');

/** A text in order gives the same; a broken one is broken, and says so no later. */
function expectSame(text: string): void {
  const folded = outcome(composeTree, text);
  const oneByOne = outcome(composeOneByOne, text);
  if (!isBroken(oneByOne)) expect(folded, text).toEqual(oneByOne);
  expect(isBroken(folded), text).toBe(isBroken(oneByOne));
}

const typical = (items: readonly string[]): string =>
  `bbd: 1\nlayers:\n${items.map((item) => `  - ${item}\n`).join('')}loss: mse\n`;

describe('reading folded items', () => {
  it('gives the same tree and the same diagnostics as reading them one by one, if the text is in order', () => {
    fc.assert(
      fc.property(written, (text) => {
        expectSame(text);
      }),
      { numRuns: runs(5000) },
    );
  });

  it('gives the same while a spec is being typed', () => {
    const spec = typical([
      '{type: dense, units: 32, activation: tanh}',
      '{type: dense, units: 32, activation: tanh} # hidden',
      '{type: conv1d, filters: 3, kernel: [3]}',
      'type: dense\n    units: 32 # width\n    activation: tanh',
      'type: dense\n    name: "a"',
      'units: 3',
    ]);
    const inserted = fc.constantFrom(
      '',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '\n',
      '  ',
      '#',
      ' #',
      '|',
      '&a',
      '*a',
      '- ',
      'x',
    );
    fc.assert(
      fc.property(fc.nat(spec.length), fc.nat(3), inserted, (at, removed, insert) => {
        const text = spec.slice(0, at) + insert + spec.slice(at + removed);
        expectSame(text);
      }),
      { numRuns: runs(3000) },
    );
  });

  it('folds what most specs consist of, comments and broken items included', () => {
    const item = '{type: dense, units: 3}';
    const text = typical([item, `${item} # remark`, '{type: de', '{"type": "dense"}', '&x {}', item]);
    const folded = foldItems(text);
    expect([...(folded?.runs.values() ?? [])].map(({ items }) => items.length)).toEqual([4, 1]);
    expect(folded?.text).toHaveLength(text.length);
    expect(foldItems('bbd: 1\nlayers: []\n')).toBeUndefined();
  });

  it('folds items with a key on each line, but for those that go on below', () => {
    const item = 'type: dense\n    units: 3  # remark\n    activation: tanh';
    const text = typical([
      item,
      'units: 3',
      'repeat: 3\n    layers:\n      - {units: 3}',
      item,
      'units:',
      item,
    ]);
    const lists = [...(foldItems(text)?.runs.values() ?? [])].map(({ items }) => items.length);
    expect(lists).toEqual([2, 1, 1, 1]);
    expectSame(text);
  });

  it.each([
    '{type: de',
    '{type: dense}}',
    '{type: d{ense}',
    '{type: "dense}',
    "{type: dense, 'x}",
    '{type: dense,, a}',
  ])('keeps what is wrong with %j to its line', (broken) => {
    const item = '{type: dense, units: 3}';
    const text = typical([item, broken, item, item]);
    const { tree, diagnostics } = outcome(composeTree, text);
    const layers = tree?.kind === 'map' ? tree.entries.find(({ key }) => key === 'layers')?.value : undefined;
    expect(layers?.kind === 'list' ? layers.items.length : 0).toBe(4);
    expect(tree?.kind === 'map' ? tree.entries.map(({ key }) => key) : []).toEqual(['bbd', 'layers', 'loss']);
    const line = text.indexOf(`- ${broken}\n`) + 2;
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.range.start).toBeGreaterThanOrEqual(line);
    expect(diagnostics[0]?.range.end).toBeLessThanOrEqual(line + broken.length);
  });

  it('counts what aliases repeat', () => {
    const items = Array.from({ length: 3000 }, () => '  - {a: 1, b: 2}\n').join('');
    const text = `a: &a\n${items}b: [*a, *a, *a, *a]\n`;
    const folded = outcome(composeTree, text);
    expect(folded.diagnostics.map(({ code }) => code)).toEqual(['spec.alias']);
    expect(folded).toEqual(outcome(composeOneByOne, text));
  });
});
