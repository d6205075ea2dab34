import { describe, expect, it } from 'vitest';
import { optimizerText, scheduleText } from '../../../src/host/trainingText.js';

describe('a training plan in words', () => {
  it('names the optimizer with the option that people change', () => {
    expect(optimizerText({ kind: 'sgd' })).toBe('sgd');
    expect(optimizerText({ kind: 'nesterov', momentum: 0.9 })).toMatch(/^nesterov 0\.9/);
    expect(optimizerText({ kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 })).toBe('adam');
  });

  it('says how the learning rate changes, and nothing where it does not', () => {
    expect(scheduleText({ kind: 'constant' })).toBeUndefined();
    expect(scheduleText({ kind: 'step', every: 100, factor: 0.5 })).toMatch(/^× 0\.5.* every 100 steps$/);
    expect(scheduleText({ kind: 'cosine', end: 0.1 })).toBe('cosine to 0.1 η');
  });
});
