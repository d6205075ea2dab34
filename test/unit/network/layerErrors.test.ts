import { describe, expect, it } from 'vitest';

import { chainText, DATA } from './chainTexts.js';
import { applyFix, check, findings, onlyDiagnostic } from './specTexts.js';

type Case = readonly [
  what: string,
  data: keyof typeof DATA,
  layers: readonly string[],
  code: string,
  marked: string,
  words: string,
];

const HEAD = '{type: dense, units: 10}';

const cases: readonly Case[] = [
  ['dense behind an image', '8×8×1', [HEAD], 'network.rank', 'dense', '8×8×1 → 64'],
  ['local behind a line', '40×1', ['{type: local}', HEAD], 'network.rank', 'local', 'shape 40×1'],
  [
    'conv2d behind a row',
    '12',
    ['{type: conv2d, filters: 2, kernel: 3}', HEAD],
    'network.rank',
    'conv2d',
    'gets values of shape 12',
  ],
  [
    'conv2d behind a line',
    '40×1',
    ['{type: conv2d, filters: 2, kernel: 3}', '{type: flatten}', HEAD],
    'network.rank',
    'conv2d',
    'use conv1d',
  ],
  [
    'maxPool1d over an image',
    '8×8×1',
    ['{type: maxPool1d, size: 2}', '{type: flatten}', HEAD],
    'network.rank',
    'maxPool1d',
    'use maxPool2d',
  ],
  [
    'globalAveragePool of a row',
    '12',
    ['{type: globalAveragePool}', HEAD],
    'network.rank',
    'globalAveragePool',
    'a row of 12 numbers',
  ],
  [
    'a kernel larger than its input',
    '12',
    ['{type: conv1d, filters: 2, kernel: 13, padding: valid}', '{type: flatten}', HEAD],
    'network.windowTooLarge',
    '13',
    'a kernel of 13 does not fit into its input of shape 12×1',
  ],
  [
    'a circular kernel larger than its input',
    '8×8×1',
    ['{type: conv2d, filters: 2, kernel: [3, 9], padding: circular}', '{type: flatten}', HEAD],
    'network.windowTooLarge',
    '[3, 9]',
    'A kernel of 3×9 winds around its input of shape 8×8×1',
  ],
  [
    'a pool larger than what is left',
    '8×8×1',
    ['{repeat: 4, layers: [{type: maxPool2d, size: 2}]}', '{type: flatten}', HEAD],
    'network.windowTooLarge',
    '2',
    'shape 1×1×1',
  ],
  [
    'groups that do not divide what comes in',
    '8×8×1',
    ['{type: conv2d, filters: 4, kernel: 3, groups: 2}', '{type: flatten}', HEAD],
    'network.groups',
    '2',
    '2 groups do not divide the 1 channels that come in',
  ],
  [
    'groups that do not divide the filters',
    '8×8×1',
    [
      '{type: conv2d, filters: 4, kernel: 3}',
      '{type: conv2d, filters: 6, kernel: 3, groups: 4}',
      '{type: flatten}',
      HEAD,
    ],
    'network.groups',
    '4',
    '4 groups do not divide the 6 filters',
  ],
  [
    'an end that is an image',
    '8×8×1',
    ['{type: conv2d, filters: 10, kernel: 3}'],
    'network.outputMismatch',
    'conv2d',
    'ends with values of shape 8×8×10, but the data has 10 outputs',
  ],
  [
    'an end of another width that no key says',
    '12',
    ['{type: local}'],
    'network.outputMismatch',
    'local',
    'ends with 12 numbers, but the data has 10 outputs',
  ],
  [
    'a network without weights',
    '12',
    ['{type: flatten}', '{type: dropout, rate: 0.5}'],
    'network.noLinks',
    '{type: flatten}',
    'None of the layers has weights',
  ],
];

const errorsOf = (text: string): readonly (readonly [string, string])[] =>
  check(text)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, range }) => [code, text.slice(range.start, range.end)]);

