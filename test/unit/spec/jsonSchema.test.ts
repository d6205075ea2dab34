import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import Ajv from 'ajv';
import fc from 'fast-check';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';

import { DiagnosticList } from '../../../src/spec/diagnosticList.js';
import { jsonSchema } from '../../../src/spec/jsonSchema.js';
import { parseSpec } from '../../../src/spec/parseSpec.js';
import { runs } from '../sweeps.js';

const repository = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(repository, path), 'utf8');

const validate = new Ajv({
  strictTypes: false,
  keywords: ['markdownDescription', 'markdownEnumDescriptions'],
}).compile(jsonSchema());

/** Whether our own parser finds nothing wrong with the structure of a value. */
function parserAccepts(value: unknown): boolean {
  const diagnostics = new DiagnosticList();
  parseSpec(JSON.stringify(value), diagnostics);
  return !diagnostics.hasError;
}

/** A spec that uses every kind of layer, and most keys. */
const FULL = {
  bbd: 1,
  name: 'All of it',
  seed: 7,
  data: { source: 'digits', samples: 500 },
  layers: [
    { type: 'conv2d', filters: 8, kernel: [3, 3], padding: 'circular', activation: 'relu', name: 'first' },
    { type: 'maxPool2d', size: 2, stride: [2, 2] },
    { type: 'avgPool2d', size: [2, 2], padding: 'same' },
    { type: 'batchNorm' },
    { type: 'flatten' },
    {
      repeat: 3,
      layers: [
        {
          type: 'residual',
          skipValue: 'activation',
          layers: [{ type: 'dense', units: 16, activation: 'tanh' }],
        },
        { type: 'layerNorm', activation: 'gelu' },
        { type: 'dropout', rate: 0.1 },
      ],
    },
    { type: 'local', bias: false, frozen: true, init: 'orthogonal' },
    {
      type: 'dense',
      units: 16,
      init: { kind: 'smooth', gain: 2, depthCorrelation: 3 },
      learningRateMultiplier: 0.5,
      weightDecay: 1e-4,
      tieWith: 'first',
      skipFrom: 'first',
      skipValue: 'preactivation',
    },
    { type: 'conv1d', filters: 4, kernel: 3, stride: 2, groups: 2, init: { kind: 'he' } },
    { type: 'maxPool1d', size: 2 },
    { type: 'avgPool1d', size: [2], stride: 1 },
    { type: 'globalAveragePool', name: 'pool' },
    { type: 'dense', units: 10 },
  ],
  loss: 'crossEntropy',
  training: {
    optimizer: { kind: 'adam', beta1: 0.8 },
    schedule: { kind: 'step', every: 100, factor: 0.1 },
    learningRate: 0.1,
    weightDecay: 0.01,
    batchSize: 32,
    steps: 100,
    backend: 'auto',
  },
  analysis: { every: 5, probe: 4, mode: 'batch' },
};

const OTHERS = [
  {
    bbd: 1,
    data: {
      source: 'csv',
      path: 'a.csv',
      targets: ['y', 'z'],
      inputs: ['x'],
      classes: true,
      delimiter: 'tab',
    },
    network: { keras: 'model.json' },
    loss: 'mse',
    training: { optimizer: 'nesterov', schedule: 'cosine' },
  },
  {
    bbd: 1,
    data: { source: 'csv', path: 'a.csv', targets: 2, header: false },
    layers: [{ type: 'dense', units: 2 }],
    loss: 'mse',
    training: { optimizer: { kind: 'momentum', momentum: 0.5 }, schedule: { kind: 'cosine', end: 0.1 } },
  },
  ...['moons', 'xor', 'sine', 'ring-waves', 'mnist1d', 'iris', 'spirals'].map((source) => ({
    bbd: 1,
    data: { source },
    layers: [],
    loss: 'hinge',
  })),
];

