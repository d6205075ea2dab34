// For TF.js's own training, which needs more kernels than ours.
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm/dist/register_all_kernels';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createDataset } from '../../../src/data/dataset.js';
import { startBackend } from '../../../src/engine/backend.js';
import type { Float32LinkParameters } from '../../../src/engine/initialParameters.js';
import { KernelEngine } from '../../../src/engine/kernelEngine.js';
import { parameterArrays } from '../../../src/network/parameterArrays.js';
import { THREAD_BACKENDS, type BackendName } from '../../../src/network/types.js';
import { check } from '../network/specTexts.js';
import { WASM } from './wasm.js';

interface Spec {
  readonly data: string;
  readonly layers: readonly string[];
  readonly training?: string;
}

const DIGITS = '{source: digits, samples: 64}';

function experimentOf({ data, layers, training = 'learningRate: 0.1, batchSize: 8' }: Spec) {
  const text = `bbd: 1
seed: 5
data: ${data}
layers:
${layers.map((layer) => `  - ${layer}\n`).join('')}loss: ${data.includes('teacher') || data.includes('ring') ? 'mse' : 'crossEntropy'}
training: {${training}, steps: 100}
`;
  const { experiment, diagnostics } = check(text);
  if (experiment === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return experiment;
}

async function engineFor(spec: Spec, backend: BackendName = 'cpu'): Promise<KernelEngine> {
  await startBackend(backend, WASM);
  const { network, data, training, seed } = experimentOf(spec);
  return new KernelEngine({ network, data: createDataset(data, seed), training, seed });
}

/** All numbers of a snapshot, by name. */
const numbersOf = (parameters: readonly Float32LinkParameters[]) =>
  parameters.flatMap((own, m) =>
    parameterArrays(own).map(({ name, place, values }) => ({ name: `${name}${m}${place}`, values })),
  );

function expectClose(
  actual: readonly Float32LinkParameters[],
  expected: Readonly<Record<string, Float32Array>>,
  tolerance: number,
): void {
  const found = numbersOf(actual);
  expect(found.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort());
  for (const { name, values } of found) {
    const differences = values.map((value, i) => Math.abs(value - expected[name]![i]!));
    expect([name, Math.max(...differences) <= tolerance ? 'close' : Math.max(...differences)]).toEqual([
      name,
      'close',
    ]);
  }
}

/** TF.js's own gradients of a network written in its operations, and one step of its own optimiser with them. */
function stockStep(
  initial: readonly Float32LinkParameters[],
  shapes: Readonly<Record<string, number[]>>,
  learningRate: number,
  loss: (variables: Readonly<Record<string, tf.Tensor>>) => tf.Scalar,
): Record<string, Float32Array> {
  const variables: Record<string, tf.Variable> = {};
  for (const { name, values } of numbersOf(initial)) {
    const shape = shapes[name] ?? [values.length];
    variables[name] = tf.variable(tf.tensor(values, shape), !name.startsWith('moving'));
  }
  tf.train.sgd(learningRate).minimize(() => loss(variables));
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => [name, variable.dataSync<'float32'>()]),
  );
}

function norm(
  x: tf.Tensor,
  axes: number[],
  scale: tf.Tensor,
  shift: tf.Tensor,
): { readonly value: tf.Tensor; readonly mean: tf.Tensor; readonly variance: tf.Tensor } {
  const mean = tf.mean(x, axes, true);
  const variance = tf.mean(tf.square(tf.sub(x, mean)), axes, true);
  const normal = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)));
  return { value: tf.add(tf.mul(scale, normal), shift), mean, variance };
}

const crossEntropy = (outputs: tf.Tensor, targets: tf.Tensor): tf.Scalar =>
  tf.mean(tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(outputs as tf.Tensor2D)), 1)));

