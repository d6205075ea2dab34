import { describe, expect, it } from 'vitest';

import { lint, specOf } from './lintText.js';

const DENSE = '{type: dense, units: 8, activation: tanh}';
const SPEC = specOf([
  DENSE,
  DENSE,
  '{type: dense, units: 8, activation: relu}',
  DENSE,
  DENSE,
  '{type: dense, units: 1}',
]);

const findings = (text: string): readonly string[] =>
  (lint(text).symmetry?.findings ?? []).map(({ code }) => code);

describe('the findings of a spec with an error', () => {
  it.each([
    ['in the training', `${SPEC}training: {optimizer: nonsense}\n`],
    ['in the loss', SPEC.replace('mse', 'msw')],
    ['for a key that is not there', SPEC.replace('loss: mse\n', '')],
    ['for a key that nobody knows', `${SPEC}nonsense: 1\n`],
    ['in the data, where their shape is known', SPEC.replace('outputs: 1', 'outputs: 1, noise: loud')],
  ])('stay where it is elsewhere: %s', (_, text) => {
    const { network, diagnostics } = lint(text);
    expect(network).toBeUndefined();
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    expect(findings(text)).toEqual(['symmetry.activation']);
  });

  it.each([
    ['a layer is not known', SPEC.replace('units: 8', 'units: many')],
    ['a key of a layer is misspelt', SPEC.replace('activation: tanh', 'activaton: tanh')],
    ['a type is misspelt', SPEC.replace('type: dense', 'type: dens')],
    ['the data are not known', SPEC.replace('source: teacher', 'source: nonsense')],
    ['the text is broken', `${SPEC}training: {\n`],
    ['a line of layers is', SPEC.replace('\n  - {type: dense, units: 1}', '\n - {type: dense, units: 1}')],
    ['the layers are not there', SPEC.replace('layers:', 'layrs:')],
  ])('wait where %s', (_, text) => {
    expect(lint(text).diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    expect(lint(text).symmetry).toBeUndefined();
  });
});
