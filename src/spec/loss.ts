import { LOSS_NAMES, LOSSES } from '../base/loss.js';
import { choice } from './choiceType.js';

/** Names that other programs have for the losses. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  mse: ['meanSquaredError', 'squaredError', 'l2', 'mseLoss'],
  crossEntropy: [
    'categoricalCrossentropy',
    'sparseCategoricalCrossentropy',
    'softmaxCrossEntropy',
    'crossEntropyLoss',
    'ce',
    'xent',
  ],
  klDivergence: ['kl', 'kld', 'kldiv', 'kullbackLeibler', 'kullbackLeiblerDivergence'],
  hinge: ['svm', 'margin', 'categoricalHinge'],
};

/** ℓ(Z, Y) of one sample. */
export const LOSS = choice(
  LOSS_NAMES.map((name) => ({ name, documentation: LOSSES[name].formula, synonyms: SYNONYMS[name] ?? [] })),
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