describe('a step is the one of TF.js itself', () => {
  test('through a convolution, batchNorms, a pool and flatten; moving statistics follow the batch', async () => {
    const engine = await engineFor({
      data: DIGITS,
      layers: [
        '{type: conv2d, filters: 4, kernel: 3, stride: 2}',
        '{type: batchNorm, activation: tanh}',
        '{type: maxPool2d, size: 2}',
        '{type: flatten}',
        '{type: batchNorm}',
        '{type: dense, units: 10}',
      ],
    });
    const { x, y, samples } = engine.batch;
    const X = tf.tensor4d(x, [samples, 8, 8, 1]);
    const Y = tf.tensor2d(y, [samples, 10]);
    const statistics: Record<string, tf.Tensor> = {};
    const shapes = { W0: [3, 3, 1, 4], W1: [16, 10] };
    const expected = stockStep(engine.parameters(), shapes, 0.1, (v) => {
      const z = tf.add(tf.conv2d(X, v['W0'] as tf.Tensor4D, 2, 'same'), v['b0']!);
      const inner = norm(z, [0, 1, 2], v['scale0/norm']!, v['shift0/norm']!);
      const pooled = tf.maxPool(tf.tanh(inner.value) as tf.Tensor4D, 2, 2, 'valid');
      const outer = norm(tf.reshape(pooled, [samples, 16]), [0], v['scale1/in2']!, v['shift1/in2']!);
      Object.assign(statistics, {
        'movingMean0/norm': tf.keep(inner.mean),
        'movingVariance0/norm': tf.keep(inner.variance),
        'movingMean1/in2': tf.keep(outer.mean),
        'movingVariance1/in2': tf.keep(outer.variance),
      });
      return crossEntropy(tf.add(tf.matMul(outer.value as tf.Tensor2D, v['W1'] as tf.Tensor2D), v['b1']!), Y);
    });
    for (const [name, batch] of Object.entries(statistics)) {
      const values = batch.dataSync<'float32'>();
      expected[name] = expected[name]!.map((value, i) => 0.99 * value + 0.01 * values[i]!);
    }
    engine.step();
    expectClose(engine.parameters(), expected, 3e-6);
  });

  test('through a line, a layerNorm, an average pool and the mean of places', async () => {
    const engine = await engineFor({
      data: '{source: mnist1d, samples: 64}',
      layers: [
        '{type: conv1d, filters: 6, kernel: 5, padding: valid}',
        '{type: layerNorm, activation: relu}',
        '{type: avgPool1d, size: 2}',
        '{type: conv1d, filters: 4, kernel: 4, padding: same, activation: silu}',
        '{type: globalAveragePool}',
        '{type: dense, units: 10}',
      ],
    });
    const { x, y, samples } = engine.batch;
    const X = tf.tensor3d(x, [samples, 40, 1]);
    const Y = tf.tensor2d(y, [samples, 10]);
    const shapes = { W0: [5, 1, 6], W1: [4, 6, 4], W2: [4, 10] };
    const expected = stockStep(engine.parameters(), shapes, 0.1, (v) => {
      const z = tf.add(tf.conv1d(X, v['W0'] as tf.Tensor3D, 1, 'valid'), v['b0']!);
      const h = tf.relu(norm(z, [2], v['scale0/norm']!, v['shift0/norm']!).value);
      const halves = tf.mean(tf.reshape(h, [samples, 18, 2, 6]), 2);
      const second = tf.add(tf.conv1d(halves as tf.Tensor3D, v['W1'] as tf.Tensor3D, 1, 'same'), v['b1']!);
      const means = tf.mean(tf.mul(second, tf.sigmoid(second)), 1);
      return crossEntropy(tf.add(tf.matMul(means as tf.Tensor2D, v['W2'] as tf.Tensor2D), v['b2']!), Y);
    });
    engine.step();
    expectClose(engine.parameters(), expected, 3e-6);
  });
});