describe('an error', () => {
  it.each(cases)('is %s', (_, data, layers, code, marked, words) => {
    const text = chainText(DATA[data], ...layers);
    const { diagnostics, network } = check(text);
    const found = diagnostics.find((diagnostic) => diagnostic.code === code);
    expect(found?.severity).toBe('error');
    expect(found?.message.toLowerCase()).toContain(words.toLowerCase());
    expect(text.slice(found?.range.start, found?.range.end)).toBe(marked);
    expect(network).toBeUndefined();
  });

  it('of a shape is said once, without guesses about what follows from it', () => {
    const text = chainText(
      DATA['8×8×1'],
      '{type: conv1d, filters: 2, kernel: 3}',
      '{type: local}',
      '{type: maxPool2d, size: 20}',
      '{type: conv2d, filters: 2, kernel: 3, groups: 7}',
      HEAD,
    );
    expect(errorsOf(text)).toEqual([['network.rank', 'conv1d']]);
  });

  it('in a repeat is said once for all copies', () => {
    const text = chainText(
      DATA['8×8×1'],
      '{repeat: 5, layers: [{type: flatten}, {type: conv2d, filters: 2, kernel: 3}, {type: dense, units: 64}]}',
      HEAD,
    );
    expect(errorsOf(text)).toEqual([['network.rank', 'conv2d']]);
  });
});

describe('the quick fix for a dense layer behind an image', () => {
  const yaml = chainText(DATA['8×8×1'], '{type: conv2d, filters: 4, kernel: 3}', HEAD);
  const blocks = yaml.replace(
    / {2}- \{type: dense.*\n/,
    '  # the head\n  - type: dense   # ten\n    units: 10\n',
  );
  const flow = yaml.replace(
    /layers:\n(.*\n)+loss/,
    `layers: [{type: conv2d, filters: 4, kernel: 3}, ${HEAD}]\nloss`,
  );
  const json = JSON.stringify(
    {
      bbd: 1,
      data: { source: 'digits' },
      layers: [
        { type: 'conv2d', filters: 4, kernel: 3 },
        { type: 'dense', units: 10 },
      ],
      loss: 'mse',
    },
    undefined,
    2,
  );

  it.each([
    ['lines', yaml],
    ['blocks with comments', blocks],
    ['brackets', flow],
    ['JSON', json],
  ])('inserts flatten before it in %s', (_, text) => {
    const diagnostic = onlyDiagnostic(text);
    expect(diagnostic.fix?.title).toBe('Insert flatten before');
    const fixed = applyFix(text, diagnostic);
    expect(errorsOf(fixed)).toEqual([]);
    expect(check(fixed).layers.map(({ ast }) => ast?.kind)).toEqual(['conv2d', 'flatten', 'dense']);
    for (const comment of text.match(/#.*/g) ?? []) expect(fixed).toContain(comment);
  });
});

describe('an even kernel', () => {
  it.each(['same', 'circular'])('with padding %s is a warning, and the fix is an odd one', (padding) => {
    const text = chainText(
      DATA['8×8×1'],
      `{type: conv2d, filters: 2, kernel: [3, 4], padding: ${padding}}`,
      '{type: flatten}',
      HEAD,
    );
    const [diagnostic] = check(text).diagnostics.filter(({ code }) => code === 'network.evenKernel');
    if (diagnostic === undefined) throw new Error('no warning');
    expect(diagnostic.severity).toBe('warning');
    expect(check(text).network).toBeDefined();
    const fixed = applyFix(text, diagnostic);
    expect(fixed).toContain('kernel: [3, 5]');
    expect(findings(fixed)).toEqual([]);
  });

  it('without padding is nothing to speak of', () => {
    const text = chainText(
      DATA['12'],
      '{type: conv1d, filters: 2, kernel: 4, padding: valid}',
      '{type: flatten}',
      HEAD,
    );
    expect(findings(text)).toEqual([]);
  });
});

describe('waves on a ring', () => {
  it('that are too short for it are an error, with the most that it carries as the fix', () => {
    const text = chainText('{source: ring-waves, inputs: 8, waves: 5}', '{type: local}');
    const diagnostic = onlyDiagnostic(text);
    expect(diagnostic.code).toBe('data.tooManyWaves');
    expect(diagnostic.message).toContain('at most 4');
    expect(errorsOf(applyFix(text, diagnostic))).toEqual([]);
  });

  it('can be too many by default for a small ring', () => {
    const text = chainText('{source: ring-waves, inputs: 4}', '{type: local}');
    expect(errorsOf(text)).toEqual([['data.tooManyWaves', '4']]);
  });
});
