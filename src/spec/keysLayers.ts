import { ACTIVATION_NAMES, ACTIVATIONS } from '../base/activation.js';
import { initializer, DEFAULT_INITIALIZER } from './initializer.js';
import { optional, required, withDefault, type AstOf, type ObjectKind } from './objectKind.js';
import { choice } from './choiceType.js';
import { boolean, integer, text } from './scalarTypes.js';
import { list, object, variants, type ListItem } from './structuredTypes.js';
import type { Located, ValueType } from './valueType.js';

/** Also the largest number of layers altogether. */
export const MAX_LAYERS = 1000;

const LAYER_TYPES = choice(
  [{ name: 'dense', documentation: 'Every unit sees every output of the layer before.' }],
  {
    planned: [
      'local',
      'conv1d',
      'conv2d',
      'residual',
      'layerNorm',
      'batchNorm',
      'dropout',
      'flatten',
      'maxPool1d',
      'maxPool2d',
      'avgPool1d',
      'avgPool2d',
      'globalAveragePool',
    ],
    hints: {
      repeat: 'Write "repeat: 3" and "layers: […]" without a type.',
      linear: 'A linear layer is "type: dense" without an activation.',
      softmax: 'Leave the layer out: crossEntropy applies softmax itself.',
    },
  },
);

export const DENSE = {
  name: 'dense',
  title: 'a dense layer',
  documentation: 'A fully connected layer with weights W, shape [inputs, units], and biases b.',
  keys: {
    type: required(LAYER_TYPES, {
      documentation: 'The kind of layer.',
      start: 'dense',
      synonyms: ['kind', 'layer'],
    }),
    name: optional(text(80), {
      documentation:
        'What the layer is called in charts and tables. Copies of a repeat get .1, .2, … appended.',
      without: 'type and number, e.g. dense3',
      synonyms: ['id', 'label'],
    }),
    units: required(integer(1, 1e6), {
      documentation:
        'Width of the layer, N₍ₘ₊₁₎. The last layer must have as many units as the data has outputs.',
      unit: 'neurons',
      equation: 'z⁽ᵐ⁺¹⁾ = W⁽ᵐ⁾h⁽ᵐ⁾ + b⁽ᵐ⁾ has this many components',
      start: '32',
      synonyms: ['neurons', 'width', 'size', 'outputs', 'features', 'hidden'],
    }),
    activation: withDefault(
      choice(
        ACTIVATION_NAMES.map((name) => ({ name, documentation: ACTIVATIONS[name].formula })),
        {
          hints: {
            softmax: 'crossEntropy applies softmax itself: leave the activation out.',
            none: 'Write linear, or leave the activation out.',
            identity: 'Write linear, or leave the activation out.',
            swish: 'Write silu: it is the same function.',
          },
        },
      ),
      'linear',
      {
        documentation:
          "σ, applied to this layer's z before the next layer sees it. On the last layer it is applied inside the loss.",
        equation: 'h⁽ᵐ⁺¹⁾ = σ(z⁽ᵐ⁺¹⁾)',
        synonyms: ['act', 'nonlinearity', 'sigma'],
      },
    ),
    bias: withDefault(boolean, true, {
      documentation:
        'Whether the layer has trainable biases; they start at 0. Without them z is not a degree of freedom of its own: the neuron sector sums to 0 by constraint.',
      equation: 'ḃ⁽ᵐ⁾ = ż⁽ᵐ⁺¹⁾ − f⁽ᵐ⁾',
      synonyms: ['useBias', 'biases'],
    }),
    init: withDefault(initializer, DEFAULT_INITIALIZER, {
      documentation: 'How the weights are drawn at first: a name, or a group {kind, gain}.',
      defaultText: DEFAULT_INITIALIZER.kind,
      synonyms: ['initializer', 'kernelInitializer', 'weights'],
    }),
  },
  plannedKeys: ['learningRateMultiplier', 'weightDecay', 'frozen', 'tieWith', 'padding'],
} as const satisfies ObjectKind;

export type DenseAst = AstOf<typeof DENSE>;

export interface RepeatAst {
  readonly kind: 'repeat';
  readonly range: DenseAst['range'];
  readonly values: {
    readonly repeat: Located<number> | undefined;
    readonly layers: Located<LayerListAst> | undefined;
  };
}

export type LayerAst = DenseAst | RepeatAst;
export type LayerListAst = readonly ListItem<LayerAst>[];

/** Layers from the input to the output, or within a repeat. */
export const LAYER_LIST: ValueType<LayerListAst> = list(() => LAYER, 'layers');

export const REPEAT = {
  name: 'repeat',
  title: 'a repeat',
  documentation: 'The same layers several times over, each copy with parameters of its own.',
  keys: {
    repeat: required(integer(1, MAX_LAYERS), {
      documentation: 'How many copies stand in a row.',
      unit: 'copies',
      synonyms: ['times', 'count'],
    }),
    layers: required(LAYER_LIST, {
      documentation: 'The layers that are repeated, in order. Repeats may be nested.',
      synonyms: ['layer', 'block'],
    }),
  },
  plannedKeys: ['name'],
} as const satisfies ObjectKind;

const LAYER: ValueType<LayerAst> = variants<LayerAst>(
  'a layer',
  'type',
  { dense: object(DENSE) },
  { repeat: object(REPEAT) },
);
