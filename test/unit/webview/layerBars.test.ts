import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  magnitudeMarkers,
  magnitudeRange,
  stackedBars,
  stackExtent,
  summarizeLayers,
} from '../../../webview/model/layerBars.js';
import { TERM_KEYS } from '../../../webview/model/terms.js';
import { frameOf, layerTerms, layerView, withoutBias } from './views.js';

const frame = frameOf([layerTerms(), layerTerms({ coupling: -20 }), withoutBias()]);

describe('stackedBars', () => {
  it('has one stack a term in constant order, less the hidden ones', () => {
    expect(stackedBars(frame, []).map(({ term }) => term)).toEqual(TERM_KEYS);
    expect(stackedBars(frame, ['coupling']).map(({ term }) => term)).toEqual([
      'weightKinetic',
      'neuronKinetic',
      'fluxSquared',
    ]);
  });

  it('marks coupling and flux² of layer 0 as boundary', () => {
    const coupling = stackedBars(frame, []).find(({ term }) => term === 'coupling');
    expect(coupling?.values).toEqual([-12, -20, -16]);
    expect(coupling?.sectors).toEqual(['boundary', 'bulk', 'bulk']);
  });
});

describe('stackExtent', () => {
  it('is the highest and the lowest end of all stacks', () => {
    expect(stackExtent(stackedBars(frame, []))).toEqual({ least: -20, most: 17 });
  });

  it('is empty without stacks, and finite whatever the values', () => {
    expect(stackExtent([])).toEqual({ least: 0, most: 0 });
    const overflowed = frameOf([layerTerms({ neuronKinetic: Infinity, coupling: NaN })]);
    expect(stackExtent(stackedBars(overflowed, []))).toEqual({ least: 0, most: 6 });
  });
});

describe('magnitudeMarkers', () => {
  const markers = magnitudeMarkers(frame, [], [true, true, false]);

  it('mark every term by its magnitude and keep its sign', () => {
    const coupling = markers.find(({ quantity, m }) => quantity === 'coupling' && m === 1);
    expect(coupling?.y).toBeCloseTo(Math.log10(20), 12);
    expect(coupling?.value).toBe(-20);
  });

  it('mark K_b of layers with a bias only, and the loss behind the last layer', () => {
    expect(markers.filter(({ quantity }) => quantity === 'biasKinetic').map(({ m }) => m)).toEqual([0, 1]);
    expect(markers.find(({ quantity }) => quantity === 'loss')).toMatchObject({ m: 3, value: -100 });
  });

  it('leave out zeros and what is not finite', () => {
    const some = magnitudeMarkers(
      frameOf([layerTerms({ weightKinetic: 0, neuronKinetic: Infinity })]),
      [],
      [true],
    );
    expect(some.map(({ quantity }) => quantity)).toEqual(['coupling', 'fluxSquared', 'biasKinetic', 'loss']);
  });

  it('stay within their layer', () => {
    for (const { x, m } of markers) expect(Math.abs(x - m)).toBeLessThan(0.5);
  });

  it('lie within the range, which is made of whole decades', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-20, max: 1e20, noNaN: true }), (neuronKinetic) => {
        const some = magnitudeMarkers(frameOf([layerTerms({ neuronKinetic })]), [], [true]);
        const { least, most } = magnitudeRange(some);
        expect(Number.isInteger(least) && Number.isInteger(most) && least < most).toBe(true);
        for (const { y } of some) expect(y >= least && y <= most).toBe(true);
      }),
    );
  });

  it('have a range even when there are none', () => {
    expect(magnitudeRange([])).toEqual({ least: -1, most: 0 });
  });
});

describe('summarizeLayers', () => {
  it('names the layer where each term is largest', () => {
    const text = summarizeLayers(frame, [layerView(0), layerView(1), layerView(2)]);
    expect(text).toContain('coupling is largest in layer 1 dense 2 with -2.000e1');
    expect(text).toContain('step 40');
  });
});
