import { describe, expect, it } from 'vitest';

import { applyFix, check, findings, onlyDiagnostic, specText } from '../network/specTexts.js';

/** Replaces the first text by the second in a valid spec, and gives the only complaint. */
const complaint = (from: string, to: string): ReturnType<typeof onlyDiagnostic> =>
  onlyDiagnostic(specText([from, to]));

describe('reading the values of a spec', () => {
  it('accepts the spec that the other tests break', () => {
    expect(check(specText()).diagnostics).toEqual([]);
  });

  it.each([
    [
      'seed: 7',
      'seed: abc',
      'spec.wrongType',
      'abc',
      'a whole number from 0 to 9007199254740991, not the text "abc"',
    ],
    ['seed: 7', 'seed: -1', 'spec.outOfRange', '-1', 'not -1'],
    ['seed: 7', 'seed: 1.5', 'spec.wrongType', '1.5', 'a whole number'],
    ['seed: 7', 'seed: [7]', 'spec.wrongType', '[7]', 'not a list'],
    ['seed: 7', 'seed: 9007199254740993', 'spec.outOfRange', '9007199254740993', 'whole number'],
    ['samples: 64', 'samples: 0', 'spec.outOfRange', '0', 'from 1 to 1e6'],
    ['units: 4', 'units: -3', 'spec.outOfRange', '-3', 'from 1 to 1e6'],
    ['units: 4', 'units: .nan', 'spec.outOfRange', '.nan', 'not .nan'],
    ['units: 4', 'units: {a: 1}', 'spec.wrongType', '{a: 1}', 'not a group of keys'],
    ['steps: 100', 'steps: .inf', 'spec.outOfRange', '.inf', 'whole number'],
    ['learningRate: 0.05', 'learningRate: 0', 'spec.outOfRange', '0', 'from 1e-12'],
    ['learningRate: 0.05', 'learningRate: 1_000', 'spec.wrongType', '1_000', 'the text "1_000"'],
    ['noise: 0.1', 'noise: -.inf', 'spec.outOfRange', '-.inf', 'from 0 to 1000'],
    ['bias: false', 'bias: 0', 'spec.wrongType', '0', 'true or false, not the number 0'],
    ['name: Small', 'name: "  "', 'spec.outOfRange', '"  "', 'blank'],
    ['name: Small', 'name: "a\\nb"', 'spec.outOfRange', '"a\\nb"', 'one line'],
    ['name: Small', `name: ${'x'.repeat(201)}`, 'spec.outOfRange', 'x'.repeat(201), '201 characters'],
    [
      'loss: mse',
      'loss: true',
      'spec.wrongType',
      'true',
      'mse, crossEntropy, klDivergence or hinge, not true',
    ],
    ['loss: mse', 'loss:', 'spec.missingValue', 'loss', 'has no value'],
    ['loss: mse', 'loss: null', 'spec.missingValue', 'loss', 'has no value'],
    ['loss: mse', 'loss: mae', 'spec.unknownValue', 'mae', 'the losses are those of the paper'],
    ['loss: mse', 'loss: constructor', 'spec.unknownValue', 'constructor', 'mse, crossEntropy'],
    ['optimizer: sgd', 'optimizer: AdamW', 'spec.unknownValue', 'AdamW', 'Write adam'],
    ['optimizer: sgd', 'optimizer: {kind: adam, beta1: 1}', 'spec.outOfRange', '1', 'from 0 to 0.999999'],
    [
      'optimizer: sgd',
      'optimizer: {kind: sgd, momentum: 0.9}',
      'spec.unknownKey',
      'momentum',
      'in the optimizer sgd',
    ],
    [
      'optimizer: sgd',
      'schedule: step',
      'spec.missingKey',
      'step',
      'Write for example {kind: step, every: 1000}',
    ],
    ['optimizer: sgd', 'optimizer: adm', 'spec.unknownValue', 'adm', 'Did you mean "adam"?'],
    [
      'activation: tanh',
      'activation: softmax',
      'spec.unknownValue',
      'softmax',
      'crossEntropy applies softmax',
    ],
    ['bias: false', 'init: 3', 'spec.wrongType', '3', 'or a group of keys such as {kind: glorot, …}'],
    ['activation: tanh', 'skipValue: activation', 'spec.missingKey', 'skipValue', 'without "skipFrom"'],
    ['activation: tanh', 'kernel: 3', 'spec.unknownKey', 'kernel', 'Known keys are'],
    ['seed: 7', 'learningRate: 7', 'spec.unknownKey', 'learningRate', 'It belongs in "training"'],
    ['seed: 7', '<<: {a: 1}', 'spec.unknownKey', '<<', 'write the keys out'],
    ['source: teacher', 'source: cifar10', 'spec.unknownValue', 'cifar10', 'use digits'],
    ['inputs: 3, ', '', 'spec.missingKey', '{', '"inputs" is missing in a teacher data source'],
    ['loss: mse\n', '', 'spec.missingKey', 'b', '"loss" is missing in the spec'],
    [
      'seed: 7',
      'network: {keras: a.json}',
      'spec.conflictingKeys',
      'layers',
      '"network" and "layers" exclude each other',
    ],
  ])('%s → %s', (from, to, code, marked, words) => {
    const text = specText([from, to]);
    const { range, ...diagnostic } = onlyDiagnostic(text);
    expect(diagnostic).toMatchObject({ code, severity: 'error' });
    expect(text.slice(range.start, range.end)).toBe(marked);
    expect(diagnostic.message).toContain(words);
    expect(check(text).experiment).toBeUndefined();
  });

  it.each([
    ['seed: 7', 'seed: "7"'],
    ['name: Small', 'name: 5'],
    ['name: Small', 'name: true'],
    ['bias: false', 'bias: no'],
    ['bias: false', 'bias: Yes'],
    ['loss: mse', 'loss: MSE'],
    ['loss: mse', 'loss: ms'],
    ['activation: tanh', 'activation: tahn'],
    ['activation: tanh', 'activaton: tanh'],
    ['batchSize: 4', 'batch_size: 4'],
    ['learningRate: 0.05', 'lr: 0.05'],
    ['steps: 100', 'epochs: 100'],
    ['source: teacher', 'type: teacher'],
    ['source: teacher', 'source:teacher'],
    ['type: dense, units: 4', 'units: 4'],
    ['type: dense, units: 4', 'type: dense'],
    ['units: 4', 'units:4'],
    ['loss: mse\n', ''],
    ['bbd: 1\n', ''],
    ['bbd: 1', 'bbd: 2'],
    ['mode: probe', 'mode: stream'],
  ])('%s → %s has a quick fix that mends the spec', (from, to) => {
    let text = specText([from, to]);
    for (let i = 0; check(text).experiment === undefined; i++) {
      const fixable = check(text).diagnostics.find(({ fix }) => fix !== undefined);
      if (fixable === undefined || i === 3) throw new Error(`not mended:\n${text}`);
      text = applyFix(text, fixable);
    }
    expect(check(text).diagnostics).toEqual([]);
  });

  it('does not call a misspelt key missing as well', () => {
    expect(findings(specText(['units: 4', 'unist: 4']))).toEqual([['spec.unknownKey', 'unist']]);
  });

  it('does not suggest a key that is there already', () => {
    expect(complaint('units: 4,', 'units: 4, neurons: 3,').message).toContain('Known keys are');
  });

  it('fixes a missing key in a block without breaking its indentation', () => {
    const text = specText(['  - {type: dense, units: 2}', '  - type: dense\n    bias: true']);
    const fixed = applyFix(text, onlyDiagnostic(text));
    expect(fixed).toContain('  - units: 32\n    type: dense\n    bias: true\n');
  });

  it('reads a half-typed spec as far as it goes', () => {
    const text = specText(['  - {type: dense, units: 2}\nloss: mse', '  - {type: dense, un']);
    const { links, experiment } = check(text);
    expect(experiment).toBeUndefined();
    expect(links.map(({ outputs }) => outputs)).toEqual([4, 5, 5]);
  });

  it('says nothing about missing keys while the syntax is broken', () => {
    expect(findings('bbd: 1\ndata: {source: teacher, inputs: 3').map(([code]) => code)).toEqual([
      'spec.syntax',
    ]);
  });

  it('fills a small spec in for an empty one', () => {
    const text = '# my network\n';
    const fixed = applyFix(text, onlyDiagnostic(text));
    expect(fixed.startsWith(text)).toBe(true);
    expect(check(fixed).diagnostics).toEqual([]);
  });

  it('shows a hundred problems and says that there are more', () => {
    const { diagnostics } = check(specText(['loss: mse', `loss: mse\n${'- x\n'.repeat(300)}`]));
    expect(diagnostics.length).toBeLessThanOrEqual(101);
    const many = check(specText(['layers:\n', `layers:\n${'  - {type: dense}\n'.repeat(300)}`])).diagnostics;
    expect(many).toHaveLength(101);
    expect(many.at(-1)).toMatchObject({ code: 'spec.more', severity: 'error' });
  });
});
