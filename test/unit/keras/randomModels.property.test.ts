import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { networkOf, read } from './kerasHarness.js';
import { isPossible, writeModel } from './tensorflowModels.js';

const padding = fc.constantFrom('same' as const, 'valid' as const);
const small = fc.integer({ min: 1, max: 3 });
const window = fc.record({ kernelSize: fc.tuple(small, small), strides: fc.constantFrom(1, 2), padding });

/** Layers on images, each made anew, since a layer belongs to one model. */
const layer: fc.Arbitrary<() => tf.layers.Layer> = fc.oneof(
  fc.record({ filters: small, useBias: fc.boolean(), of: window }).map(
    ({ filters, useBias, of }) =>
      () =>
        tf.layers.conv2d({ filters, useBias, ...of }),
  ),
  fc.record({ depthMultiplier: small, of: window }).map(
    ({ depthMultiplier, of }) =>
      () =>
        tf.layers.depthwiseConv2d({ depthMultiplier, ...of }),
  ),
  // Its depth multiplier stays 1: TF.js does not write it down.
  fc
    .record({ filters: small, useBias: fc.boolean(), padding })
    .map((of) => () => tf.layers.separableConv2d({ kernelSize: 2, ...of })),
  fc.record({ poolSize: small, padding }).map((of) => () => tf.layers.maxPooling2d(of)),
  fc.record({ poolSize: small, strides: small, padding }).map((of) => () => tf.layers.averagePooling2d(of)),
  fc.constant(() => tf.layers.batchNormalization()),
  fc.constant(() => tf.layers.activation({ activation: 'relu' })),
  fc.constant(() => tf.layers.dense({ units: 2 })),
  fc.constant(() => tf.layers.dropout({ rate: 0.5 })),
);
const end: fc.Arbitrary<() => tf.layers.Layer> = fc.constantFrom(
  () => tf.layers.flatten(),
  () => tf.layers.globalAveragePooling2d({}),
  () => tf.layers.globalMaxPooling2d({}),
);

test('random image networks have the shapes and parameters that TF.js gives them', () => {
  fc.assert(
    fc.property(fc.tuple(small, fc.array(layer, { maxLength: 5 }), end), ([channels, body, last]) => {
      const make = (): tf.LayersModel => {
        const input = tf.layers.inputLayer({ inputShape: [9, 8, channels] });
        const head = tf.layers.dense({ units: 3 });
        return tf.sequential({ layers: [input, ...body.map((one) => one()), last(), head] });
      };
      fc.pre(isPossible(make));
      const { text, trainable, outputShape, fits } = writeModel(make);
      const { model } = read(text);
      const network = networkOf(model);
      // A window that does not fit any more leaves no places.
      fc.pre(fits);
      expect(network.errors).toEqual([]);
      expect(network.outputShape).toEqual(outputShape);
      expect(network.parameterCount).toBe(trainable);
    }),
    { numRuns: 60 },
  );
});
