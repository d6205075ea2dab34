import { residualGap, type BiasRole } from './biasRole.js';
import type { LayerTerms } from './types.js';

/**
 * The terms of a link with its two self-tests: the identity, and the equality of its left side K_z + C + F over samples and
 * positions (THEORY §1.4). Numbers one by one and no spreads: for a small network this is a good part of an analysis.
 * @param sectorError of the left side from K_b, taken with the digits that its terms lose when they are rounded
 * @param sumError of the sum of the terms that are reported
 * @param spread largest less smallest left side of the samples and positions
 */
export function testedTerms(
  role: BiasRole,
  weightKinetic: number,
  neuronKinetic: number,
  coupling: number,
  fluxSquared: number,
  biasKinetic: number,
  sectorError: number,
  sumError: number,
  spread: number,
): LayerTerms {
  const largest = Math.max(neuronKinetic, Math.abs(coupling), fluxSquared, biasKinetic);
  const gap = residualGap(role, biasKinetic);
  return {
    weightKinetic,
    neuronKinetic,
    coupling,
    fluxSquared,
    biasKinetic,
    residual: gap === undefined ? sectorError / biasKinetic : undefined,
    residualGap: gap,
    residualOfLargestTerm: largest === 0 ? 0 : sumError / largest,
    sectorSpread: gap === undefined ? spread / biasKinetic : undefined,
  };
}
