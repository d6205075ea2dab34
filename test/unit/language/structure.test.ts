import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/language/applyEdits.js';
import { documentSymbols, type SpecSymbol } from '../../../src/language/documentSymbols.js';
import { fileLinks } from '../../../src/language/fileLinks.js';
import { foldingRanges } from '../../../src/language/foldingRanges.js';
import { nameAt, namePlaces, placesOf } from '../../../src/language/layerNames.js';
import { renameLayer } from '../../../src/language/renameLayer.js';
import { selectionRanges } from '../../../src/language/selectionRanges.js';
import type { PlacedLayer } from '../../../src/network/placedLayer.js';
import { DiagnosticList } from '../../../src/spec/diagnosticList.js';
import { parseTree } from '../../../src/spec/parseTree.js';
import type { SourceNode } from '../../../src/spec/sourceTree.js';

const TEXT = `# About this network,
# in two lines.
bbd: 1
name: first
data: {source: csv, path: data/a.csv}
layers:
  - {type: dense, name: first, units: 3}
  - repeat: 2
    layers:
      - type: residual
        layers:
          - {type: dense, name: "second one", units: 3}
  # region the end
  - type: dense
    skipFrom: first
    tieWith: second one
  # endregion

loss: mse
`;

const read = (text: string): SourceNode | undefined => parseTree(text, new DiagnosticList());
const tree = read(TEXT);

describe('documentSymbols', () => {
  const start = TEXT.indexOf('{type: dense, name: first');
  const layer: PlacedLayer = {
    index: 0,
    name: 'first',
    ast: undefined,
    range: { start, end: start + 38 },
    copies: [],
    link: 0,
    inputShape: [8, 8, 1],
    outputShape: [3],
    parameterCount: 9,
    within: [],
  };
  const symbols = documentSymbols(tree, [layer]);
  const flatten = (all: readonly SpecSymbol[]): readonly SpecSymbol[] =>
    all.flatMap((symbol) => [symbol, ...flatten(symbol.children)]);

  it('holds the sections, and the layers as they nest', () => {
    expect(symbols.map(({ name }) => name)).toEqual(['bbd', 'name', 'data', 'layers', 'loss']);
    const [first, repeat, last] = symbols[3]?.children ?? [];
    expect(first).toMatchObject({ name: 'first', detail: 'dense · 8×8×1 → 3', kind: 'layer' });
    expect(repeat).toMatchObject({ name: 'repeat × 2', kind: 'repeat' });
    expect(repeat?.children[0]).toMatchObject({ name: 'residual', kind: 'residual' });
    expect(repeat?.children[0]?.children[0]).toMatchObject({ name: 'second one', detail: 'dense' });
    expect(last).toMatchObject({ name: 'dense', detail: '' });
  });

  it('selects inside its range, and nests ranges', () => {
    for (const { range, selection, children } of flatten(symbols)) {
      expect(selection.start).toBeGreaterThanOrEqual(range.start);
      expect(selection.end).toBeLessThanOrEqual(range.end);
      for (const child of children) {
        expect(child.range.start).toBeGreaterThanOrEqual(range.start);
        expect(child.range.end).toBeLessThanOrEqual(range.end);
      }
    }
  });
});

describe('foldingRanges', () => {
  it('folds comments, sections, items and regions, each once', () => {
    const lines = TEXT.split('\n');
    const folds = foldingRanges(TEXT, tree).map(({ start, end, kind }) => [
      lines[start]?.trim(),
      lines[end]?.trim(),
      kind,
    ]);
    expect(folds).toEqual([
      ['# About this network,', '# in two lines.', 'comment'],
      ['layers:', 'tieWith: second one', undefined],
      ['- repeat: 2', '- {type: dense, name: "second one", units: 3}', undefined],
      ['layers:', '- {type: dense, name: "second one", units: 3}', undefined],
      ['- type: residual', '- {type: dense, name: "second one", units: 3}', undefined],
      ['layers:', '- {type: dense, name: "second one", units: 3}', undefined],
      ['# region the end', '# endregion', 'region'],
      ['- type: dense', 'tieWith: second one', undefined],
    ]);
  });
});

describe('Names of layers', () => {
  const places = namePlaces(tree);

  it('are found where they are defined and meant, but not the title of the spec', () => {
    expect(places.map(({ name, role }) => [name, role])).toEqual([
      ['first', 'definition'],
      ['second one', 'definition'],
      ['first', 'reference'],
      ['second one', 'reference'],
    ]);
    const reference = nameAt(places, TEXT.indexOf('skipFrom: first') + 12);
    expect(reference).toMatchObject({ name: 'first', role: 'reference' });
    expect(placesOf(places, 'first')).toHaveLength(2);
  });

  it('are changed everywhere at once, in quotes where they need them', () => {
    const renamed = renameLayer(places, 'second one', 'a: b');
    if (!renamed.ok) throw new Error(renamed.error);
    const text = applyEdits(TEXT, renamed.value);
    expect(text).toContain('name: "a: b", units');
    expect(text).toContain('tieWith: "a: b"\n');
    expect(namePlaces(read(text)).map(({ name }) => name)).toEqual(['first', 'a: b', 'first', 'a: b']);
  });

  it('stay in quotes where they are, as JSON needs it', () => {
    const json = '{"layers": [{"type": "dense", "name": "a"}, {"type": "dense", "tieWith": "a"}]}';
    const renamed = renameLayer(namePlaces(read(json)), 'a', 'b');
    expect(renamed.ok && applyEdits(json, renamed.value)).toBe(json.replaceAll('"a"', '"b"'));
  });

  it('must be free, not blank, short and one line', () => {
    for (const name of ['second one', ' ', 'x'.repeat(81), 'a\nb']) {
      expect(renameLayer(places, 'first', name).ok, name).toBe(false);
    }
    expect(renameLayer(places, 'first', 'first').ok).toBe(true);
  });
});

describe('selectionRanges', () => {
  it('grow from the word to the whole text', () => {
    const ranges = selectionRanges(tree, TEXT.indexOf('units: 3}') + 8);
    const texts = ranges.map(({ start, end }) => TEXT.slice(start, end));
    expect(texts.slice(0, 3)).toEqual(['3', 'units: 3', '{type: dense, name: first, units: 3}']);
    expect(texts.at(-1)).toContain('bbd: 1');
    ranges.slice(1).forEach((range, i) => {
      expect(range.start).toBeLessThanOrEqual(ranges[i]?.start ?? 0);
      expect(range.end).toBeGreaterThanOrEqual(ranges[i]?.end ?? 0);
    });
  });
});

describe('fileLinks', () => {
  it('are the paths of files', () => {
    expect(fileLinks(tree).map(({ path }) => path)).toEqual(['data/a.csv']);
    expect(fileLinks(read('network: {keras: model.json}'))).toMatchObject([{ path: 'model.json' }]);
  });
});
