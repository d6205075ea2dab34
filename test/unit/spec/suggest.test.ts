import { describe, expect, it } from 'vitest';

import { suggest } from '../../../src/spec/suggest.js';

describe('suggest', () => {
  const keys = ['learningRate', 'batchSize', 'steps', 'units', 'tanh', 'relu', 'elu', 'teacher'];

  it.each([
    ['batch_size', 'batchSize'],
    ['BatchSize', 'batchSize'],
    ['learning-rate', 'learningRate'],
    ['unit', 'units'],
    ['uints', 'units'],
    ['tahn', 'tanh'],
    ['te', 'teacher'],
    ['learningrat', 'learningRate'],
  ])('takes "%s" for "%s"', (word, meant) => {
    expect(suggest(word, keys)).toBe(meant);
  });

  it.each(['x', '', '--', 'momentum', 'qqqqq', 'a'.repeat(10_000)])('finds nothing near "%s"', (word) => {
    expect(suggest(word, keys)).toBeUndefined();
  });

  it('does not choose among several words with the same beginning', () => {
    expect(suggest('lea', ['leakyRelu', 'learn'])).toBeUndefined();
  });
});
