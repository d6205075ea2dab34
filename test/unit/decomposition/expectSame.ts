import { expect } from 'vitest';
import type { Decomposition } from '../../../src/decomposition/types.js';

/** Every number agrees to 10⁻¹² of the largest term; the self-tests pass where those of the plain version do. */
export function expectSame(actual: Decomposition, expected: Decomposition): void {
  const largest = Math.max(
    Math.abs(expected.loss),
    ...expected.layers.flatMap((layer) => [
      layer.weightKinetic,
      layer.neuronKinetic,
      Math.abs(layer.coupling),
      layer.fluxSquared,
    ]),
  );
  const differences: number[] = [];
  const compare = (a: number, b: number): void => {
    differences.push(Math.abs(a - b) / largest);
  };
  for (const key of ['loss', 'bulk', 'boundary', 'lagrangian'] as const) compare(actual[key], expected[key]);
  actual.layers.forEach((layer, m) => {
    const other = expected.layers[m]!;
    compare(layer.neuronKinetic, other.neuronKinetic);
    compare(layer.coupling, other.coupling);
    compare(layer.fluxSquared, other.fluxSquared);
    expect(Math.abs(layer.weightKinetic - other.weightKinetic)).toBeLessThanOrEqual(
      1e-13 * other.weightKinetic,
    );
    expect(Math.abs(layer.biasKinetic - other.biasKinetic)).toBeLessThanOrEqual(1e-14 * other.biasKinetic);
    expect(layer.residualGap).toBe(other.residualGap);
    expect(layer.residual === undefined).toBe(other.residual === undefined);
    expect(layer.residual ?? 0).toBeLessThanOrEqual(1e-12);
    expect(layer.sectorSpread ?? 0).toBeLessThanOrEqual(1e-12);
    expect(layer.residualOfLargestTerm).toBeLessThanOrEqual(1e-13);
  });
  expect(Math.max(...differences)).toBeLessThanOrEqual(1e-12);
  expect(actual.residual === undefined).toBe(expected.residual === undefined);
}
