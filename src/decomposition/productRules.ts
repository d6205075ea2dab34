import { ACTIVATIONS, type ActivationName } from '../base/activation.js';
import type { FloatArray } from './types.js';

/**
 * Ways to write the flux f = Δ(Wσ(z)) of one sample through one link as a product rule (THEORY §2.1). The analysis
 * itself uses the exact difference; the others say how wrong a continuous-time reading of it would be.
 */
export const PRODUCT_RULES = ['exact', 'continuousTime', 'midpoint', 'discreteLeibniz'] as const;
export type ProductRule = (typeof PRODUCT_RULES)[number];

/** One end of a step at one link: W inputs × outputs row-major, z the pre-activations of its inputs. */
export interface LinkState {
  readonly weights: FloatArray;
  readonly neurons: FloatArray;
}

/** Below this |Δz| the divided difference of σ loses more digits than σ′ at the midpoint is off. */
const SMALL_DIFFERENCE = 1e-5;

/** σ[z′, z] = (σ(z′) − σ(z)) / (z′ − z), the divided difference; → σ′ as z′ → z. */
function dividedDifference(activation: ActivationName, from: number, to: number): number {
  const { value, derivative } = ACTIVATIONS[activation];
  const difference = to - from;
  if (Math.abs(difference) < SMALL_DIFFERENCE) return derivative(0.5 * (from + to));
  return (value(to) - value(from)) / difference;
}

/** What a rule puts for one input neuron: f gains (W′ − W)·hidden + W*·change, W* the earlier or the mean weight. */
interface RuleFactors {
  readonly hidden: number;
  readonly change: number;
}

/** Rules that weigh the change of h with W̄ rather than with W. */
const USES_MEAN_WEIGHT: Readonly<Record<ProductRule, boolean>> = {
  exact: false,
  continuousTime: false,
  midpoint: true,
  discreteLeibniz: true,
};

function ruleFactors(rule: ProductRule, activation: ActivationName, from: number, to: number): RuleFactors {
  const { value, derivative } = ACTIVATIONS[activation];
  const velocity = to - from;
  switch (rule) {
    case 'exact':
      return { hidden: value(to), change: value(to) - value(from) };
    case 'continuousTime':
      return { hidden: value(from), change: derivative(from) * velocity };
    case 'midpoint':
      return {
        hidden: 0.5 * (value(from) + value(to)),
        change: derivative(0.5 * (from + to)) * velocity,
      };
    case 'discreteLeibniz':
      return {
        hidden: 0.5 * (value(from) + value(to)),
        change: dividedDifference(activation, from, to) * velocity,
      };
  }
}

/**
 * The flux of one sample by the given rule, as many numbers as the link has outputs.
 * - `exact`: W′h′ − Wh = ΔW h′ + W Δh
 * - `continuousTime`: Ẇh + W(σ′(z)⊙ż), off by O(η), by O(1) in streaming mode
 * - `midpoint`: ΔW h̄ + W̄(σ′(z̄)⊙Δz), off by O(η²)
 * - `discreteLeibniz`: ΔW h̄ + W̄(σ[z′,z]⊙Δz), exact
 */
export function fluxByRule(
  rule: ProductRule,
  activation: ActivationName,
  before: LinkState,
  after: LinkState,
): Float64Array {
  const inputs = before.neurons.length;
  const outputs = before.weights.length / inputs;
  const earlierShare = USES_MEAN_WEIGHT[rule] ? 0.5 : 1;
  const flux = new Float64Array(outputs);
  for (let i = 0; i < inputs; i++) {
    const { hidden, change } = ruleFactors(rule, activation, before.neurons[i]!, after.neurons[i]!);
    for (let j = 0; j < outputs; j++) {
      const earlier = before.weights[i * outputs + j]!;
      const later = after.weights[i * outputs + j]!;
      const weight = earlierShare * earlier + (1 - earlierShare) * later;
      flux[j]! += (later - earlier) * hidden + weight * change;
    }
  }
  return flux;
}
