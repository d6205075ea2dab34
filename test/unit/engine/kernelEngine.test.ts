// For TF.js's own training, which needs more kernels than ours.
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm/dist/register_all_kernels';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { describe, expect, test } from 'vitest';
import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../../../src/engine/backend.js';
import { KernelEngine } from '../../../src/engine/kernelEngine.js';
import type { EngineOptions, TrainingEngine } from '../../../src/engine/trainingEngine.js';
import { THREAD_BACKENDS, type BackendName, type Network } from '../../../src/network/types.js';
import { chain, experiment, randomDataset, type ChainOptions } from './experiments.js';
import { WASM } from './wasm.js';

/** Options to train a small chain on random samples. */
function options(
  network: ChainOptions,
  training: Partial<EngineOptions['training']> = {},
  seed = 3,
): EngineOptions {
  const { training: plan } = experiment({ training: { learningRate: 0.1, batchSize: 8, ...training } });
  const built = chain(network);
  return { network: built, data: randomDataset(built, 40), training: plan, seed };
}

async function engineOn(backend: BackendName, own: EngineOptions): Promise<TrainingEngine> {
  await startBackend(backend, WASM);
  return new KernelEngine(own);
}

/** One step of TF.js's own optimiser from the same parameters on the same batch, flattened. */
function stockStep(network: Network, engine: TrainingEngine, learningRate: number): Float32Array[] {
  const variables = engine.parameters().map(({ weights, bias }, m) => {
    const { inputs, outputs } = network.links[m]!;
    return { W: tf.variable(tf.tensor2d(weights, [inputs, outputs])), b: tf.variable(tf.tensor1d(bias!)) };
  });
  const { samples, x, y } = engine.batch;
  const targets = tf.tensor2d(y, [samples, network.outputs]);
  tf.train.sgd(learningRate).minimize(() => {
    let h = tf.tensor2d(x, [samples, network.inputs]);
    variables.forEach(({ W, b }, m) => {
      const z: tf.Tensor2D = tf.add(tf.matMul(h, W as tf.Tensor2D), b);
      h =
        m + 1 < variables.length
          ? network.links[m + 1]!.activationIn === 'tanh'
            ? tf.tanh(z)
            : tf.relu(z)
          : z;
    });
    const perSample =
      network.loss === 'mse'
        ? tf.sum(tf.squaredDifference(h, targets), 1)
        : tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(h)), 1));
    return tf.mean(perSample);
  });
  return variables.flatMap(({ W, b }) => [W.dataSync<'float32'>(), b.dataSync<'float32'>()]);
}

describe('a training step', () => {
  test.each([
    { activation: 'tanh', loss: 'mse', batchSize: 1 },
    { activation: 'tanh', loss: 'mse', batchSize: 8 },
    { activation: 'relu', loss: 'crossEntropy', batchSize: 8 },
  ] as const)('is the one of TF.js itself: $activation, $loss, batches of $batchSize', async (given) => {
    const { activation, loss, batchSize } = given;
    const own = options({ widths: [5, 7, 6, 3], activation, loss }, { batchSize });
    const engine = await engineOn('cpu', own);
    const expected = stockStep(own.network, engine, own.training.learningRate);
    engine.step();
    const actual = engine.parameters().flatMap(({ weights, bias }) => [weights, bias!]);
    actual.forEach((values, i) => {
      values.forEach((value, j) => {
        expect(Math.abs(value - expected[i]![j]!)).toBeLessThan(3e-7);
      });
    });
  });

  test('returns the loss before the step, which the step lowers', async () => {
    const own = options({ widths: [4, 6, 2] }, { batchSize: 40, learningRate: 0.02 });
    const engine = await engineOn('cpu', own);
    const losses = Array.from({ length: 5 }, () => engine.step());
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    expect(new Set(losses).size).toBe(5);
  });
});

describe.each(THREAD_BACKENDS)('the kernel engine on %s', (backend) => {
  test.each([1, 8])('leaks no tensors, with batches of %i', async (batchSize) => {
    const engine = await engineOn(
      backend,
      options({ widths: [5, 1, 6, 3], activation: 'gelu' }, { batchSize }),
    );
    engine.step();
    engine.parameters();
    const tensors = tf.backend().numDataIds();
    for (let i = 0; i < 10; i++) engine.step();
    expect(tf.backend().numDataIds()).toBe(tensors);
  });

  test('frees everything when it is disposed', async () => {
    await startBackend(backend, WASM);
    const tensors = tf.backend().numDataIds();
    const engine = new KernelEngine(
      options({ widths: [5, 6, 3], bias: [true, false], loss: 'crossEntropy' }),
    );
    engine.step();
    engine.dispose();
    expect(tf.backend().numDataIds()).toBe(tensors);
  });

  test('takes the same steps to the last bit for the same seed', async () => {
    const run = async (seed: number): Promise<Float32Array[]> => {
      const engine = await engineOn(backend, options({ widths: [5, 6, 3] }, {}, seed));
      for (let i = 0; i < 20; i++) engine.step();
      return engine.parameters().map(({ weights }) => weights);
    };
    const first = await run(3);
    expect(await run(3)).toEqual(first);
    expect(await run(4)).not.toEqual(first);
  });

  test('keeps the parameters it gave out as they were', async () => {
    const engine = await engineOn(backend, options({ widths: [5, 6, 3] }));
    const before = engine.parameters();
    expect(engine.parameters()).toBe(before);
    const copy = before.map(({ weights }) => weights.slice());
    engine.step();
    engine.step();
    expect(before.map(({ weights }) => weights)).toEqual(copy);
    expect(engine.parameters().map(({ weights }) => weights)).not.toEqual(copy);
  });

  test('gives a non-finite loss when it diverges', async () => {
    const engine = await engineOn(
      backend,
      options({ widths: [5, 6, 3], activation: 'linear' }, { learningRate: 50 }),
    );
    const losses = Array.from({ length: 60 }, () => engine.step());
    expect(losses.some((loss) => !Number.isFinite(loss))).toBe(true);
  });
});

test('both backends start from the same bits and take nearly the same steps', async () => {
  const own = options({ widths: [5, 6, 3] });
  const [wasm, cpu] = [await engineOn('wasm', own), await engineOn('cpu', own)];
  expect(wasm.parameters()).toEqual(cpu.parameters());
  for (let i = 0; i < 5; i++) expect(wasm.step()).toBeCloseTo(cpu.step(), 5);
});

test('auto is wasm where that starts, without a word', async () => {
  expect(await startBackend('auto', WASM)).toEqual({ backend: 'wasm' });
});
