import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { describe, expect, test } from 'vitest';
import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../../../src/engine/backend.js';
import { Trainer, type TrainerOptions } from '../../../src/engine/trainer.js';
import { BACKEND_NAMES, type BackendName, type Network } from '../../../src/network/types.js';
import { chain, randomDataset, WASM_DIRECTORY, type ChainOptions } from './experiments.js';

function options(network: ChainOptions, changes: Partial<TrainerOptions> = {}): TrainerOptions {
  const built = chain(network);
  return {
    network: built,
    data: randomDataset(built, 40),
    batchSize: 8,
    learningRate: 0.1,
    seed: 3,
    ...changes,
  };
}

async function trainerOn(backend: BackendName, trainerOptions: TrainerOptions): Promise<Trainer> {
  await startBackend(backend, WASM_DIRECTORY);
  return new Trainer(trainerOptions);
}

/** One step of TF.js's own optimiser from the same parameters on the same batch, flattened. */
function stockStep(network: Network, trainer: Trainer, learningRate: number): Float32Array[] {
  const variables = trainer.parameters().map(({ weights, bias }, m) => {
    const { inputs, outputs } = network.links[m]!;
    return { W: tf.variable(tf.tensor2d(weights, [inputs, outputs])), b: tf.variable(tf.tensor1d(bias!)) };
  });
  const { samples, x, y } = trainer.batch;
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
    const trainer = await trainerOn('cpu', own);
    const expected = stockStep(own.network, trainer, own.learningRate);
    trainer.step();
    const actual = trainer.parameters().flatMap(({ weights, bias }) => [weights, bias!]);
    actual.forEach((values, i) => {
      values.forEach((value, j) => {
        expect(Math.abs(value - expected[i]![j]!)).toBeLessThan(3e-7);
      });
    });
  });

  test('returns the loss before the step, which the step lowers', async () => {
    const own = options({ widths: [4, 6, 2] }, { batchSize: 40, learningRate: 0.02 });
    const trainer = await trainerOn('cpu', own);
    const losses = Array.from({ length: 5 }, () => trainer.step());
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    expect(new Set(losses).size).toBe(5);
  });
});

describe.each(BACKEND_NAMES)('a trainer on %s', (backend) => {
  test.each([1, 8])('leaks no tensors, with batches of %i', async (batchSize) => {
    const trainer = await trainerOn(
      backend,
      options({ widths: [5, 1, 6, 3], activation: 'gelu' }, { batchSize }),
    );
    trainer.step();
    trainer.parameters();
    const tensors = tf.backend().numDataIds();
    for (let i = 0; i < 10; i++) trainer.step();
    expect(tf.backend().numDataIds()).toBe(tensors);
  });

  test('frees everything when it is disposed', async () => {
    await startBackend(backend, WASM_DIRECTORY);
    const tensors = tf.backend().numDataIds();
    const trainer = new Trainer(options({ widths: [5, 6, 3], bias: [true, false], loss: 'crossEntropy' }));
    trainer.step();
    trainer.dispose();
    expect(tf.backend().numDataIds()).toBe(tensors);
  });

  test('takes the same steps to the last bit for the same seed', async () => {
    const run = async (seed: number): Promise<Float32Array[]> => {
      const trainer = await trainerOn(backend, options({ widths: [5, 6, 3] }, { seed }));
      for (let i = 0; i < 20; i++) trainer.step();
      return trainer.parameters().map(({ weights }) => weights);
    };
    const first = await run(3);
    expect(await run(3)).toEqual(first);
    expect(await run(4)).not.toEqual(first);
  });

  test('keeps the parameters it gave out as they were', async () => {
    const trainer = await trainerOn(backend, options({ widths: [5, 6, 3] }));
    const before = trainer.parameters();
    expect(trainer.parameters()).toBe(before);
    const copy = before.map(({ weights }) => weights.slice());
    trainer.step();
    trainer.step();
    expect(before.map(({ weights }) => weights)).toEqual(copy);
    expect(trainer.parameters().map(({ weights }) => weights)).not.toEqual(copy);
  });

  test('gives a non-finite loss when it diverges', async () => {
    const trainer = await trainerOn(
      backend,
      options({ widths: [5, 6, 3], activation: 'linear' }, { learningRate: 50 }),
    );
    const losses = Array.from({ length: 60 }, () => trainer.step());
    expect(losses.some((loss) => !Number.isFinite(loss))).toBe(true);
  });
});

test('both backends start from the same bits and take nearly the same steps', async () => {
  const own = options({ widths: [5, 6, 3] });
  const [wasm, cpu] = [await trainerOn('wasm', own), await trainerOn('cpu', own)];
  expect(wasm.parameters()).toEqual(cpu.parameters());
  for (let i = 0; i < 5; i++) expect(wasm.step()).toBeCloseTo(cpu.step(), 5);
});
