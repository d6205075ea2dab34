import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeChanges } from '../../../src/spec/specChanges.js';

const SPEC = `bbd: 1
name: Deep
seed: 7
data: {source: teacher, inputs: 8, outputs: 1, samples: 512}
layers:
  - {type: dense, units: 32, activation: tanh}
  - repeat: 8
    layers:
      - {type: dense, units: 32, activation: tanh}
  - {type: dropout, rate: 0.1}
  - {type: dense, units: 1}
loss: mse
training: {learningRate: 0.05, batchSize: 4, steps: 100}
analysis: {every: 10}
`;

const changed = (...edits: readonly (readonly [string, string])[]): string | undefined =>
  describeChanges(
    SPEC,
    edits.reduce((text, [from, to]) => text.replace(from, to), SPEC),
  );

describe('what changed between two specs', () => {
  it.each<[string, readonly (readonly [string, string])[], string]>([
    ['nothing', [], ''],
    [
      'comments, layout and spelling of numbers do not count',
      [
        ['0.05', '5e-2'],
        ['seed: 7\n', '\n\nseed: 7 # lucky\n'],
      ],
      '',
    ],
    [
      'the order of keys does not count',
      [['{learningRate: 0.05, batchSize: 4', '{batchSize: 4, learningRate: 0.05']],
      '',
    ],
    [
      'numbers of the training and a repeat',
      [
        ['0.05', '0.1'],
        ['repeat: 8', 'repeat: 12'],
      ],
      'repeat 8 → 12, learningRate 0.05 → 0.1',
    ],
    ['a key of a group', [['every: 10', 'every: 5']], 'analysis every 10 → 5'],
    ['a key that comes', [['every: 10', 'every: 10, probe: 4']], 'analysis probe — → 4'],
    ['a key that goes', [['name: Deep\n', '']], 'name Deep → —'],
    [
      'a layer',
      [['{type: dense, units: 32, activation: tanh}', '{type: dense, units: 64, activation: tanh}']],
      'layer 1 units 32 → 64',
    ],
    [
      'a layer within the repeat',
      [['      - {type: dense, units: 32', '      - {type: dense, units: 16']],
      'repeat layer 1 units 32 → 16',
    ],
    ['a layer that is gone is one change', [['  - {type: dropout, rate: 0.1}\n', '']], '− dropout 0.1'],
    [
      'a layer that is put in is one change',
      [['  - repeat: 8', '  - {type: layerNorm}\n  - repeat: 8']],
      '+ layerNorm',
    ],
    [
      'another type is one gone and one come',
      [['{type: dropout, rate: 0.1}', '{type: flatten}']],
      '− dropout 0.1, + flatten',
    ],
    [
      'a value of another kind',
      [['steps: 100', 'steps: 100, optimizer: {type: momentum, momentum: 0.9}']],
      'optimizer — → momentum 0.9',
    ],
  ])('%s', (_, edits, expected) => {
    expect(changed(...edits)).toBe(expected);
  });

  it('tells a layer by its name', () => {
    const named = SPEC.replace('{type: dense, units: 1}', '{type: dense, units: 1, name: head}');
    expect(describeChanges(named, named.replace('units: 1,', 'units: 2,'))).toBe('head units 1 → 2');
  });

  it('tells of many changes how many more there are', () => {
    const text = changed(
      ['seed: 7', 'seed: 8'],
      ['inputs: 8', 'inputs: 9'],
      ['samples: 512', 'samples: 64'],
      ['batchSize: 4', 'batchSize: 8'],
      ['steps: 100', 'steps: 50'],
      ['every: 10', 'every: 1'],
    );
    expect(text).toBe('seed 7 → 8, data inputs 8 → 9, data samples 512 → 64, batchSize 4 → 8 and 2 more');
  });

  it('is not known where a text cannot be read', () => {
    expect(describeChanges('', SPEC)).toBeUndefined();
  });

  it('takes long lists in linear time, and cuts long values', () => {
    const layers = (n: number): string =>
      `layers:\n${Array.from({ length: n }, (_, i) => `  - {type: dense, units: ${i + 1}}`).join('\n')}\n`;
    expect(
      describeChanges(layers(220), `# ${'x'.repeat(9)}\n${layers(220).replaceAll('dense', 'local')}`),
    ).toMatch(/and \d+ more$/);
    expect(describeChanges('name: a', `name: ${'b'.repeat(99)}`)?.length).toBeLessThan(40);
  });

  it('is empty for the same text, and never fails', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(describeChanges(a, a) ?? '').toBe('');
        describeChanges(a, b);
      }),
    );
  });
});
