import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';

import { ACTIVATION_NAMES } from '../../../src/base/activation.js';
import type { Link } from '../../../src/network/types.js';
import { MAX_SPEC_LENGTH } from '../../../src/spec/checkText.js';
import { runs, SLOW } from '../sweeps.js';
import { check, examples, isInside, specText } from './specTexts.js';

/** What holds for any text whatever. */
function expectSoundAnswer(text: string): void {
  const { network, experiment, gap, diagnostics, links, layers, name } = check(text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if ((network === undefined) !== errors.length > 0) {
    const found = network === undefined ? 'no network' : 'a network';
    throw new Error(`${found} with ${errors.length} errors for ${JSON.stringify(text)}`);
  }
  const outcomes = [experiment, gap].filter((outcome) => outcome !== undefined).length;
  expect(outcomes).toBe(network === undefined ? 0 : 1);
  for (const { range, related = [], fix, message } of diagnostics) {
    const ranges = [
      range,
      ...related.map((other) => other.range),
      ...(fix?.edits.map((edit) => edit.range) ?? []),
    ];
    if (!ranges.every((one) => isInside(one, text)))
      throw new Error(`${message} outside ${JSON.stringify(text)}`);
  }
  const places = diagnostics.map(({ range }) => range.start);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(name).not.toBe('');
  expect(new Set(layers.map((layer) => layer.name)).size === layers.length || network === undefined).toBe(
    true,
  );
  expect([...links, ...layers].every(({ range }) => isInside(range, text))).toBe(true);
  expect(layers.every(({ index }, i) => index === i)).toBe(true);
  for (const link of links) {
    expect(layers[link.layer]).toMatchObject({ name: link.name, link: link.m, range: link.range });
    expect(link.skips.every(({ from, span }) => from >= 0 && span >= 1 && from + span === link.m + 1)).toBe(
      true,
    );
  }
}

/** Text that looks a little like a spec. */
const fragments = fc
  .array(
    fc.constantFrom(
      'bbd: 1',
      'data:',
      'layers:',
      '- ',
      '  ',
      '\n',
      '{',
      '}',
      '[',
      ']',
      ': ',
      ', ',
      '"',
      "'",
      '#',
      'type: dense',
      'units: ',
      '3',
      '-1',
      '1e9',
      '.nan',
      'repeat: 2',
      'loss: mse',
      'source: teacher',
      '&a',
      '*a',
      '!!str ',
      '|\n',
      '>-\n',
      '? ',
      '---\n',
      '...\n',
      '%YAML 1.1\n',
      '\t',
      '\r\n',
      '\uFEFF',
      '\0',
      '😀',
      '\\',
      '<<: ',
      'null',
      'true',
      'training: {steps: 5}',
      '{type: conv2d, filters: 2, kernel: 3}',
      '{type: residual, layers: [',
      '{type: flatten}',
      '{type: layerNorm, activation: relu}',
      'skipFrom: ',
      'tieWith: ',
      'name: a',
      'network: {keras: a.json}',
      'source: digits',
      'source: ring-waves',
      'padding: circular',
      'init: {kind: he}',
      '\u2028',
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('checkSpec on any text', () => {
  it('answers random text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectSoundAnswer), {
      numRuns: runs(300),
    });
  });

  it('answers text made of pieces of specs', () => {
    fc.assert(fc.property(fragments, expectSoundAnswer), { numRuns: runs(1000) });
  });

  it.each(examples)('answers every beginning of %s', (_, text) => {
    const stride = SLOW ? 1 : 11;
    for (let end = 0; end <= text.length; end += stride) expectSoundAnswer(text.slice(0, end));
  });

  it('answers examples in which anything has been cut, doubled or replaced', () => {
    const texts = examples.map(([, text]) => text);
    const mutation = fc.record({
      text: fc.constantFrom(...texts),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(40),
      insert: fc.oneof(fragments, fc.string({ maxLength: 8 })),
      twice: fc.boolean(),
    });
    fc.assert(
      fc.property(mutation, ({ text, at, length, insert, twice }) => {
        const start = Math.floor(at * text.length);
        const piece = text.slice(start, start + length);
        expectSoundAnswer(
          text.slice(0, start) + insert + (twice ? piece + piece : '') + text.slice(start + length),
        );
      }),
      { numRuns: runs(1000) },
    );
  });

  // Anything quadratic in the text would not come to an end here.
  it.each([
    '- *x\n',
    '{},',
    'a: 1\n',
    '"',
    ']',
    '}\n',
    '|\n',
    '\ta: 1\n',
    'a: &x [*x]\n',
    '- {type: dense, units: 3, foo: 1}\n',
    '- {type: dropout, rate: 0.1}\n',
    '- {type: dense, name: a, units: 3, skipFrom: b}\n',
  ])('answers a text full of %j', (piece) => {
    for (const opening of ['layers:\n', ...(SLOW ? [''] : [])]) {
      const text = opening + piece.repeat(Math.floor((MAX_SPEC_LENGTH - 10) / piece.length));
      expect(check(text).diagnostics.length).toBeGreaterThan(0);
    }
  });
});

