import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerSector, printedExcess, sectorOf, TERM_KEYS, totalsOf } from '../../../webview/model/terms.js';
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
        const totals = totalsOf(frameOf(layers), []);
        const columns = TERM_KEYS.reduce((sum, term) => sum + totals.bulkTerms[term], 0);
        expect(columns).toBe(totals.bulk);
        expect(totals.input + totals.output).toBe(totals.boundary);
        expect(totals.bulk + totals.boundary).toBe(totals.lagrangian);
      }),
    );
  });

  it('counts the input coupling in no column of the bulk', () => {
    const totals = totalsOf(frameOf([layerTerms({ coupling: -7 }), layerTerms({ coupling: -2 })]), []);
    expect(totals.bulkTerms.coupling).toBe(-2);
    expect(totals.inputCoupling).toBe(-7);
  });

  it('counts layers that share a bias as one, with the mean of what they have', () => {
    const terms = { weightKinetic: 5, coupling: -6, neuronKinetic: 8, fluxSquared: 2 };
    const frame = frameOf([layerTerms(), layerTerms(terms), layerTerms({ ...terms, weightKinetic: 0 })]);
    const totals = totalsOf(frame, [1, 2, 2]);
    expect(totals.bulkTerms).toEqual({ weightKinetic: 6, neuronKinetic: 16, coupling: -6, fluxSquared: 2 });
  });
});

describe('printedExcess', () => {
  it('is the sum of all flux² terms, the input layer with them', () => {
    const layers = [
      layerTerms({ fluxSquared: 3 }),
      layerTerms({ fluxSquared: 4 }),
      layerTerms({ fluxSquared: 4 }),
    ];
    expect(printedExcess(frameOf(layers), [1, 2, 2])).toBe(7);
  });
});
