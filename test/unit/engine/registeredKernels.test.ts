import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { startBackend } from '../../../src/engine/backend.js';
import { tensorHeap } from '../../../src/engine/onHeap/tensorHeap.js';
import { registerOwnKernels } from '../../../src/engine/registered/registerKernels.js';
import { normals } from '../decomposition/randomNetworks.js';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { WASM } from './wasm.js';

// All kernels of TF.js's packages are there: ours replace some, and cpu is what they are compared with.
beforeAll(async () => {
  await startBackend('cpu', WASM);
  await startBackend('wasm', WASM);
  expect(tensorHeap()).toBeDefined();
  registerOwnKernels();
});

type Made = readonly { readonly values: Float32Array; readonly shape: number[] }[];

/** The same on both backends: inputs are drawn, results are compared. Values lie around `mean`. */
async function compare(
  shapes: readonly number[][],
  seed: number,
  compute: (inputs: tf.Tensor[]) => tf.Tensor[],
  mean = 0,
): Promise<void> {
  const random = createRandom(seed, 'test');
  const drawn = shapes.map((shape) =>
    normals(
      shape.reduce((a, b) => a * b, 1),
      1,
      random,
    ).map((value) => value + mean),
  );
  const resultsOn = async (backend: string): Promise<Made> => {
    await tf.setBackend(backend);
    const before = tf.memory().numTensors;
    const inputs = shapes.map((shape, i) => tf.tensor(drawn[i]!, shape));
    const results = compute(inputs);
    const read = results.map((result) => ({
      values: result.dataSync<'float32'>().slice(),
      shape: result.shape,
    }));
    tf.dispose([...inputs, ...results]);
    expect(tf.memory().numTensors).toBe(before);
    return read;
  };
  const expected = await resultsOn('cpu');
  const ids = tf.backend().numDataIds();
  expect(ids).toBeGreaterThanOrEqual(0);
  const actual = await resultsOn('wasm');
  expect(actual.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  actual.forEach(({ values }, i) => {
    const reference = expected[i]!.values;
    const largest = reference.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    values.forEach((value, j) => {
      if (!(Math.abs(value - reference[j]!) <= 2e-5 * largest)) {
        expect.fail(`number ${j} of result ${i} is ${value}, on cpu ${reference[j]!}`);
      }
    });
  });
}

const length = fc.integer({ min: 1, max: 7 });
const channels = fc.integer({ min: 1, max: 6 });
const step = fc.integer({ min: 1, max: 3 });
const padding = fc.constantFrom<'same' | 'valid'>('same', 'valid');
const window = fc.record({
  samples: fc.integer({ min: 1, max: 3 }),
  height: length,
  width: length,
  channels,
  filterHeight: fc.integer({ min: 1, max: 4 }),
  filterWidth: fc.integer({ min: 1, max: 4 }),
  strides: fc.tuple(step, step),
  padding,
  seed: fc.nat(),
});
/** A `valid` window must fit. */
const fits = (
  {
    padding: pad,
    height,
    width,
    filterHeight,
    filterWidth,
  }: { padding: string } & Record<'height' | 'width' | 'filterHeight' | 'filterWidth', number>,
  dilation = 1,
): boolean =>
  pad === 'same' || ((filterHeight - 1) * dilation < height && (filterWidth - 1) * dilation < width);

/** Of a window over images, with so many channels. */
const outputOf = (
  {
    samples,
    height,
    width,
    filterHeight,
    filterWidth,
    strides,
    padding: pad,
  }: typeof window extends fc.Arbitrary<infer W> ? W : never,
  outputs: number,
): number[] => {
  const along = (size: number, filter: number, stride: number): number =>
    Math.ceil((pad === 'same' ? size : size - filter + 1) / stride);
  return [samples, along(height, filterHeight, strides[0]), along(width, filterWidth, strides[1]), outputs];
};

/** The first result of a kernel of the active backend. */
function run(name: string, inputs: tf.NamedTensorMap, attributes: tf.NamedAttrMap): tf.Tensor {
  const [result] = [tf.engine().runKernel(name, inputs, attributes)].flat();
  if (!(result instanceof tf.Tensor)) throw new TypeError(`${name} gave no tensor`);
  return result;
}

describe('on wasm as on cpu', () => {
  test('products of matrices, batched, broadcast and transposed', async () => {
    const batch = fc.constantFrom<[number[], number[]]>(
      [[], []],
      [[3], [3]],
      [[1], [4]],
      [
        [2, 3],
        [2, 3],
      ],
      [[], [2]],
    );
    const size = fc.integer({ min: 1, max: 40 });
    await fc.assert(
      fc.asyncProperty(
        batch,
        fc.tuple(size, size, size),
        fc.boolean(),
        fc.boolean(),
        fc.nat(),
        async ([ofA, ofB], [rows, columns, terms], transposeA, transposeB, seed) => {
          const a = [...ofA, ...(transposeA ? [terms, rows] : [rows, terms])];
          const b = [...ofB, ...(transposeB ? [columns, terms] : [terms, columns])];
          await compare([a, b], seed, ([x, y]) => [tf.matMul(x!, y!, transposeA, transposeB)]);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('products of batches that are broadcast both ways', async () => {
    await compare(
      [
        [2, 1, 3, 4],
        [3, 4, 2],
      ],
      1,
      ([x, y]) =>
        tf.tidy(() => {
          const [a, b] = [tf.tile(x!, [1, 3, 1, 1]), tf.tile(tf.expandDims(y!), [2, 1, 1, 1])];
          // TF.js's product on cpu takes no batches that are not of one shape.
          const [left, right] = tf.getBackend() === 'wasm' ? [x!, y!] : [a, b];
          return [tf.matMul(left, right)];
        }),
    );
  });

  test.each(['linear', 'relu', 'elu', 'sigmoid', 'relu6', 'leakyrelu'] as const)(
    'a fused product with bias and %s',
    async (activation) => {
      const shapes = [[9, 5], [7, 9], [7]];
      for (const [transposeA, transposeB] of [
        [true, true],
        [true, false],
        [false, true],
      ] as const) {
        const a = transposeA ? [9, 5] : [5, 9];
        const b = transposeB ? [7, 9] : [9, 7];
        await compare([a, b, shapes[2]!], 3, ([x, y, bias]) => [
          tf.fused.matMul({
            a: x as tf.Tensor2D,
            b: y as tf.Tensor2D,
            transposeA,
            transposeB,
            bias: bias!,
            activation,
            leakyreluAlpha: 0.1,
          }),
        ]);
      }
    },
  );

  test('the products of a tensor whose memory was used before', async () => {
    // XNNPACK would multiply with what it has packed for the first one.
    await tf.setBackend('wasm');
    const results = [1, 2].map((value) => {
      const a = tf.fill([2, 2], 1);
      const b = tf.fill([2, 2], value);
      const product = tf.matMul(a, b).dataSync<'float32'>()[0];
      tf.dispose([a, b]);
      return product;
    });
    expect(results).toEqual([2, 4]);
  });

  // Called by name, with errors that are drawn: TF.js's convolution on wasm is not always that on cpu.
  test('gradients of the filters and of the input of convolutions', async () => {
    await fc.assert(
      fc.asyncProperty(window, channels, async (given, filters) => {
        fc.pre(fits(given));
        const inputShape = [given.samples, given.height, given.width, given.channels];
        const filterShape = [given.filterHeight, given.filterWidth, given.channels, filters];
        const outputShape = outputOf(given, filters);
        const attributes = { strides: given.strides, pad: given.padding, dataFormat: 'NHWC' };
        await compare([inputShape, filterShape, outputShape], given.seed, ([x, filter, dy]) => [
          run('Conv2DBackpropFilter', { x: x!, dy: dy! }, { ...attributes, filterShape }),
          run('Conv2DBackpropInput', { dy: dy!, filter: filter! }, { ...attributes, inputShape }),
        ]);
      }),
      { numRuns: 60 },
    );
  });

  test('gradients of depthwise convolutions, with multipliers', async () => {
    await fc.assert(
      fc.asyncProperty(window, fc.integer({ min: 1, max: 3 }), async (given, multiplier) => {
        fc.pre(fits(given));
        const inputShape = [given.samples, given.height, given.width, given.channels];
        const filterShape = [given.filterHeight, given.filterWidth, given.channels, multiplier];
        const outputShape = outputOf(given, given.channels * multiplier);
        const attributes = { strides: given.strides, pad: given.padding, dilations: [1, 1] };
        await compare([inputShape, filterShape, outputShape], given.seed, ([x, filter, dy]) => [
          run('DepthwiseConv2dNativeBackpropFilter', { x: x!, dy: dy! }, { ...attributes, filterShape }),
          run(
            'DepthwiseConv2dNativeBackpropInput',
            { dy: dy!, filter: filter! },
            { ...attributes, inputShape },
          ),
        ]);
      }),
      { numRuns: 60 },
    );
  });

  test.each([-9, 0, 9])('gradients of max pools of values around %i', async (mean) => {
    await fc.assert(
      fc.asyncProperty(window, async (given) => {
        fc.pre(fits(given));
        const { samples, height, width, filterHeight, filterWidth, strides, seed } = given;
        await compare(
          [[samples, height, width, given.channels]],
          seed,
          ([x]) =>
            tf.tidy(() => [
              tf.grad((image: tf.Tensor) =>
                tf.square(
                  tf.maxPool(image as tf.Tensor4D, [filterHeight, filterWidth], strides, given.padding),
                ),
              )(x!),
            ]),
          mean,
        );
      }),
      { numRuns: 40 },
    );
  });

  test('sums of segments, and with them the gradient of gather', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(),
        async (places, width, seed) => {
          await compare([[5, width]], seed, ([x]) =>
            tf.tidy(() => {
              const indices = tf.tensor1d(places, 'int32');
              const gather = tf.grad((table: tf.Tensor) => tf.square(tf.gather(table, indices)));
              return [gather(x!), tf.unsortedSegmentSum(tf.gather(x!, indices), indices, 5)];
            }),
          );
        },
      ),
      { numRuns: 40 },
    );
  });
});

test('gradients of dilated depthwise convolutions are the adjoints of the convolution', async () => {
  // Those of TF.js on cpu leave the dilation out; its convolution is right: ⟨x * v, e⟩ = ⟨∂W(x, e), v⟩ = ⟨x, ∂x(e, v)⟩.
  await fc.assert(
    fc.asyncProperty(
      window,
      fc.integer({ min: 1, max: 3 }),
      fc.tuple(step, step),
      async (given, multiplier, dilations) => {
        fc.pre(fits(given, Math.max(...dilations)));
        const random = createRandom(given.seed, 'test');
        const draw = (shape: number[]): tf.Tensor4D =>
          tf.tensor4d(
            normals(
              shape.reduce((a, b) => a * b, 1),
              1,
              random,
            ),
            shape as [number, number, number, number],
          );
        const inputShape = [given.samples, given.height, given.width, given.channels];
        const filterShape = [given.filterHeight, given.filterWidth, given.channels, multiplier];
        const attributes = { strides: [1, 1], pad: given.padding, dilations };
        await tf.setBackend('cpu');
        const [x, filter] = [draw(inputShape), draw(filterShape)];
        const y = tf.depthwiseConv2d(x, filter, [1, 1], given.padding, 'NHWC', dilations);
        const dy = draw(y.shape);
        const expected = tf.sum(tf.mul(y, dy)).dataSync<'float32'>()[0]!;
        const scale = tf.sum(tf.abs(tf.mul(y, dy))).dataSync<'float32'>()[0]! + 1;
        await tf.setBackend('wasm');
        const ofFilter = run(
          'DepthwiseConv2dNativeBackpropFilter',
          { x, dy },
          { ...attributes, filterShape },
        );
        const ofInput = run(
          'DepthwiseConv2dNativeBackpropInput',
          { dy, filter },
          { ...attributes, inputShape },
        );
        for (const product of [tf.mul(ofFilter, filter), tf.mul(ofInput, x)]) {
          expect(Math.abs(tf.sum(product).dataSync<'float32'>()[0]! - expected)).toBeLessThan(2e-5 * scale);
        }
        tf.disposeVariables();
      },
    ),
    { numRuns: 60 },
  );
});

test('tensors that are not float32 are refused', async () => {
  await tf.setBackend('wasm');
  const whole = tf.tensor2d([[1, 2]], [1, 2], 'int32');
  expect(() => tf.engine().runKernel('BatchMatMul', { a: whole, b: whole }, { transposeB: true })).toThrow(
    /takes float32 tensors, not int32/,
  );
});
