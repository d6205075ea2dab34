import { activation, name, type } from './layerKeys.js';
import { required, type AstOf, type ObjectKind } from './objectKind.js';
import { number } from './scalarTypes.js';
import { paddingKey, poolSizeKey, poolStrideKey } from './windowKeys.js';

export const LAYER_NORM = {
  name: 'layerNorm',
  title: 'a layerNorm layer',
  documentation:
    "Normalises every sample over its neurons, then scales by g and shifts by β. Right behind a layer with weights and without an activation it is part of that layer's z, with β in the role of b; elsewhere it belongs to the input side of the next one. It couples all neurons of a layer.",
  keys: {
    type,
    name,
    activation: {
      ...activation,
      equation: 'z⁽ᵐ⁺¹⁾ = g ⊙ LN(W⁽ᵐ⁾h⁽ᵐ⁾) + β; h⁽ᵐ⁺¹⁾ = σ(z⁽ᵐ⁺¹⁾)',
    },
  },
} as const satisfies ObjectKind;

export const BATCH_NORM = {
  name: 'batchNorm',
  title: 'a batchNorm layer',
  documentation:
    "Normalises every neuron over the samples of the batch, then scales by g and shifts by β. Right behind a layer with weights and without an activation it is part of that layer's z, with β in the role of b; elsewhere it belongs to the input side of the next one. It couples the samples: the bulk is no longer a sum over them.",
  keys: {
    type,
    name,
    activation: {
      ...activation,
      equation: 'z⁽ᵐ⁺¹⁾ = g ⊙ BN(W⁽ᵐ⁾h⁽ᵐ⁾) + β; h⁽ᵐ⁺¹⁾ = σ(z⁽ᵐ⁺¹⁾)',
    },
  },
} as const satisfies ObjectKind;

/** A rate of 1 would leave nothing. */
const MAX_DROPOUT = 0.99;

export const DROPOUT = {
  name: 'dropout',
  title: 'a dropout layer',
  documentation:
    'Sets a random share of the values to 0 at every training step and scales the rest up, so that the mean stays. The bulk becomes stochastic; the analysis takes its samples without dropout.',
  keys: {
    type,
    name,
    rate: required(number(0, MAX_DROPOUT), {
      documentation: 'p, the share of values that are set to 0.',
      equation: 'Var z_i = p/(1 − p) Σⱼ W_ij² h_j²',
      start: '0.1',
      synonyms: ['p', 'probability', 'prob', 'dropout'],
    }),
  },
} as const satisfies ObjectKind;

export const FLATTEN = {
  name: 'flatten',
  title: 'a flatten layer',
  documentation: 'Makes a row of H·W·C numbers of an image, or of N·C of a line, channels innermost.',
  keys: { type, name },
} as const satisfies ObjectKind;

const POOL_1D_KEYS = {
  type,
  name,
  size: poolSizeKey(1),
  stride: poolStrideKey(1),
  padding: paddingKey('valid'),
};
const POOL_2D_KEYS = {
  type,
  name,
  size: poolSizeKey(2),
  stride: poolStrideKey(2),
  padding: paddingKey('valid'),
};

export const MAX_POOL_1D = {
  name: 'maxPool1d',
  title: 'a maxPool1d layer',
  documentation: 'The largest value of every window along a line, for each channel.',
  keys: POOL_1D_KEYS,
} as const satisfies ObjectKind;

export const MAX_POOL_2D = {
  name: 'maxPool2d',
  title: 'a maxPool2d layer',
  documentation: 'The largest value of every window of an image, for each channel.',
  keys: POOL_2D_KEYS,
} as const satisfies ObjectKind;

export const AVG_POOL_1D = {
  name: 'avgPool1d',
  title: 'an avgPool1d layer',
  documentation: 'The mean of every window along a line, for each channel.',
  keys: POOL_1D_KEYS,
} as const satisfies ObjectKind;

export const AVG_POOL_2D = {
  name: 'avgPool2d',
  title: 'an avgPool2d layer',
  documentation: 'The mean of every window of an image, for each channel.',
  keys: POOL_2D_KEYS,
} as const satisfies ObjectKind;

export const GLOBAL_AVERAGE_POOL = {
  name: 'globalAveragePool',
  title: 'a globalAveragePool layer',
  documentation: 'The mean of every channel over all places: a row of as many numbers as there are channels.',
  keys: { type, name },
} as const satisfies ObjectKind;

export type NormAst = AstOf<typeof LAYER_NORM> | AstOf<typeof BATCH_NORM>;
export type Pool1dAst = AstOf<typeof MAX_POOL_1D> | AstOf<typeof AVG_POOL_1D>;
export type Pool2dAst = AstOf<typeof MAX_POOL_2D> | AstOf<typeof AVG_POOL_2D>;

/** A layer without weights W: it belongs to a link beside it. */
export type OperationAst =
  | NormAst
  | AstOf<typeof DROPOUT>
  | AstOf<typeof FLATTEN>
  | Pool1dAst
  | Pool2dAst
  | AstOf<typeof GLOBAL_AVERAGE_POOL>;