describe('the JSON Schema of a spec', () => {
  it('is in media/spec.schema.json as the table of keys has it; to renew the file: node tools/writeSchema.mjs', () => {
    expect(JSON.parse(read('media/spec.schema.json'))).toEqual(JSON.parse(JSON.stringify(jsonSchema())));
  });

  it.each(readdirSync(join(repository, 'examples')).filter((name) => name.endsWith('.bbd.yaml')))(
    'accepts the example %s',
    (name) => {
      validate(parse(read(`examples/${name}`)));
      expect(validate.errors).toBeNull();
    },
  );

  it('accepts specs that use all of the format', () => {
    for (const spec of [FULL, ...OTHERS]) {
      validate(spec);
      expect(validate.errors, JSON.stringify(spec)).toBeNull();
      expect(parserAccepts(spec), JSON.stringify(spec)).toBe(true);
    }
  });

  it.each([
    ['a missing key', { ...FULL, loss: undefined }, "must have required property 'loss'"],
    ['an unknown key', { ...FULL, los: 1 }, 'must NOT have additional properties'],
    ['another version', { ...FULL, bbd: 2 }, 'must be equal to constant'],
    ['neither layers nor network', { ...FULL, layers: undefined }, "must have required property 'layers'"],
    [
      'both layers and network',
      { ...FULL, network: { keras: 'a' } },
      'must match exactly one schema in oneOf',
    ],
    [
      'an unknown layer',
      { ...FULL, layers: [{ type: 'lstm' }] },
      'must be equal to one of the allowed values',
    ],
    ['a layer without a type', { ...FULL, layers: [{ units: 3 }] }, "must have required property 'type'"],
    [
      'a layer without units',
      { ...FULL, layers: [{ type: 'dense' }] },
      "must have required property 'units'",
    ],
    ["another layer's key", { ...FULL, layers: [{ type: 'flatten', units: 3 }] }, 'must NOT have additional'],
    ['a number out of range', { ...FULL, layers: [{ type: 'dropout', rate: 1 }] }, 'must be <= 0.99'],
    [
      'a key that says nothing alone',
      { ...FULL, layers: [{ type: 'local', skipValue: 'activation' }] },
      'skipFrom',
    ],
    [
      'a layer within a repeat',
      { ...FULL, layers: [{ repeat: 2, layers: [{ type: 'local', units: 3 }] }] },
      'NOT have',
    ],
  ])('refuses %s and says so', (_, spec, message) => {
    expect(validate(JSON.parse(JSON.stringify(spec)))).toBe(false);
    expect(validate.errors?.map((error) => error.message).join('\n')).toContain(message);
    expect(parserAccepts(spec)).toBe(false);
  });

  it('documents every key, and every value of an enumeration', () => {
    const bare: string[] = [];
    const visit = (schema: unknown, path: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      for (const [name, value] of Object.entries(schema)) {
        if (name === 'if') continue;
        if (name === 'properties') {
          for (const [key, property] of Object.entries(value as object)) {
            if (!('markdownDescription' in (property as object))) bare.push(`${path}/${key}`);
          }
        }
        if (name === 'enum') {
          const texts = 'markdownEnumDescriptions' in schema ? schema.markdownEnumDescriptions : [];
          expect(texts, path).toHaveLength((value as unknown[]).length);
        }
        visit(value, `${path}/${name}`);
      }
    };
    visit(jsonSchema(), '');
    expect(bare).toEqual([]);
  });

  it('agrees with the parser on specs with something changed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(FULL, ...OTHERS),
        fc.nat(10_000),
        change,
        (spec, at, { key, value, what }) => {
          const changed: unknown = JSON.parse(JSON.stringify(spec));
          const places = [...collections(changed)];
          const place = places[at % places.length];
          if (place === undefined) throw new Error('nothing to change');
          const keys = Object.keys(place);
          const old = keys[Math.floor(at / places.length) % Math.max(1, keys.length)];
          if (what === 'set') Reflect.set(place, key, value);
          else if (old === undefined) return;
          else if (what === 'remove' && Array.isArray(place)) place.splice(Number(old), 1);
          else if (what === 'remove') Reflect.deleteProperty(place, old);
          else Reflect.set(place, old, value);
          const text = JSON.stringify(changed);
          expect(validate(JSON.parse(text)), text).toBe(parserAccepts(changed));
        },
      ),
      { numRuns: runs(3000) },
    );
  });
});

/** All maps and lists of a value. */
function* collections(value: unknown): Generator<object> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value) || value.length > 0) yield value;
  for (const inner of Object.values(value)) yield* collections(inner);
}

const change = fc.record({
  what: fc.constantFrom('set' as const, 'remove' as const, 'replace' as const, 'replace' as const),
  key: fc.constantFrom(
    'type',
    'units',
    'repeat',
    'layers',
    'network',
    'skipValue',
    'gain',
    'kind',
    'every',
    'nonsense',
    'name',
  ),
  value: fc.oneof(
    fc.constantFrom<unknown>(
      0,
      1,
      2.5,
      -1,
      1e12,
      true,
      null,
      '',
      ' ',
      'dense',
      'he',
      'a\nb',
      'step',
      'constant',
      'x'.repeat(90),
    ),
    fc.constantFrom<unknown>(
      [],
      {},
      [1],
      [1, 2],
      ['y'],
      [{}],
      { kind: 'he' },
      { kind: 'step' },
      { type: 'flatten' },
    ),
  ),
});
