import { describe, expect, it } from 'vitest';

import { check, specText } from './specTexts.js';

/** What a spec asks for that may not be trainable, the text that asks for it, and the words for it. */
const requests: readonly (readonly [asked: string, from: string, to: string, marked: string])[] = [
  [
    'convolutions',
    '{type: dense, units: 4, activation: tanh}',
    '{type: conv1d, filters: 1, kernel: 3}\n  - {type: flatten}',
    'conv1d',
  ],
  ['local layers', '{type: dense, units: 4, activation: tanh}', '{type: local}', 'local'],
  [
    'dropout',
    '  - {type: dense, units: 2}',
    '  - {type: dropout, rate: 0.5}\n  - {type: dense, units: 2}',
    'dropout',
  ],
  ['norms', '  - {type: dense, units: 2}', '  - {type: batchNorm}\n  - {type: dense, units: 2}', 'batchNorm'],
  [
    'residual blocks',
    '{type: dense, units: 4, activation: tanh}',
    '{type: residual, layers: [{type: dense, units: 3}]}',
    'residual',
  ],
  ['frozen layers', 'units: 4, activation: tanh', 'units: 4, frozen: true', 'true'],
  ['learning-rate multipliers', 'units: 4, activation: tanh', 'units: 4, learningRateMultiplier: 2', '2'],
  ['weight decay of a layer', 'units: 4, activation: tanh', 'units: 4, weightDecay: 0.1', '0.1'],
  ['weight decay of all', 'batchSize: 4', 'batchSize: 4, weightDecay: 0.2', '0.2'],
  ['initializers', 'units: 4, activation: tanh', 'units: 4, init: orthogonal', 'orthogonal'],
  ['optimizers', 'optimizer: sgd', 'optimizer: adam', 'adam'],
  ['schedules', 'batchSize: 4', 'batchSize: 4, schedule: cosine', 'cosine'],
  ['backends', 'backend: cpu', 'backend: webgl', 'webgl'],
];

describe('what this version may not train', () => {
  it.each(requests)('is no error: %s', (_, from, to, marked) => {
    const text = specText([from, to]);
    const { network, experiment, gap, diagnostics } = check(text);
    expect(network).toBeDefined();
    if (gap === undefined) {
      expect(experiment).toBeDefined();
      expect(diagnostics).toEqual([]);
      return;
    }
    expect(experiment).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { code: 'training.notYet', severity: 'information', range: gap.range },
    ]);
    expect(diagnostics[0]?.message).toContain(gap.feature);
    expect(text.slice(gap.range.start, gap.range.end)).toBe(marked);
  });

  it('does not keep auto from running: it is the fastest backend that there is', () => {
    expect(check(specText(['backend: cpu', 'backend: auto'])).experiment).toBeDefined();
  });
});
