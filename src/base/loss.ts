/** The per-sample losses ℓ(Z, Y) of the paper's Table I that a run may minimise. */
export const LOSS_NAMES = ['mse', 'crossEntropy'] as const;
export type LossName = (typeof LOSS_NAMES)[number];

export interface Loss {
  /**
   * ℓ(Z, Y) of one sample in float64.
   * @param outputs Z, the outputs of the head (after its activation, if it has one)
   * @param targets Y, as many numbers as outputs
   */
  readonly value: (outputs: ArrayLike<number>, targets: ArrayLike<number>) => number;
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
    formula: 'ℓ = Σᵢ (Zᵢ − Yᵢ)²',
  },
  crossEntropy: {
    value: (outputs, targets) => {
      const normaliser = logSumExp(outputs);
      let sum = 0;
      for (let i = 0; i < outputs.length; i++) {
        const target = targets[i]!;
        if (target !== 0) sum -= target * (outputs[i]! - normaliser);
      }
      return sum;
    },
    formula: 'ℓ = −Σᵢ Yᵢ ln softmax(Z)ᵢ',
  },
};
