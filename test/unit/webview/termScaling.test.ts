import { describe, expect, it } from 'vitest';
import { scaledFrame } from '../../../webview/model/termScaling.js';
import { atRest, frameOf, layerTerms, layerView } from './views.js';

const freedom = { weights: 4, neurons: 2, biases: 2, inputs: 2 };
const layers = [layerView(0, { freedom }), layerView(1, { freedom: undefined })];
const frame = frameOf([layerTerms(), layerTerms()]);

describe('scaledFrame', () => {
  it('leaves terms per layer as they are', () => {
    expect(scaledFrame(frame, layers, 'layer')).toBe(frame);
  });

  it('divides terms by what they are sums over, where that is known', () => {
    const [first, second] = scaledFrame(frame, layers, 'freedom').layers;
    expect(first).toMatchObject({ weightKinetic: 0.25, neuronKinetic: 4, coupling: -6, fluxSquared: 2.5 });
    expect(first?.biasKinetic).toBe(0.5);
    expect(second?.coupling).toBeNaN();
  });

  it('shows what cancels as shares, whose sum is what is left', () => {
    const [first] = scaledFrame(frame, layers, 'cancellation').layers;
    expect(first).toMatchObject({
      neuronKinetic: 0.32,
      coupling: -0.48,
      fluxSquared: 0.2,
      biasKinetic: 0.04,
    });
    const { neuronKinetic, coupling, fluxSquared, biasKinetic } = first!;
    expect(neuronKinetic + coupling + fluxSquared).toBeCloseTo(biasKinetic, 15);
    expect(first?.weightKinetic).toBeNaN();
  });

  it('has no shares of a layer at rest', () => {
    const still = frameOf([{ ...atRest(), neuronKinetic: 0, coupling: 0, fluxSquared: 0 }]);
    expect(scaledFrame(still, layers, 'cancellation').layers[0]?.coupling).toBeNaN();
  });
});
