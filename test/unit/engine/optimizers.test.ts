// For TF.js's own training, which needs more kernels than ours.
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm/dist/register_all_kernels';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { startBackend } from '../../../src/engine/backend.js';
import { KernelEngine } from '../../../src/engine/kernelEngine.js';
import type { EngineOptions } from '../../../src/engine/trainingEngine.js';
import { THREAD_BACKENDS, type Optimizer, type Schedule } from '../../../src/network/types.js';
import { chain, experiment, randomDataset, type ChainOptions } from './experiments.js';
import { largestDifference, ReferenceTraining } from './referenceTraining.js';
import { WASM } from './wasm.js';

const OPTIMIZERS: readonly Optimizer[] = [
  { kind: 'sgd' },
  { kind: 'momentum', momentum: 0.9 },
  { kind: 'nesterov', momentum: 0.8 },
  { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  { kind: 'rmsprop', decay: 0.9, epsilon: 1e-4 },
];

function options(
  training: Partial<EngineOptions['training']>,
  network: Partial<ChainOptions> = {},
): EngineOptions {
  const built = chain({ widths: [3, 5, 4, 2], ...network });
  const plan = experiment({ training: { learningRate: 0.02, batchSize: 8, ...training } }).training;
  return { network: built, data: randomDataset(built, 40), training: plan, seed: 3 };
}

/** TF.js's own optimiser of the same mathematics; its rmsprop has ε inside the root. */
function stockOptimizer(optimizer: Optimizer, rate: number): tf.Optimizer {
  switch (optimizer.kind) {
    case 'sgd':
      return tf.train.sgd(rate);
    case 'momentum':
    case 'nesterov':
      return tf.train.momentum(rate, optimizer.momentum, optimizer.kind === 'nesterov');
    case 'adam':
      return tf.train.adam(rate, optimizer.beta1, optimizer.beta2, optimizer.epsilon);
    case 'rmsprop':
      return tf.train.rmsprop(rate, optimizer.decay, 0, optimizer.epsilon ** 2);
  }
}

describe('an optimiser takes the steps of the one in TF.js', () => {
  test.each(OPTIMIZERS.map((optimizer) => [optimizer.kind, optimizer] as const))(
    '%s',
    async (kind, given) => {
      await startBackend('cpu', WASM);
      // So small an ε that its place does not matter.
      const optimizer = given.kind === 'rmsprop' ? { ...given, epsilon: 1e-9 } : given;
      const own = options({ optimizer });
      const engine = new KernelEngine(own);
      const stock = stockOptimizer(optimizer, own.training.learningRate);
      const { links } = own.network;
      const variables = engine.parameters().map(({ weights, bias }, m) => ({
        W: tf.variable<tf.Rank.R2>(tf.tensor2d(weights.slice(), [links[m]!.inputs, links[m]!.outputs])),
        b: tf.variable<tf.Rank.R1>(tf.tensor1d(bias!.slice())),
      }));
      for (let k = 0; k < 10; k++) {
        const { samples, x, y } = engine.batch;
        stock.minimize(() => {
          const outputs = variables.reduce(
            (h: tf.Tensor2D, { W, b }, m) => tf.add(tf.matMul(m === 0 ? h : tf.tanh(h), W), b),
            tf.tensor2d(x, [samples, own.network.inputs]),
          );
          const targets = tf.tensor2d(y, [samples, own.network.outputs]);
          return tf.mean(tf.sum(tf.squaredDifference(outputs, targets), 1));
        });
        engine.step();
      }
      const expected = variables.flatMap(({ W, b }) => [...W.dataSync(), ...b.dataSync()]);
      const actual = engine.parameters().flatMap(({ weights, bias }) => [...weights, ...bias!]);
      // Where a gradient is nearly 0 a step of adam and rmsprop is the sign of rounding: in this run it is nowhere.
      const tolerance = kind === 'adam' || kind === 'rmsprop' ? 2e-5 : 1e-6;
      actual.forEach((value, i) => {
        expect(Math.abs(value - expected[i]!)).toBeLessThan(tolerance);
      });
      engine.dispose();
    },
  );
});

const SCHEDULES: readonly Schedule[] = [
  { kind: 'constant' },
  { kind: 'step', every: 3, factor: 0.5 },
  { kind: 'cosine', end: 0.1 },
];

/** A chain in which everything is there that training can do: two tied links, one frozen, rates and decays of their own. */
const EVERYTHING: Partial<ChainOptions> = {
  widths: [3, 4, 4, 4, 4, 2],
  links: [
    { learningRateMultiplier: 0.5, weightDecay: 0.1 },
    { weightDecay: 0.02 },
    { frozen: true },
    { tiedTo: 1, weightDecay: 0.02, initializer: { kind: 'he', gain: 2 } },
    { learningRateMultiplier: 3 },
  ],
};

describe.each(THREAD_BACKENDS)('on %s', (backend) => {
  const cases = OPTIMIZERS.map((optimizer, i) => ({ optimizer, schedule: SCHEDULES[i % SCHEDULES.length]! }));

  test.each(cases)(
    '$optimizer.kind with $schedule.kind rate, ties, multipliers, decay and a frozen link is what float64 gives',
    async (training) => {
      await startBackend(backend, WASM);
      const own = options({ ...training, steps: 12 }, EVERYTHING);
      const engine = new KernelEngine(own);
      const reference = new ReferenceTraining(own, engine);
      const start = engine.parameters();
      for (let k = 0; k < 12; k++) {
        reference.step(engine);
        engine.step();
      }
      expect(largestDifference(reference, engine)).toBeLessThan(3e-5);
      expect(engine.parameters()[2]).toEqual(start[2]);
      expect(engine.parameters()[3]!.weights).toBe(engine.parameters()[1]!.weights);
      expect(engine.parameters()[3]!.bias).toBe(engine.parameters()[1]!.bias);
      engine.dispose();
    },
  );

  test.each(OPTIMIZERS.map((optimizer) => [optimizer.kind, optimizer] as const))(
    '%s has as many tensors after every step, and none when disposed',
    async (_, optimizer) => {
      await startBackend(backend, WASM);
      const none = tf.backend().numDataIds();
      const own = options({ optimizer, schedule: { kind: 'cosine', end: 0 }, steps: 200 }, EVERYTHING);
      const engine = new KernelEngine(own);
      engine.step();
      const count = tf.backend().numDataIds();
      for (let k = 1; k < 60; k++) {
        engine.step();
        expect(tf.backend().numDataIds()).toBe(count);
      }
      engine.dispose();
      expect(tf.backend().numDataIds()).toBe(none);
    },
  );

  test.each(OPTIMIZERS.map((optimizer) => [optimizer.kind, optimizer] as const))(
    '%s takes the same steps to the last bit for the same seed',
    async (_, optimizer) => {
      await startBackend(backend, WASM);
      const run = (): unknown => {
        const engine = new KernelEngine(options({ optimizer }, EVERYTHING));
        for (let k = 0; k < 20; k++) engine.step();
        const parameters = engine.parameters();
        engine.dispose();
        return parameters;
      };
      expect(run()).toEqual(run());
    },
  );

  test('a heavy ball obeys (β/η)Ẅ + ((1 − β)/η)Ẇ + g = 0, exactly where float32 is exact', async () => {
    await startBackend(backend, WASM);
    const [rate, momentum] = [1 / 8, 1 / 2];
    const network = chain({ widths: [1, 1], bias: false, initializer: { kind: 'identity', gain: 1 } });
    const engine = new KernelEngine({
      network,
      // ℓ = (W · 1 − 0)², g = 2W
      data: { samples: 1, inputs: 1, outputs: 1, x: Float32Array.of(1), y: Float32Array.of(0) },
      training: options({ optimizer: { kind: 'momentum', momentum }, learningRate: rate, batchSize: 1 })
        .training,
      seed: 1,
    });
    const weights = [engine.parameters()[0]!.weights[0]!];
    for (let k = 0; k < 7; k++) {
      engine.step();
      weights.push(engine.parameters()[0]!.weights[0]!);
    }
    expect(weights.slice(0, 3)).toEqual([1, 0.75, 0.4375]);
    for (let k = 1; k < 7; k++) {
      const [before, now, after] = weights.slice(k - 1) as [number, number, number];
      const inertia = (momentum / rate) * (after - 2 * now + before);
      const friction = ((1 - momentum) / rate) * (after - now);
      expect(inertia + friction + 2 * now).toBe(0);
    }
    engine.dispose();
  });
});

describe('a chain all of whose links are frozen', () => {
  test('has a loss and does not move', async () => {
    await startBackend('cpu', WASM);
    const engine = new KernelEngine(
      options({}, { links: [{ frozen: true }, { frozen: true }, { frozen: true }] }),
    );
    const start = engine.parameters();
    expect(engine.step()).toBeGreaterThan(0);
    expect(engine.parameters()).toEqual(start);
  });
});
