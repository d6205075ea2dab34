import { describe, expect, test } from 'vitest';
import { layerTable } from '../../../src/cli/layerTable.js';
import type { LayerTerms } from '../../../src/decomposition/types.js';
import type { Link } from '../../../src/network/types.js';
import type { Frame } from '../../../src/run/frame.js';
import { chain } from '../engine/experiments.js';

/** The widest numbers there are. */
const TERMS: LayerTerms = {
  weightKinetic: 1.2345e-123,
  neuronKinetic: 1.2345e-123,
  coupling: -1.2345e-123,
  fluxSquared: 1.2345e-123,
  biasKinetic: 1.2345e-123,
  residual: 1.2345e-13,
  residualGap: undefined,
  residualOfLargestTerm: 1e-16,
  sectorSpread: 1e-14,
};

function frame(layers: readonly LayerTerms[]): Frame {
  return {
    step: 0,
    trainingLoss: 1,
    loss: 1,
    layers,
    bulk: 0,
    boundary: -1,
    lagrangian: -1,
    residual: undefined,
  };
}

const named = (links: readonly Link[], name: string): Link[] => links.map((link) => ({ ...link, name }));

describe('the layer table', () => {
  test('stays within 100 columns whatever the names and numbers are', () => {
    const links = named(
      chain({ widths: [1000, 2000, 3000] }).links,
      'a very long name that somebody gave to a layer',
    );
    const table = layerTable(links, frame([TERMS, TERMS])).split('\n');
    expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(table[1]).toContain('…');
  });

  test('aligns its columns', () => {
    const { links } = chain({ widths: [8, 32, 1] });
    const rows = layerTable(links, frame([TERMS, { ...TERMS, coupling: 3 }]))
      .split('\n')
      .slice(0, 3);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(rows[1]).toContain('8→32');
    expect(rows[1]).toContain('boundary');
    expect(rows[2]).toContain('bulk');
  });

  test('explains a missing residual, and only one that is missing', () => {
    const { links } = chain({ widths: [8, 32, 1] });
    const noBias: LayerTerms = {
      ...TERMS,
      residual: undefined,
      residualGap: 'noBias',
      sectorSpread: undefined,
    };
    const atRest: LayerTerms = { ...noBias, residualGap: 'atRest' };
    expect(layerTable(links, frame([TERMS, TERMS]))).not.toContain('no residual');
    expect(layerTable(links, frame([TERMS, noBias]))).toContain('without a bias');
    expect(layerTable(links, frame([TERMS, { ...noBias, residualGap: 'frozen' }]))).toContain('frozen bias');
    expect(layerTable(links, frame([atRest, TERMS]))).toContain('did not change');
  });
});
