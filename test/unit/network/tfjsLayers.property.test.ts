import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { runs } from '../sweeps.js';
import { readChain } from './chainTexts.js';

type Padding = 'same' | 'valid';

/** A layer in our words and in those of TF.js. */
interface Pair {
  readonly spec: string;
  readonly make: () => tf.layers.Layer;
}

const padding = fc.constantFrom<Padding>('same', 'valid');
const size = fc.integer({ min: 1, max: 4 });

const dense: fc.Arbitrary<Pair> = fc
  .record({ units: fc.integer({ min: 1, max: 9 }), useBias: fc.boolean() })
  .map(({ units, useBias }) => ({
    spec: `{type: dense, units: ${units}, bias: ${useBias}}`,
    make: () => tf.layers.dense({ units, useBias }),
  }));

const norm: fc.Arbitrary<Pair> = fc.constantFrom(
  { spec: '{type: batchNorm}', make: () => tf.layers.batchNormalization() },
  { spec: '{type: layerNorm}', make: () => tf.layers.layerNormalization() },
  { spec: '{type: dropout, rate: 0.2}', make: () => tf.layers.dropout({ rate: 0.2 }) },
);

const convolution = (axes: 1 | 2): fc.Arbitrary<Pair> =>
  fc
    .record({
      filters: fc.integer({ min: 1, max: 5 }),
      kernel: fc.array(size, { minLength: axes, maxLength: axes }),
      stride: fc.integer({ min: 1, max: 3 }),
      padding,
      useBias: fc.boolean(),
    })
    .map(({ filters, kernel, stride, padding, useBias }) => {
      const keys = `filters: ${filters}, kernel: [${kernel.join(', ')}], stride: ${stride}, padding: ${padding}, bias: ${useBias}`;
      const args = { filters, kernelSize: kernel, strides: stride, padding, useBias };
      return {
        spec: `{type: conv${axes}d, ${keys}}`,
        make: () => (axes === 1 ? tf.layers.conv1d(args) : tf.layers.conv2d(args)),
      };
    });

const pool = (axes: 1 | 2): fc.Arbitrary<Pair> =>
  fc
    .record({
      size,
      stride: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      padding,
      largest: fc.boolean(),
    })
    .map(({ size, stride, padding, largest }) => {
      const strideText = stride === undefined ? '' : `, stride: ${stride}`;
      const args = { poolSize: size, padding, ...(stride === undefined ? {} : { strides: stride }) };
      const line = largest ? tf.layers.maxPooling1d : tf.layers.averagePooling1d;
      const image = largest ? tf.layers.maxPooling2d : tf.layers.averagePooling2d;
      return {
        spec: `{type: ${largest ? 'max' : 'avg'}Pool${axes}d, size: ${size}${strideText}, padding: ${padding}}`,
        make: () => (axes === 1 ? line(args) : image(args)),
      };
    });

const end = (axes: 1 | 2): fc.Arbitrary<Pair> =>
  fc.constantFrom(
    { spec: '{type: flatten}', make: () => tf.layers.flatten() },
    {
      spec: '{type: globalAveragePool}',
      make: () => (axes === 1 ? tf.layers.globalAveragePooling1d() : tf.layers.globalAveragePooling2d({})),
    },
  );

/** Windows over lines or images, then rows. */
const stack = (axes: 1 | 2): fc.Arbitrary<readonly Pair[]> =>
  fc
    .tuple(
      fc.array(fc.oneof(convolution(axes), pool(axes), norm), { maxLength: 5 }),
      end(axes),
      fc.array(fc.oneof(dense, norm), { minLength: 1, maxLength: 4 }),
    )
    .map(([windows, last, rows]) => [...windows, last, ...rows]);

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('shapes and parameters', () => {
  afterEach(() => {
    tf.disposeVariables();
  });

  it.each([
    [1, '{source: mnist1d}', [40, 1]],
    [2, '{source: digits}', [8, 8, 1]],
  ] as const)('are those of TF.js for networks over %d axes', (axes, data, inputShape) => {
    fc.assert(
      fc.property(stack(axes), (pairs) => {
        const ours = readChain(data, ...pairs.map(({ spec }) => spec)).layers;
        const input = tf.input({ shape: [...inputShape] });
        let tensor = input;
        for (const [i, { make, spec }] of pairs.entries()) {
          const layer = make();
          const mine = ours[i];
          const place = `${spec} behind ${String(tensor.shape)}`;
          let next: tf.SymbolicTensor;
          try {
            const applied = layer.apply(tensor);
            if (!(applied instanceof tf.SymbolicTensor)) throw new Error('not symbolic');
            next = applied;
          } catch {
            // TF.js takes no empty values either, some of them only when it builds the next layer.
            expect(mine?.outputShape, place).toBeUndefined();
            return;
          }
          if (next.shape.some((length) => length !== null && length <= 0)) {
            expect(mine?.outputShape, place).toBeUndefined();
            return;
          }
          tensor = next;
          expect(mine?.outputShape, place).toEqual(tensor.shape.slice(1));
          const trained = layer.trainableWeights.reduce(
            (sum, { shape }) => sum + tf.util.sizeFromShape(shape.map(Number)),
            0,
          );
          expect(mine?.parameterCount, place).toBe(trained);
        }
      }),
      { numRuns: runs(60) },
    );
  });
});
