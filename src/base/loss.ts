import { hingeGradient, hingeValue } from './hinge.js';

/** The per-sample losses ℓ(Z, Y) of the paper's Table I that a run may minimise. */
export const LOSS_NAMES = ['mse', 'crossEntropy', 'klDivergence', 'hinge'] as const;
export type LossName = (typeof LOSS_NAMES)[number];

export interface Loss {
  /**
   * ℓ(Z, Y) of one sample in float64.
   * @param outputs Z, the outputs of the head (after its activation, if it has one)
   * @param targets Y, as many numbers as outputs
   */
  readonly value: (outputs: ArrayLike<number>, targets: ArrayLike<number>) => number;
  /** ∂ℓ/∂Z of one sample in float64, as many numbers as outputs. */
  readonly gradient: (outputs: ArrayLike<number>, targets: ArrayLike<number>) => Float64Array;
  readonly formula: string;
}

/** ln Σᵢ exp Zᵢ without overflow. */
function logSumExp(values: ArrayLike<number>): number {
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) max = Math.max(max, values[i]!);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i]! - max);
  return max + Math.log(sum);
}

/** −Σᵢ Yᵢ ln softmax(Z)ᵢ, with 0 · ln 0 = 0. */
function crossEntropy(outputs: ArrayLike<number>, targets: ArrayLike<number>): number {
  const normaliser = logSumExp(outputs);
  let sum = 0;
  for (let i = 0; i < outputs.length; i++) {
    const target = targets[i]!;
    if (target !== 0) sum -= target * (outputs[i]! - normaliser);
  }
  return sum;
}

/** q ΣY − Y, q = softmax(Z): targets need not sum to one. */
function softmaxGradient(outputs: ArrayLike<number>, targets: ArrayLike<number>): Float64Array {
  const normaliser = logSumExp(outputs);
  let total = 0;
  for (let i = 0; i < targets.length; i++) total += targets[i]!;
  return Float64Array.from(outputs, (output, i) => total * Math.exp(output - normaliser) - targets[i]!);
}

/** Σᵢ Yᵢ ln Yᵢ with 0 · ln 0 = 0: minus the entropy of probabilities Y. */
export function negativeEntropy(targets: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < targets.length; i++) if (targets[i] !== 0) sum += targets[i]! * Math.log(targets[i]!);
  return sum;
}

/** Losses with the paper's normalisation: sums over outputs, no ½, no mean (THEORY §0). */
export const LOSSES: Readonly<Record<LossName, Loss>> = {
  mse: {
    value: (outputs, targets) => {
      let sum = 0;
      for (let i = 0; i < outputs.length; i++) {
        const error = outputs[i]! - targets[i]!;
        sum += error * error;
      }
      return sum;
    },
    gradient: (outputs, targets) => Float64Array.from(outputs, (output, i) => 2 * (output - targets[i]!)),
    formula: 'ℓ = Σᵢ (Zᵢ − Yᵢ)²',
  },
  crossEntropy: {
    value: crossEntropy,
    gradient: softmaxGradient,
    formula: 'ℓ = −Σᵢ Yᵢ ln softmax(Z)ᵢ',
  },
  klDivergence: {
    value: (outputs, targets) => crossEntropy(outputs, targets) + negativeEntropy(targets),
    gradient: softmaxGradient,
    formula: 'ℓ = Σᵢ Yᵢ ln(Yᵢ / softmax(Z)ᵢ)',
  },
  hinge: {
    value: hingeValue,
    gradient: hingeGradient,
    formula: 'ℓ = max(0, 1 − YZ) with Y = ±1; of classes, Σ_{j≠y} max(0, 1 + Z_j − Z_y)',
  },
};
