import { booleanOf, itemsOf, member, numberOf, textOf, type JsonNode } from './jsonNode.js';
import { countOf, knownShape, shapeOf, sizesOf } from './kerasLayer.js';

export type Shape = readonly number[];

/** What a layer makes of its inputs; undefined where this reader cannot tell. */
export interface LayerFacts {
  /** Without the axis of samples. */
  readonly outputShape: Shape | undefined;
  /** Numbers that train, unless frozen. */
  readonly parameterCount: number | undefined;
}

type Infer = (config: JsonNode | undefined, input: Shape, inputs: readonly Shape[]) => LayerFacts;

const product = (sizes: Shape): number => sizes.reduce((all, size) => all * size, 1);
const none = (outputShape: Shape | undefined): LayerFacts => ({ outputShape, parameterCount: 0 });
const UNKNOWN: LayerFacts = { outputShape: undefined, parameterCount: undefined };

const count = (config: JsonNode | undefined, key: string): number | undefined =>
  countOf(member(config, key))?.value;
const isOn = (config: JsonNode | undefined, key: string, otherwise = true): boolean =>
  booleanOf(member(config, key)) ?? otherwise;
const bias = (config: JsonNode | undefined, outputs: number): number =>
  isOn(config, 'use_bias') ? outputs : 0;

/** Places of a window along an axis; undefined when it does not fit. */
export function slide(size: number, window: number, stride: number, padding: string): number | undefined {
  const places = padding === 'valid' ? Math.floor((size - window) / stride) + 1 : Math.ceil(size / stride);
  return places >= 1 ? places : undefined;
}

/** The axes of a shape that a window slides along, shrunk by it; the channels stay. */
function slideAll(
  config: JsonNode | undefined,
  input: Shape,
  key: string,
  strideKey: string,
): Shape | undefined {
  const axes = input.length - 1;
  const window = sizesOf(member(config, key), axes)?.value;
  if (window === undefined) return undefined;
  const dilation = sizesOf(member(config, 'dilation_rate'), axes)?.value;
  const stride =
    sizesOf(member(config, strideKey), axes)?.value ?? (key === 'pool_size' ? window : undefined);
  const padding = textOf(member(config, 'padding')) ?? 'valid';
  const sizes = window.map((taps, i) =>
    slide(input[i]!, (taps - 1) * (dilation?.[i] ?? 1) + 1, stride?.[i] ?? 1, padding),
  );
  return knownShape([...sizes, input[axes]!]);
}

const convolution =
  (
    countParameters: (taps: number, channels: number, config: JsonNode | undefined) => number | undefined,
  ): Infer =>
  (config, input) => {
    const axes = input.length - 1;
    const kernel = sizesOf(member(config, 'kernel_size'), axes)?.value;
    const places = slideAll(config, input, 'kernel_size', 'strides');
    const channels = input[axes];
    if (kernel === undefined || channels === undefined) return UNKNOWN;
    const filters = count(config, 'filters') ?? channels * (count(config, 'depth_multiplier') ?? 1);
    return {
      outputShape: places === undefined ? undefined : [...places.slice(0, -1), filters],
      parameterCount: countParameters(product(kernel), channels, config),
    };
  };

const regular = convolution((taps, channels, config) => {
  const filters = count(config, 'filters');
  const groups = count(config, 'groups') ?? 1;
  return filters === undefined ? undefined : (taps * channels * filters) / groups + bias(config, filters);
});
const depthwise = convolution((taps, channels, config) => {
  const outputs = channels * (count(config, 'depth_multiplier') ?? 1);
  return taps * outputs + bias(config, outputs);
});
const separable = convolution((taps, channels, config) => {
  const filters = count(config, 'filters');
  const between = channels * (count(config, 'depth_multiplier') ?? 1);
  return filters === undefined ? undefined : taps * between + between * filters + bias(config, filters);
});

const pool: Infer = (config, input) => none(slideAll(config, input, 'pool_size', 'strides'));

const overPlaces: Infer = (config, input) => {
  const channels = input.at(-1) ?? 1;
  return none(isOn(config, 'keepdims', false) ? [...input.slice(0, -1).fill(1), channels] : [channels]);
};

const same: Infer = (_, input) => none(input);

const norm: Infer = (config, input) => ({
  outputShape: input,
  parameterCount: (input.at(-1) ?? 1) * (Number(isOn(config, 'scale')) + Number(isOn(config, 'center'))),
});

/** @param gates how many matrices of each kind it has, and biases a unit */
const recurrence =
  (gates: number, biasesOf: (config: JsonNode | undefined) => number): Infer =>
  (config, input) => {
    const units = count(config, 'units');
    const features = input.at(-1);
    if (units === undefined || features === undefined) return UNKNOWN;
    return {
      outputShape: isOn(config, 'return_sequences', false) ? [...input.slice(0, -1), units] : [units],
      parameterCount: gates * units * (features + units) + bias(config, units) * biasesOf(config),
    };
  };

/** Queries, keys and values of all heads, and back; the output has the shape of the query. */
const attention: Infer = (config, query) => {
  const [heads, keys] = [count(config, 'num_heads'), count(config, 'key_dim')];
  const width = query.at(-1);
  if (heads === undefined || keys === undefined || width === undefined) return UNKNOWN;
  const values = count(config, 'value_dim') ?? keys;
  const weights = heads * width * (2 * keys + 2 * values);
  const biases = isOn(config, 'use_bias') ? heads * (2 * keys + values) + width : 0;
  return { outputShape: query, parameterCount: weights + biases };
};

const padded: Infer = (config, input) => {
  const margins = readMargins(member(config, 'padding'), input.length - 1);
  return none(margins && [...margins.map(([before, after], i) => input[i]! + before + after), input.at(-1)!]);
};

