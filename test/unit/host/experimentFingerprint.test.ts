import { describe, expect, it } from 'vitest';
import { experimentFingerprint } from '../../../src/host/experimentFingerprint.js';
import type { Experiment } from '../../../src/network/types.js';
import { denseLink } from '../network/denseLink.js';
import { sampleExperiment } from './samples.js';

const withLink = (changes: Parameters<typeof denseLink>[1]): Experiment => {
  const { network } = sampleExperiment();
  return sampleExperiment({
    network: { ...network, links: [denseLink(0), denseLink(1, changes), denseLink(2)] },
  });
};

describe('experimentFingerprint', () => {
  const original = experimentFingerprint(sampleExperiment());

  it('does not depend on names and places in the text', () => {
    expect(experimentFingerprint(sampleExperiment({ name: 'Other' }))).toBe(original);
    expect(experimentFingerprint(withLink({ name: 'renamed', range: { start: 90, end: 99 } }))).toBe(
      original,
    );
  });

  it('depends on everything that training and analysis depend on', () => {
    const { training, analysis } = sampleExperiment();
    const others = [
      sampleExperiment({ seed: 8 }),
      sampleExperiment({ training: { ...training, learningRate: 0.02 } }),
      sampleExperiment({ analysis: { ...analysis, every: 6 } }),
      sampleExperiment({ data: { source: 'iris', inputs: 4, outputs: 4, samples: 16, standardize: true } }),
      withLink({ activationIn: 'relu' }),
      withLink({ bias: false }),
      withLink({ initializer: { kind: 'he', gain: 1 } }),
    ].map(experimentFingerprint);
    expect(new Set([original, ...others]).size).toBe(others.length + 1);
  });

  it('depends on every number of a table', () => {
    const table = (last: number): Experiment =>
      sampleExperiment({
        data: {
          source: 'csv',
          inputs: 1,
          outputs: 1,
          samples: 2,
          standardize: false,
          targetKind: 'numbers',
          inputValues: Float64Array.of(1, 2),
          targetValues: Float64Array.of(3, last),
        },
      });
    expect(experimentFingerprint(table(4))).toBe(experimentFingerprint(table(4)));
    expect(experimentFingerprint(table(4))).not.toBe(experimentFingerprint(table(5)));
  });
});
