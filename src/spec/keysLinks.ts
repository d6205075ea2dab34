import { linkKeys, name, type } from './layerKeys.js';
import { required, withDefault, type AstOf, type ObjectKind } from './objectKind.js';
import { integer } from './scalarTypes.js';
import { kernelKey, paddingKey, strideKey } from './windowKeys.js';

/** Most units, filters or groups of one layer; what fits into memory is checked apart. */
const MAX_UNITS = 1e6;

export const DENSE = {
  name: 'dense',
  title: 'a dense layer',
  documentation:
    'A fully connected layer with weights W, shape [inputs, units], and biases b. It takes a row of numbers: behind images or lines, flatten first.',
  keys: {
    type,
    name,
    units: required(integer(1, MAX_UNITS), {
      documentation:
        'Width of the layer, N₍ₘ₊₁₎. The last layer must have as many units as the data has outputs.',
      unit: 'neurons',
      equation: 'z⁽ᵐ⁺¹⁾ = W⁽ᵐ⁾h⁽ᵐ⁾ + b⁽ᵐ⁾ has this many components',
      start: '32',
      synonyms: ['neurons', 'width', 'size', 'outputs', 'features', 'hidden', 'outFeatures'],
    }),
    ...linkKeys,
  },
} as const satisfies ObjectKind;

export const LOCAL = {
  name: 'local',
  title: 'a local layer',
  documentation:
    "The paper's local network: neuron i sees two neighbours on a ring, i and i + 1 or, at every other depth, i − 1 and i, with a weight of its own for each. The width stays that of the layer before, so there are no units to choose.",
  keys: { type, name, ...linkKeys },
} as const satisfies ObjectKind;

const filters = required(integer(1, MAX_UNITS), {
  documentation: 'Number of channels that come out; each has a kernel and one bias of its own.',
  unit: 'channels',
  start: '8',
  synonyms: ['channels', 'units', 'outChannels', 'features'],
});

const groups = withDefault(integer(1, MAX_UNITS), 1, {
  documentation:
    'Into how many equal groups the channels fall: each filter sees the channels of its group. Must divide both numbers of channels.',
  unit: 'groups',
  synonyms: ['group'],
});

export const CONV1D = {
  name: 'conv1d',
  title: 'a conv1d layer',
  documentation:
    'A convolution along a line: values of shape [length, channels]; a row of N numbers counts as [N, 1]. Weights and biases are shared by all places.',
  keys: {
    type,
    name,
    filters,
    kernel: kernelKey(1),
    stride: strideKey(1),
    padding: paddingKey('same'),
    groups,
    ...linkKeys,
  },
} as const satisfies ObjectKind;

export const CONV2D = {
  name: 'conv2d',
  title: 'a conv2d layer',
  documentation:
    'A convolution over an image: values of shape [height, width, channels]. Weights and biases are shared by all places.',
  keys: {
    type,
    name,
    filters,
    kernel: kernelKey(2),
    stride: strideKey(2),
    padding: paddingKey('same'),
    groups,
    ...linkKeys,
  },
} as const satisfies ObjectKind;

export type DenseAst = AstOf<typeof DENSE>;
export type LocalAst = AstOf<typeof LOCAL>;
export type Conv1dAst = AstOf<typeof CONV1D>;
export type Conv2dAst = AstOf<typeof CONV2D>;

/** A layer with weights W: a link. */
export type LinkAst = DenseAst | LocalAst | Conv1dAst | Conv2dAst;
