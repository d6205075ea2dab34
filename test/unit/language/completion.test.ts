import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiagnosticList } from '../../../src/spec/diagnosticList.js';
import { parseSpec } from '../../../src/spec/parseSpec.js';
import { completionsAt } from '../../../src/language/completion.js';
import type { Completion, CompletionSources } from '../../../src/language/suggestion.js';

const NOTHING: CompletionSources = { layerNames: [], filesFor: () => [] };

/** What is offered at the `|` of a text. */
function at(marked: string, sources = NOTHING): readonly Completion[] {
  const offset = marked.indexOf('|');
  return completionsAt(marked.slice(0, offset) + marked.slice(offset + 1), offset, sources);
}

const labels = (marked: string): readonly string[] => at(marked).map(({ label }) => label);
const find = (marked: string, label: string): Completion | undefined =>
  at(marked).find((completion) => completion.label === label);

describe('Completion of keys', () => {
  it('offers what the top level still lacks, with documentation', () => {
    const offered = at('bbd: 1\n|\nloss: mse\n');
    const names = offered.map(({ label }) => label);
    expect(names).toContain('layers');
    expect(names).toContain('training');
    expect(names).not.toContain('bbd');
    expect(names).not.toContain('loss');
    expect(offered.find(({ label }) => label === 'seed')?.documentation).toContain('random choice');
  });

  it('works in a block map that goes on below', () => {
    const names = labels('training:\n  |\n  steps: 3\nloss: mse\n');
    expect(names).toContain('learningRate');
    expect(names).not.toContain('steps');
    expect(names).not.toContain('loss');
  });

  it.each([
    ['layers:\n  - {type: dense, |'],
    ['layers:\n  - {type: dense, |}'],
    ['layers:\n  - {type: dense, act|\n  - {type: dense, units: 1}\nloss: mse'],
    ['layers:\n  - {units: 3, type: dense, # why\n     |'],
    ['layers:\n  - type: dense\n    |'],
    ['layers:\n- type: dense\n  |\n- type: dense'],
    ['layers:\n  - repeat: 3\n    layers:\n      - type: dense\n        ac|'],
    ['layers: [{type: dense, |'],
  ])('offers the keys of a layer in %j', (text) => {
    const names = labels(text);
    expect(names).toContain('activation');
    expect(names).toContain('bias');
    expect(names).not.toContain('type');
    expect(names).not.toContain('loss');
  });

  it('replaces the word that is there, and leaves its colon alone', () => {
    const text = 'layers:\n  - {type: dense, un|its: 3}';
    const units = find(text, 'units');
    expect(units?.insert).toBe('units');
    expect(text.replace('|', '').slice(units?.range.start, units?.range.end)).toBe('units');
  });

  it('inserts a start value to be typed over', () => {
    expect(find('layers:\n  - {type: dense, |}', 'units')?.insert).toBe('units: ${1:32}');
  });

  it('indents a list of layers below its key', () => {
    expect(find('layers:\n  - repeat: 3\n    |', 'layers')?.insert).toBe('layers:\n      - $0');
  });

  it('is silent in comments, in strings and where nothing fits', () => {
    for (const text of [
      'bbd: 1 # |',
      '# |',
      'name: "a |',
      'bbd: 1 |',
      'nonsense: {|}',
      'layers:\n  - {type: dense} |',
    ]) {
      expect(labels(text), text).toEqual([]);
    }
  });
});

