import { ACTIVATIONS, type ActivationName } from '../base/activation.js';
import type { TapGeometry } from './tapExpansion.js';
import { trigonometricValue, type TrigonometricField } from './trigonometricField.js';

/** Smooth fields on the torus [0, 2π)² that a lattice of any spacing can sample, with their rates of change. */
export interface SmoothFields {
  readonly activation: ActivationName;
  /** One weight field or one per tap: ŵ and its rate. */
  readonly weights: readonly { readonly value: TrigonometricField; readonly rate: TrigonometricField }[];
  /** ẑ and its rate. */
  readonly states: { readonly value: TrigonometricField; readonly rate: TrigonometricField };
}

/** The terms of a lattice sum or of an integrated order; all in parameter² per step². */
export interface LagrangianTerms {
  readonly weightKinetic: number;
  readonly neuronKinetic: number;
  readonly coupling: number;
  readonly fluxSquared: number;
}

/** K_W + K_z + C + F */
export const sumTerms = (terms: LagrangianTerms): number =>
  terms.weightKinetic + terms.neuronKinetic + terms.coupling + terms.fluxSquared;

/**
 * The terms of the neuron at (x, y): Σ_k ½ẇ_k², ½ż², −żf and ½f² with f = Σ_k ∂_t(w_k σ_k), each factor taken at its own place (THEORY
 * §4.1). No expansion: this is what the expansions approximate.
 */
export function neuronTerms(
  fields: SmoothFields,
  geometry: TapGeometry,
  x: number,
  y: number,
): LagrangianTerms {
  const { value: activate, derivative } = ACTIVATIONS[fields.activation];
  const { taps, spacing, neuron = { x: 0, y: 0 } } = geometry;
  let weightKinetic = 0;
  let flux = 0;
  for (const { weight, neuron: seen, field } of taps) {
    const { value, rate } = fields.weights[field]!;
    const [weightX, weightY] = [x + weight.x * spacing.x, y + weight.y * spacing.y];
    const [seenX, seenY] = [x + seen.x * spacing.x, y + seen.y * spacing.y];
    const w = trigonometricValue(value, weightX, weightY);
    const wRate = trigonometricValue(rate, weightX, weightY);
    const z = trigonometricValue(fields.states.value, seenX, seenY);
    const zRate = trigonometricValue(fields.states.rate, seenX, seenY);
    weightKinetic += 0.5 * wRate * wRate;
    flux += wRate * activate(z) + w * derivative(z) * zRate;
  }
  const velocity = trigonometricValue(fields.states.rate, x + neuron.x * spacing.x, y + neuron.y * spacing.y);
  return {
    weightKinetic,
    neuronKinetic: 0.5 * velocity * velocity,
    coupling: -velocity * flux,
    fluxSquared: 0.5 * flux * flux,
  };
}
