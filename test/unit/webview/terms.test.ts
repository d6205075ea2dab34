import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerSector, sectorOf, TERM_KEYS, totalsOf } from '../../../webview/model/terms.js';
import { frameOf, layerTerms } from './views.js';

const value = fc.integer({ min: -1000, max: 1000 });
const anyLayer = fc
  .record({ weightKinetic: value, neuronKinetic: value, coupling: value, fluxSquared: value })
  .map((terms) => layerTerms(terms));

describe('sectorOf', () => {
  it('gives the boundary coupling and flux² of layer 0 alone', () => {
    expect(TERM_KEYS.filter((term) => sectorOf(0, term) === 'boundary')).toEqual(['coupling', 'fluxSquared']);
    expect(TERM_KEYS.filter((term) => sectorOf(1, term) === 'boundary')).toEqual([]);
  });

  it('is said in words', () => {
    expect(layerSector(0)).toContain('boundary');
    expect(layerSector(1)).toBe('bulk');
  });
});

describe('totalsOf', () => {
  it('adds its columns up to the bulk, and input and output to the boundary', () => {
    fc.assert(
      fc.property(fc.array(anyLayer, { minLength: 1, maxLength: 6 }), (layers) => {
        const totals = totalsOf(frameOf(layers));
        const columns = TERM_KEYS.reduce((sum, term) => sum + totals.bulkTerms[term], 0);
        expect(columns).toBe(totals.bulk);
        expect(totals.input + totals.output).toBe(totals.boundary);
        expect(totals.bulk + totals.boundary).toBe(totals.lagrangian);
      }),
    );
  });

  it('counts the input coupling in no column of the bulk', () => {
    const totals = totalsOf(frameOf([layerTerms({ coupling: -7 }), layerTerms({ coupling: -2 })]));
    expect(totals.bulkTerms.coupling).toBe(-2);
    expect(totals.inputCoupling).toBe(-7);
  });
});
