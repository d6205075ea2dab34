import { residualGap, type BiasRole } from './biasRole.js';
import type { LayerTerms } from './types.js';

type TermValues = Pick<
  LayerTerms,
  'weightKinetic' | 'neuronKinetic' | 'coupling' | 'fluxSquared' | 'biasKinetic'
>;
type SelfTests = Omit<LayerTerms, keyof TermValues>;

/** How far a link is from the identity K_z + C + F = K_b. */
interface Deviations {
  /** Of the left side, taken with the digits that its terms lose when they are rounded. */
  readonly sector: number;
  /** Of the sum of the terms that are reported. */
  readonly sum: number;
  /** Largest less smallest left side of the samples and positions. */
  readonly spread: number;
}

/** The two self-tests of a link: the identity, and the equality of its left side over samples and positions (THEORY §1.4). */
export function selfTests(role: BiasRole, terms: TermValues, deviations: Deviations): SelfTests {
  const largest = Math.max(
    terms.neuronKinetic,
    Math.abs(terms.coupling),
    terms.fluxSquared,
    terms.biasKinetic,
  );
  const residualOfLargestTerm = largest === 0 ? 0 : deviations.sum / largest;
  const kinetic = terms.biasKinetic;
  const gap = residualGap(role, kinetic);
  if (gap !== undefined) {
    return { residual: undefined, residualGap: gap, residualOfLargestTerm, sectorSpread: undefined };
  }
  return {
    residual: deviations.sector / kinetic,
    residualGap: undefined,
    residualOfLargestTerm,
    sectorSpread: deviations.spread / kinetic,
  };
}