const EVERYTHING: Spec = {
  data: DIGITS,
  layers: [
    '{type: conv2d, filters: 4, kernel: 3, padding: circular}',
    '{type: batchNorm, activation: relu}',
    '{type: residual, layers: [{type: conv2d, filters: 4, kernel: 3, groups: 2, activation: tanh}]}',
    '{type: residual, skipValue: activation, layers: [{type: layerNorm}, {type: conv2d, filters: 4, kernel: 1}]}',
    '{type: maxPool2d, size: 2}',
    '{type: dropout, rate: 0.3}',
    '{type: avgPool2d, size: 3, stride: 2, padding: same}',
    '{type: flatten}',
    '{type: local, activation: gelu}',
    '{type: dense, units: 16, activation: tanh, name: one}',
    '{type: dense, units: 16, activation: tanh, name: two, skipFrom: one}',
    '{type: dense, units: 16, tieWith: two, frozen: false}',
    '{type: dense, units: 10}',
    '{type: layerNorm}',
  ],
  training: 'learningRate: 0.05, batchSize: 8, optimizer: adam, weightDecay: 0.001',
};

describe.each(THREAD_BACKENDS)('on %s', (backend) => {
  test('a network of all layers leaks no tensors, and frees all when it is disposed', async () => {
    await startBackend(backend, WASM);
    const start = tf.backend().numDataIds();
    const engine = await engineFor(EVERYTHING, backend);
    engine.step();
    const tensors = tf.backend().numDataIds();
    for (let k = 0; k < 10; k++) engine.step();
    expect(tf.backend().numDataIds()).toBe(tensors);
    engine.dispose();
    expect(tf.backend().numDataIds()).toBe(start);
  });

  test('a network of all layers takes the same steps to the last bit for the same seed', async () => {
    const run = async (): Promise<readonly Float32LinkParameters[]> => {
      const engine = await engineFor(EVERYTHING, backend);
      for (let k = 0; k < 10; k++) engine.step();
      return engine.parameters();
    };
    expect(await run()).toEqual(await run());
  });

  test('a network of all layers lowers its loss', async () => {
    const engine = await engineFor(
      { ...EVERYTHING, training: 'learningRate: 0.01, batchSize: 64, optimizer: adam' },
      backend,
    );
    const first = engine.step();
    let last = first;
    for (let k = 0; k < 60; k++) last = engine.step();
    expect(last).toBeLessThan(0.7 * first);
  });

  test('snapshots stay as they were, moving statistics too', async () => {
    const engine = await engineFor(EVERYTHING, backend);
    const before = engine.parameters();
    const copies = numbersOf(before).map(({ values }) => values.slice());
    engine.step();
    expect(numbersOf(before).map(({ values }) => values)).toEqual(copies);
    const moved = numbersOf(engine.parameters()).filter(
      ({ values }, i) => !values.every((value, j) => value === copies[i]![j]),
    );
    expect(moved.map(({ name }) => name)).toEqual(numbersOf(before).map(({ name }) => name));
  });

  test('layers that diverge give a loss that is not finite, and do not hang', async () => {
    const engine = await engineFor({ ...EVERYTHING, training: 'learningRate: 100, batchSize: 8' }, backend);
    for (let k = 0; k < 200; k++) if (!Number.isFinite(engine.step())) return;
    const values = numbersOf(engine.parameters()).flatMap((own) => [...own.values]);
    expect(values.some((value) => !Number.isFinite(value) || Math.abs(value) > 1)).toBe(true);
  });
});

test('both backends take nearly the same steps through all layers', async () => {
  const spec = { ...EVERYTHING, training: 'learningRate: 0.02, batchSize: 8' };
  const [wasm, cpu] = [await engineFor(spec, 'wasm'), await engineFor(spec, 'cpu')];
  await startBackend('wasm', WASM);
  const losses = Array.from({ length: 5 }, () => wasm.step());
  await startBackend('cpu', WASM);
  losses.forEach((loss) => {
    expect(Math.abs(cpu.step() / loss - 1)).toBeLessThan(1e-4);
  });
});
