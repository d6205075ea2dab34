import { describe, expect, it } from 'vitest';
import { analysisAssumptions } from '../../../src/host/analysisAssumptions.js';
import type { InputOperation, Link } from '../../../src/network/types.js';
import { denseLink } from '../network/denseLink.js';
import { sampleExperiment } from './samples.js';

const { network } = sampleExperiment();
const withFirstLink = (changes: Partial<Link>): typeof network => ({
  ...network,
  links: [{ ...denseLink(0), ...changes, type: 'dense' }, denseLink(1)],
});
const dropout: InputOperation = { kind: 'dropout', rate: 0.1, layer: 1 };

describe('what the terms assume', () => {
  it('is nothing for a network that acts alike in training and analysis, or is not known', () => {
    expect(analysisAssumptions(network)).toEqual([]);
    expect(analysisAssumptions(undefined)).toEqual([]);
    expect(analysisAssumptions(withFirstLink({ norm: { kind: 'layerNorm', layer: 1 } }))).toEqual([]);
  });

  it('says once that batch norms use their moving statistics, wherever they stand', () => {
    const norm = { kind: 'batchNorm', layer: 1 } as const;
    for (const networkWithNorm of [
      withFirstLink({ norm, operationsIn: [norm] }),
      { ...network, operationsOut: [norm] },
    ]) {
      expect(analysisAssumptions(networkWithNorm)).toEqual([
        expect.stringMatching(/moving mean and variance/),
      ]);
    }
  });

  it('says that dropout is off', () => {
    expect(analysisAssumptions(withFirstLink({ operationsIn: [dropout] }))).toEqual([
      expect.stringMatching(/^Dropout is off/),
    ]);
  });
});
