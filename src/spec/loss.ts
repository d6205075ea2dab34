import { LOSS_NAMES, LOSSES } from '../base/loss.js';
import { choice } from './choiceType.js';

/** Losses of the format beyond those that the engine computes, with the paper's normalisation: sums, no mean. */
const OTHER_LOSSES = [
  {
    name: 'klDivergence',
    documentation:
      'ℓ = Σᵢ Yᵢ ln(Yᵢ/softmax(Z)ᵢ): crossEntropy less the entropy of Y, with the same gradient.',
    synonyms: ['kl', 'kld', 'kldiv', 'kullbackLeibler', 'kullbackLeiblerDivergence'],
  },
  {
    name: 'hinge',
    documentation:
      'ℓ = Σᵢ max(0, 1 − Yᵢ Zᵢ), Yᵢ = ±1; of classes, the own one counts as 1 and the others as −1.',
    synonyms: ['svm', 'margin', 'categoricalHinge'],
  },
] as const;

/** Names that other programs have for the losses that the engine computes. */
const SYNONYMS = {
  mse: ['meanSquaredError', 'squaredError', 'l2', 'mseLoss'],
  crossEntropy: [
    'categoricalCrossentropy',
    'sparseCategoricalCrossentropy',
    'softmaxCrossEntropy',
    'crossEntropyLoss',
    'ce',
    'xent',
  ],
};

/** ℓ(Z, Y) of one sample. */
export const LOSS = choice(
  [
    ...LOSS_NAMES.map((name) => ({ name, documentation: LOSSES[name].formula, synonyms: SYNONYMS[name] })),
    ...OTHER_LOSSES,
  ],
  {
    hints: {
      softmax: 'Write crossEntropy: it applies softmax itself.',
      binaryCrossentropy: 'Write crossEntropy, with one output for each of the two classes.',
      mae: 'Write mse: the losses are those of the paper.',
      meanAbsoluteError: 'Write mse: the losses are those of the paper.',
      nll: 'Write crossEntropy: it applies softmax and logarithm itself.',
    },
  },
);
