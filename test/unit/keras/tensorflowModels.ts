import * as tf from '@tensorflow/tfjs';

// Without it, a banner tells to install another package.
tf.env().set('IS_TEST', true);

/** Models of TF.js's layers API, to be written by it and read by us. */
export const TENSORFLOW_MODELS = {
  'a chain': () => {
    const layers = [8, 8, 8].map((units, i) =>
      tf.layers.dense({
        units,
        activation: 'tanh',
        kernelInitializer: 'heNormal',
        ...(i === 0 ? { inputShape: [5] } : {}),
      }),
    );
    return tf.sequential({ layers: [...layers, tf.layers.dense({ units: 3, activation: 'softmax' })] });
  },
  'a chain without biases, with norms': () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 6, useBias: false, inputShape: [4] }),
        tf.layers.layerNormalization(),
        tf.layers.reLU(),
        tf.layers.dense({ units: 6, kernelRegularizer: tf.regularizers.l2({ l2: 0.1 }) }),
        tf.layers.batchNormalization(),
        tf.layers.activation({ activation: 'elu' }),
        tf.layers.dropout({ rate: 0.3 }),
        tf.layers.dense({ units: 1 }),
      ],
    }),
  'an image network': () =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({
          filters: 6,
          kernelSize: 3,
          padding: 'same',
          activation: 'relu',
          inputShape: [11, 13, 2],
        }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.conv2d({ filters: 8, kernelSize: [3, 5], strides: [2, 1], useBias: false }),
        tf.layers.batchNormalization(),
        tf.layers.leakyReLU({ alpha: 0.01 }),
        tf.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', depthMultiplier: 2 }),
        tf.layers.separableConv2d({ filters: 5, kernelSize: 2, padding: 'same' }),
        tf.layers.averagePooling2d({ poolSize: 2, padding: 'same' }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 4 }),
      ],
    }),
  'a line network': () =>
    tf.sequential({
      layers: [
        tf.layers.conv1d({ filters: 4, kernelSize: 5, inputShape: [40, 1], activation: 'relu' }),
        tf.layers.maxPooling1d({ poolSize: 3, strides: 2 }),
        tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 7 }) }),
        tf.layers.globalAveragePooling1d(),
        tf.layers.dense({ units: 2 }),
      ],
    }),
  'residual blocks': () => {
    const input = tf.input({ shape: [3] });
    let z = apply(tf.layers.dense({ units: 9 }), input);
    for (let i = 0; i < 4; i++) {
      const h = apply(tf.layers.activation({ activation: 'tanh' }), z);
      z = apply(tf.layers.add(), [z, apply(tf.layers.dense({ units: 9 }), h)]);
    }
    return tf.model({ inputs: input, outputs: apply(tf.layers.dense({ units: 2 }), z) });
  },
  'a model in a model': () => {
    const cell = tf.sequential({
      layers: [tf.layers.dense({ units: 5, activation: 'tanh', inputShape: [5] })],
    });
    const input = tf.input({ shape: [5] });
    const once = apply(cell, input);
    return tf.model({ inputs: input, outputs: apply(tf.layers.dense({ units: 1 }), apply(cell, once)) });
  },
  'a recurrence': () =>
    tf.sequential({
      layers: [
        tf.layers.embedding({ inputDim: 30, outputDim: 6, inputLength: 12 }),
        tf.layers.lstm({ units: 8, returnSequences: true }),
        tf.layers.gru({ units: 5 }),
        tf.layers.dense({ units: 2 }),
      ],
    }),
} satisfies Readonly<Record<string, () => tf.LayersModel>>;

function apply(
  layer: tf.layers.Layer | tf.LayersModel,
  to: tf.SymbolicTensor | tf.SymbolicTensor[],
): tf.SymbolicTensor {
  const result = layer.apply(to);
  if (result instanceof tf.SymbolicTensor) return result;
  throw new Error('a layer gave no symbolic tensor');
}

/** Whether TF.js itself takes a model: in a deep one a window may no longer find a place. */
export function isPossible(make: () => tf.LayersModel): boolean {
  try {
    make().dispose();
    return true;
  } catch {
    return false;
  }
}

/** What TF.js says of a model, and the text that it writes. */
export function writeModel(make: () => tf.LayersModel): {
  readonly text: string;
  readonly trainable: number;
  readonly outputShape: readonly (number | null)[];
  /** Whether something is left of the image in all layers. */
  readonly fits: boolean;
} {
  const model = make();
  const trainable = model.trainableWeights.reduce(
    (sum, { shape }) => sum + shape.reduce<number>((product, size) => product * (size ?? 1), 1),
    0,
  );
  const written: unknown = model.toJSON(undefined, false);
  const outputShape = model.outputs[0]?.shape.slice(1) ?? [];
  const shapes = model.layers.flatMap((layer) => [layer.getOutputAt(0)].flat().flatMap(({ shape }) => shape));
  const fits = shapes.every((size) => size === null || size >= 1);
  model.dispose();
  return { text: JSON.stringify(written, undefined, 1), trainable, outputShape, fits };
}