describe('Completion of values', () => {
  it('offers the names of a choice, with formulas', () => {
    const tanh = find('layers:\n  - {type: dense, activation: |}', 'tanh');
    expect(tanh?.insert).toBe('tanh');
    expect(tanh?.documentation).not.toBe('');
    expect(labels('loss: |')).toContain('crossEntropy');
    expect(labels('layers:\n  - type: dense\n    bias: |')).toEqual(['true', 'false']);
  });

  it('inserts the space that a colon needs', () => {
    expect(find('loss:|', 'mse')?.insert).toBe(' mse');
  });

  it('offers layers of the spec where a layer is named', () => {
    const offered = at('layers:\n  - {type: dense, tieWith: |}', {
      ...NOTHING,
      layerNames: ['first', '3rd'],
    });
    expect(offered.map(({ label, insert }) => [label, insert])).toEqual([
      ['first', 'first'],
      ['3rd', '"3rd"'],
    ]);
  });

  it('offers files where a file is named', () => {
    const filesFor = (key: string): readonly string[] => (key === 'path' ? ['data/a.csv'] : []);
    const offered = at('data:\n  source: csv\n  path: |', { ...NOTHING, filesFor });
    expect(offered.map(({ label }) => label)).toEqual(['data/a.csv']);
  });

  it('offers whole data sources', () => {
    expect(find('data: |', '{source: teacher, …}')?.insert).toMatch(/^\{source: teacher, inputs: \$\{1:8\}/);
  });
});

describe('Completion of layers', () => {
  it('offers whole layers as items', () => {
    const dense = find('layers:\n  - |\n', '{type: dense, …}');
    expect(dense?.insert).toBe(
      '{type: dense, units: ${1:32}, activation: ${2|tanh,linear,relu,leakyRelu,elu,gelu,silu,sigmoid,softplus|}}',
    );
  });

  it('indents blocks by where they stand, and writes the dash that is missing', () => {
    expect(find('layers:\n  - |', 'repeat')?.insert).toContain('\n    layers:\n      - {type: dense');
    expect(find('layers:\n  - {type: dense}\n  |', 'repeat')?.insert).toContain(
      '- repeat: ${1:4}\n    layers:',
    );
    expect(find('layers:\n  |', 'repeat')?.insert).toContain('- repeat: ${1:4}\n    layers:');
  });

  it('offers keys and kinds of a layer in an item that has begun', () => {
    expect(labels('layers:\n  - |\n    units: 3\n')).toContain('type');
    expect(labels('layers:\n  - |\n    units: 3\n')).not.toContain('repeat ');
    expect(labels('layers:\n  - {|}')).toContain('repeat');
  });
});

describe('Completion in comments', () => {
  it('offers the codes that can be silenced, behind the word that silences', () => {
    const text = 'layers:\n  - {type: dense} # bbd-ignore symmetry.wi|';
    const width = find(text, 'symmetry.width');
    expect(text.slice(width?.range.start, width?.range.end)).toBe('symmetry.wi');
    expect(labels('# bbd-ignore-file symmetry.bias |')).toContain('symmetry.width');
    expect(labels('# bbd-ignore-file symmetry.bias |')).not.toContain('symmetry.bias');
  });
});

describe('Snippets', () => {
  /** The text that a snippet leaves when its places are kept as they are. */
  const expand = (snippet: string): string =>
    snippet
      .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
      .replace(/\$\{\d+:([^}]*)\}/g, '$1')
      .replace(/\$\d/g, 'x');
  const problems = (text: string): readonly string[] => {
    const diagnostics = new DiagnosticList();
    parseSpec(text, diagnostics);
    return diagnostics.list().map(({ message }) => message);
  };

  it.each(at('layers:\n  - |').filter(({ kind }) => kind === 'snippet'))(
    'of $label keeps to the format',
    ({ insert }) => {
      expect(problems(`bbd: 1\ndata: {source: iris}\nloss: mse\nlayers:\n  - ${expand(insert)}\n`)).toEqual(
        [],
      );
    },
  );

  it.each(at('data: |').filter(({ kind }) => kind === 'snippet'))(
    'of $label keeps to the format',
    ({ insert }) => {
      expect(
        problems(`bbd: 1\nloss: mse\nlayers: [{type: dense, units: 1}]\ndata: ${expand(insert)}\n`),
      ).toEqual([]);
    },
  );

  it.each(
    [...at('training: {optimizer: |}'), ...at('training: {schedule: |}')].filter(
      ({ kind }) => kind === 'snippet',
    ),
  )('of $label keeps to the format', ({ insert }) => {
    const key =
      insert.includes('kind: step') || insert.includes('cosine') || insert.includes('constant')
        ? 'schedule'
        : 'optimizer';
    expect(
      problems(
        `bbd: 1\ndata: {source: iris}\nloss: mse\nlayers: []\ntraining: {${key}: ${expand(insert)}}\n`,
      ),
    ).toEqual([]);
  });
});

describe('Completion of any text', () => {
  it('does not throw, and replaces a range around the cursor', () => {
    const piece = fc.constantFrom(
      'layers:',
      '\n',
      '  ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      'type: dense',
      ', ',
      ': ',
      '#',
      '"',
      "'",
      'repeat',
      '\t',
      '&a ',
      '|',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(), (pieces, seed) => {
        const text = pieces.join('');
        const offset = seed % (text.length + 1);
        for (const { range } of completionsAt(text, offset, NOTHING)) {
          expect(range.start).toBeLessThanOrEqual(offset);
          expect(range.end).toBeGreaterThanOrEqual(offset);
        }
      }),
    );
  });
});
