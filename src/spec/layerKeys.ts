import { ACTIVATION_NAMES, ACTIVATIONS } from '../base/activation.js';
import { choice } from './choiceType.js';
import { DEFAULT_INITIALIZER, initializer } from './initializer.js';
import { LAYER_TYPES } from './layerTypes.js';
import { optional, required, withDefault } from './objectKind.js';
import { boolean, number, text } from './scalarTypes.js';

/** Length of a layer's name. */
const MAX_NAME_LENGTH = 80;

/** Largest weight decay, and largest learning-rate multiplier: more is a slip of the keyboard. */
const MAX_FACTOR = 1e6;

export const type = required(LAYER_TYPES, {
  documentation: 'The kind of layer.',
  start: 'dense',
  synonyms: ['kind', 'layer', 'className'],
});

export const name = optional(text(MAX_NAME_LENGTH), {
  documentation:
    'What the layer is called in charts, tables, `skipFrom` and `tieWith`. Copies of a repeat get .1, .2, … appended.',
  without: 'type and number, e.g. dense3',
  synonyms: ['id', 'label'],
});

export const activation = withDefault(
  choice(
    ACTIVATION_NAMES.map((name) => ({ name, documentation: ACTIVATIONS[name].formula })),
    {
      hints: {
        softmax: 'crossEntropy applies softmax itself: leave the activation out.',
        none: 'Write linear, or leave the activation out.',
        identity: 'Write linear, or leave the activation out.',
        swish: 'Write silu: it is the same function.',
        relu6: 'Write relu: it is the same below 6.',
        selu: 'Write elu: selu is a scaled elu.',
        mish: 'Write silu: it is the nearest one.',
        hardSigmoid: 'Write sigmoid: it is the smooth one.',
        softsign: 'Write tanh: it is the nearest one.',
        prelu: 'Write leakyRelu: its slope below 0 is fixed.',
      },
    },
  ),
  'linear',
  {
    documentation:
      "σ, applied to this layer's z before the next layer sees it: it belongs to the input side of the next link. On the last layer it is applied inside the loss.",
    equation: 'h⁽ᵐ⁺¹⁾ = σ(z⁽ᵐ⁺¹⁾)',
    synonyms: ['act', 'nonlinearity', 'sigma'],
  },
);

const layerReference = text(MAX_NAME_LENGTH, 'layer');

const skipValueType = choice([
  { name: 'preactivation', documentation: 'z, before its activation: the residual form of the theory.' },
  { name: 'activation', documentation: 'h = σ(z), as many published networks do.' },
]);

/** Which side of the activation a skip takes its value from. */
export const skipValue = withDefault(skipValueType, 'preactivation', {
  documentation: 'Which value is added: z before its activation, or h = σ(z) behind it.',
  equation: 'z⁽ᵐ⁺¹⁾ = z⁽ˢ⁾ + W⁽ᵐ⁾h⁽ᵐ⁾ + b⁽ᵐ⁾, or with h⁽ˢ⁾',
  synonyms: ['skipMode', 'skipKind'],
});

/** The keys of every layer with weights W, a link of the Lagrangian. */
export const linkKeys = {
  activation,
  bias: withDefault(boolean, true, {
    documentation:
      'Whether the layer has trainable biases; they start at 0. Without them z is not a degree of freedom of its own: the neuron sector sums to 0 by constraint.',
    equation: 'ḃ⁽ᵐ⁾ = ż⁽ᵐ⁺¹⁾ − f⁽ᵐ⁾',
    synonyms: ['useBias', 'biases'],
  }),
  init: withDefault(initializer, DEFAULT_INITIALIZER, {
    documentation:
      'How the weights are drawn at first: a name, or a group such as {kind: he, gain: 2}. All links of a symmetric block need the same one.',
    equation: 'q⁽ᵐ⁺¹⁾ = σ_w² E σ(√q⁽ᵐ⁾ ξ)², σ_w² = N_in Var W',
    defaultText: DEFAULT_INITIALIZER.kind,
    synonyms: ['initializer', 'kernelInitializer', 'weights', 'weightInit'],
  }),
  learningRateMultiplier: withDefault(number(1e-6, MAX_FACTOR), 1, {
    documentation:
      'r: the parameters of this layer move with the learning rate r η. It is an inverse mass: equal links need equal ones.',
    equation: 'θ ← θ − r η g; K_W and K_b scale as r²',
    synonyms: ['lrMultiplier', 'lrMult', 'lrScale', 'learningRateScale', 'lr', 'learningRate'],
  }),
  weightDecay: optional(number(0, MAX_FACTOR), {
    documentation: 'λ of this layer: the potential that pulls its weights to 0. Biases do not decay.',
    equation: 'L ← L − ½ λ ‖W⁽ᵐ⁾‖²',
    without: 'that of training',
    synonyms: ['decay', 'l2', 'regularization', 'kernelRegularizer'],
  }),
  frozen: withDefault(boolean, false, {
    documentation:
      'Whether the weights and biases keep their first values. As without a bias, z is then no degree of freedom of its own.',
    equation: 'Ẇ⁽ᵐ⁾ = 0, ḃ⁽ᵐ⁾ = 0, so ż⁽ᵐ⁺¹⁾ = f⁽ᵐ⁾',
    synonyms: ['freeze', 'fixed', 'static', 'nonTrainable'],
  }),
  tieWith: optional(layerReference, {
    documentation:
      'Name of an earlier layer, of the same shape, whose weights and biases this one shares. Their sectors are the mean over the tied links.',
    equation: 'W⁽ᵐ⁾ = W⁽ⁿ⁾, b⁽ᵐ⁾ = b⁽ⁿ⁾',
    without: 'parameters of its own',
    synonyms: ['tiedTo', 'tie', 'share', 'shareWith', 'sharedWith', 'weightsFrom'],
  }),
  skipFrom: optional(layerReference, {
    documentation:
      "Name of an earlier layer whose z is added to this layer's z; the shapes must agree. A skip over s links couples m+1 with m+1−s: the interaction has range s.",
    equation: 'z⁽ᵐ⁺¹⁾ = z⁽ˢ⁾ + W⁽ᵐ⁾h⁽ᵐ⁾ + b⁽ᵐ⁾',
    without: 'no skip',
    synonyms: ['skip', 'shortcut', 'addFrom', 'residualFrom', 'skipConnection'],
  }),
  skipValue: { ...skipValue, needs: 'skipFrom' },
};