/** Zeros before and after each axis: a number for all, one an axis, or a pair an axis. */
export function readMargins(
  node: JsonNode | undefined,
  axes: number,
): readonly (readonly [number, number])[] | undefined {
  const whole = (at: JsonNode | undefined): number | undefined => {
    const value = numberOf(at);
    return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  };
  const alone = whole(node);
  if (alone !== undefined) return Array.from({ length: axes }, () => [alone, alone] as const);
  const items = itemsOf(node);
  const isPair = axes === 1 && items.length === 2 && items.every(({ type }) => type === 'number');
  const pairs = (isPair && node !== undefined ? [node] : items).flatMap((item) => {
    const [before, after] = item.type === 'number' ? [item, item] : itemsOf(item);
    const [first, second] = [whole(before), whole(after)];
    return first === undefined || second === undefined ? [] : [[first, second] as const];
  });
  return pairs.length === axes ? pairs : undefined;
}

const reshape: Infer = (config, input) => {
  const sizes = itemsOf(member(config, 'target_shape')).map(numberOf);
  const known = sizes
    .filter((size) => size !== undefined && size > 0)
    .reduce<number>((all, s) => all * (s ?? 1), 1);
  return none(knownShape(sizes.map((size) => (size === -1 ? product(input) / known : size))));
};

const concatenate: Infer = (config, input, inputs) => {
  const axis = numberOf(member(config, 'axis')) ?? -1;
  const at = axis < 0 ? input.length + axis : axis - 1;
  const alike = inputs.every((shape) => shape.length === input.length);
  const sum = inputs.reduce((all, shape) => all + (shape[at] ?? 0), 0);
  return none(alike && at in input ? input.map((size, i) => (i === at ? sum : size)) : undefined);
};

const INFERENCE: Readonly<Record<string, Infer>> = {
  Dense: (config, input) => {
    const units = count(config, 'units');
    const features = input.at(-1);
    return units === undefined || features === undefined
      ? UNKNOWN
      : {
          outputShape: [...input.slice(0, -1), units],
          parameterCount: units * features + bias(config, units),
        };
  },
  Conv1D: regular,
  Conv2D: regular,
  Convolution1D: regular,
  Convolution2D: regular,
  DepthwiseConv1D: depthwise,
  DepthwiseConv2D: depthwise,
  SeparableConv1D: separable,
  SeparableConv2D: separable,
  MaxPooling1D: pool,
  MaxPooling2D: pool,
  AveragePooling1D: pool,
  AveragePooling2D: pool,
  GlobalAveragePooling1D: overPlaces,
  GlobalAveragePooling2D: overPlaces,
  GlobalMaxPooling1D: overPlaces,
  GlobalMaxPooling2D: overPlaces,
  ZeroPadding1D: padded,
  ZeroPadding2D: padded,
  BatchNormalization: norm,
  LayerNormalization: norm,
  GroupNormalization: norm,
  Embedding: (config, input) => {
    const [words, width] = [count(config, 'input_dim'), count(config, 'output_dim')];
    return words === undefined || width === undefined
      ? UNKNOWN
      : { outputShape: [...input, width], parameterCount: words * width };
  },
  LSTM: recurrence(4, () => 4),
  GRU: recurrence(3, (config) => (isOn(config, 'reset_after') ? 6 : 3)),
  SimpleRNN: recurrence(1, () => 1),
  MultiHeadAttention: attention,
  Flatten: (_, input) => none([product(input)]),
  Reshape: reshape,
  Concatenate: concatenate,
  RepeatVector: (config, input) => none(knownShape([count(config, 'n'), ...input])),
  Permute: (config, input) =>
    none(knownShape(itemsOf(member(config, 'dims')).map((axis) => input[(numberOf(axis) ?? 0) - 1]))),
  UpSampling2D: (config, input) => {
    const factors = sizesOf(member(config, 'size'), 2)?.value;
    return none(factors && input.map((size, i) => size * (factors[i] ?? 1)));
  },
};

/** Layers that keep the shape and have nothing to train. */
const SHAPE_KEEPING = [
  'Activation ReLU LeakyReLU ELU Softmax ThresholdedReLU Dropout SpatialDropout1D SpatialDropout2D GaussianDropout',
  'AlphaDropout GaussianNoise ActivityRegularization Masking Rescaling Normalization Add Subtract Multiply Average',
  'Maximum Minimum RandomFlip RandomRotation RandomZoom RandomTranslation RandomContrast RandomBrightness Identity',
  'UnitNormalization',
]
  .join(' ')
  .split(' ');

/** Shape and parameters of a layer of any known class. */
export function inferFacts(
  className: string,
  config: JsonNode | undefined,
  inputs: readonly (Shape | undefined)[],
): LayerFacts {
  const [input] = inputs;
  const known = inputs.filter((shape) => shape !== undefined);
  if (className === 'InputLayer') return none(knownShape(inputShapeOf(config)));
  if (input === undefined || known.length < inputs.length) {
    const keeps = SHAPE_KEEPING.includes(className) || className === 'Flatten';
    return keeps ? none(undefined) : UNKNOWN;
  }
  if (SHAPE_KEEPING.includes(className)) return same(config, input, known);
  return Object.hasOwn(INFERENCE, className) ? INFERENCE[className]!(config, input, known) : UNKNOWN;
}

/** What a model's first layer says of the data: sizes that are left open are undefined. */
const inputShapeOf = (config: JsonNode | undefined): readonly (number | undefined)[] | undefined =>
  shapeOf(member(config, 'batch_shape') ?? member(config, 'batch_input_shape'));