interface DenseModel {
  readonly type: 'dense';
  readonly units: number;
  readonly activation?: (typeof ACTIVATION_NAMES)[number];
  readonly bias?: boolean;
  readonly init?: 'he' | { readonly kind: 'lecun'; readonly gain: number };
}
interface RepeatModel {
  readonly repeat: number;
  readonly layers: readonly LayerModel[];
}
type LayerModel = DenseModel | RepeatModel;

const denseModel: fc.Arbitrary<DenseModel> = fc.record(
  {
    type: fc.constant('dense' as const),
    units: fc.integer({ min: 1, max: 50 }),
    activation: fc.constantFrom(...ACTIVATION_NAMES),
    bias: fc.boolean(),
    init: fc.oneof(
      fc.constant('he' as const),
      fc.record({ kind: fc.constant('lecun' as const), gain: fc.double({ min: 0, max: 10, noNaN: true }) }),
    ),
  },
  { requiredKeys: ['type', 'units'] },
);

const { layer: layerModel } = fc.letrec<{ layer: LayerModel }>((tie) => ({
  layer: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    denseModel,
    fc.record({
      repeat: fc.integer({ min: 1, max: 3 }),
      layers: fc.array(tie('layer'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

const specModel = fc.record({
  bbd: fc.constant(1),
  name: fc.string({ minLength: 1, maxLength: 30 }).filter((name) => name.trim() !== ''),
  seed: fc.maxSafeNat(),
  data: fc.record({
    source: fc.constant('teacher'),
    inputs: fc.integer({ min: 1, max: 20 }),
    outputs: fc.constant(3),
    samples: fc.integer({ min: 10, max: 100 }),
    noise: fc.double({ min: 0, max: 2, noNaN: true }),
  }),
  layers: fc
    .array(layerModel, { maxLength: 4 })
    .map((layers): readonly LayerModel[] => [...layers, { type: 'dense', units: 3 }]),
  loss: fc.constant('mse'),
  training: fc.record({
    learningRate: fc.double({ min: 1e-12, max: 1e6, noNaN: true }),
    batchSize: fc.integer({ min: 1, max: 10 }),
    steps: fc.integer({ min: 1, max: 1e9 }),
    backend: fc.constantFrom('wasm', 'cpu'),
  }),
  analysis: fc.record({
    every: fc.integer({ min: 1, max: 100 }),
    probe: fc.integer({ min: 1, max: 10 }),
    mode: fc.constantFrom('probe', 'batch', 'streaming'),
  }),
});

/** Layers with repeats written out, by other code than the product's. */
const flatten = (layers: readonly LayerModel[]): readonly DenseModel[] =>
  layers.flatMap((layer) =>
    'repeat' in layer ? Array.from({ length: layer.repeat }, () => flatten(layer.layers)).flat() : [layer],
  );

const writers: readonly (readonly [string, (model: unknown) => string])[] = [
  ['JSON', (model) => JSON.stringify(model)],
  ['indented JSON', (model) => JSON.stringify(model, undefined, '\t')],
  ['YAML blocks', (model) => stringify(model)],
  ['YAML braces', (model) => stringify(model, { collectionStyle: 'flow' })],
  [
    'YAML with Windows line ends and a byte order mark',
    (model) => `\uFEFF${stringify(model).replaceAll('\n', '\r\n')}`,
  ],
];

/** Layers of every type in any order: most do not fit behind one another. */
const { list: anyLayers } = fc.letrec<{ layer: string; list: readonly string[] }>((tie) => ({
  layer: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      '{type: dense, units: 3}',
      '{type: dense, name: a, units: 4, activation: tanh}',
      '{type: dense, units: 4, tieWith: a, skipFrom: a}',
      '{type: local, name: b}',
      '{type: local, skipFrom: b, skipValue: activation}',
      '{type: conv1d, filters: 2, kernel: 3}',
      '{type: conv2d, name: c, filters: 4, kernel: [2, 3], stride: 2}',
      '{type: conv2d, filters: 4, kernel: 3, padding: circular, groups: 2, skipFrom: c}',
      '{type: conv2d, filters: 4, kernel: 3, padding: valid}',
      '{type: layerNorm}',
      '{type: batchNorm, name: n, activation: relu}',
      '{type: dropout, rate: 0.5}',
      '{type: flatten}',
      '{type: maxPool1d, size: 2}',
      '{type: maxPool2d, size: 2, padding: same}',
      '{type: avgPool2d, size: 3, stride: 1}',
      '{type: globalAveragePool}',
      '{type: dense, skipFrom: n}',
      '{type: what}',
      'null',
    ),
    tie('list').map((layers) => `{repeat: 2, layers: [${layers.join(', ')}]}`),
    tie('list').map((layers) => `{type: residual, layers: [${layers.join(', ')}]}`),
  ),
  list: fc.array(tie('layer'), { maxLength: 6 }),
}));

describe('checkSpec on layers of every type', () => {
  it('answers, whatever stands behind whatever', () => {
    const data = fc.constantFrom(
      'teacher, inputs: 4, outputs: 4',
      'digits',
      'mnist1d',
      'ring-waves, inputs: 6',
    );
    fc.assert(
      fc.property(anyLayers, data, (layers, source) => {
        expectSoundAnswer(
          `bbd: 1\ndata: {source: ${source}}\nlayers:\n${layers.map((layer) => `  - ${layer}\n`).join('')}loss: mse\n`,
        );
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('checkSpec on valid specs', () => {
  it.each(writers)('gives back what was written as %s', (_, write) => {
    fc.assert(
      fc.property(specModel, (model) => {
        const { experiment, diagnostics } = check(write(model));
        expect(diagnostics).toEqual([]);
        const { name, seed, data, training, analysis } = model;
        expect(experiment).toMatchObject({ name, seed, data, training, analysis });
        const chain = flatten(model.layers);
        const expected = chain.map((dense, m): Partial<Link> => {
          const inputs = m === 0 ? data.inputs : chain[m - 1]!.units;
          const bias = dense.bias ?? true;
          const { init = 'glorot' } = dense;
          return {
            m,
            inputs,
            outputs: dense.units,
            activationIn: m === 0 ? 'linear' : (chain[m - 1]!.activation ?? 'linear'),
            bias,
            initializer: typeof init === 'string' ? { kind: init, gain: 1 } : init,
            parameterCount: (inputs + (bias ? 1 : 0)) * dense.units,
          };
        });
        expect(experiment?.network.links).toMatchObject(expected);
      }),
      { numRuns: runs(60) },
    );
  });

  it('gives the same answer to the same text', () => {
    expect(check(specText())).toEqual(check(specText()));
  });
});
