import { backend } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { ACTIVATION_NAMES } from '../../../src/base/activation.js';
import { LOSS_NAMES } from '../../../src/base/loss.js';
import { createDataset } from '../../../src/data/dataset.js';
import { startBackend } from '../../../src/engine/backend.js';
import { createTrainingEngine } from '../../../src/engine/createTrainingEngine.js';
import { fusedHeap } from '../../../src/engine/fusedHeap.js';
import { KernelEngine } from '../../../src/engine/kernelEngine.js';
import type { EngineOptions, TrainingEngine } from '../../../src/engine/trainingEngine.js';
import type { Optimizer } from '../../../src/network/types.js';
import { check, examples } from '../network/specTexts.js';
import { chain, experiment, randomDataset, type ChainOptions } from './experiments.js';
import { largestDifference, ReferenceTraining } from './referenceTraining.js';
import { WASM } from './wasm.js';

beforeAll(async () => {
  expect(await startBackend('wasm', WASM)).toEqual({ backend: 'wasm' });
});

function options(
  network: Partial<ChainOptions>,
  training: Partial<EngineOptions['training']> = {},
): EngineOptions {
  const built = chain({ widths: [3, 5, 4, 2], ...network });
  const plan = experiment({ training: { learningRate: 0.02, batchSize: 8, ...training } }).training;
  return { network: built, data: randomDataset(built, 40), training: plan, seed: 3 };
}

function takeSteps(engine: TrainingEngine, count: number): number[] {
  return Array.from({ length: count }, () => engine.step());
}

/** Of one sample, and of 300 steps of a network eight links deep. */
const LOSS_TOLERANCE = 1e-5;

const FUSED: readonly Optimizer[] = [
  { kind: 'sgd' },
  { kind: 'momentum', momentum: 0.9 },
  { kind: 'nesterov', momentum: 0.8 },
  { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-4 },
  { kind: 'rmsprop', decay: 0.9, epsilon: 1e-3 },
];

/** Dense, local, tied and residual layers of one width, and what each may add. */
const layerTexts = fc.oneof(
  fc
    .record({
      type: fc.constantFrom('dense, units: 4', 'local'),
      activation: fc.constantFrom(...ACTIVATION_NAMES),
      rest: fc.constantFrom(
        '',
        ', bias: false',
        ', frozen: true',
        ', weightDecay: 0.02, learningRateMultiplier: 0.5',
        ', skipFrom: first, skipValue: preactivation',
        ', skipFrom: first, skipValue: activation',
      ),
    })
    .map(({ type, activation, rest }) => `{type: ${type}, activation: ${activation}${rest}}`),
  fc.constantFrom(
    '{type: dense, units: 4, activation: tanh, tieWith: first}',
    '{type: residual, layers: [{type: dense, units: 4, activation: tanh}, {type: local, activation: sigmoid}]}',
    '{type: residual, skipValue: activation, layers: [{type: dense, units: 4, activation: relu}]}',
    '{type: residual, layers: [{type: local, activation: gelu}, {type: residual, layers: [{type: dense, units: 4, activation: silu}]}]}',
  ),
);

/** What trains a spec of such layers. */
function specOptions(layers: readonly string[], training: Partial<EngineOptions['training']>): EngineOptions {
  const text = `bbd: 1
data: {source: teacher, inputs: 4, outputs: 2, samples: 40}
layers:
  - {name: first, type: dense, units: 4, activation: tanh}
${layers.map((layer) => `  - ${layer}\n`).join('')}  - {type: dense, units: 2}
loss: mse
training: {learningRate: 0.02, steps: 100}
`;
  const { experiment: read, diagnostics } = check(text);
  if (read === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const { network, seed } = read;
  return { network, seed, data: randomDataset(network, 40), training: { ...read.training, ...training } };
}

/** Takes four steps both ways; their losses and parameters must be the same up to rounding. */
function compareWithKernels(own: EngineOptions): void {
  const [fused, kernels] = [createTrainingEngine(own), new KernelEngine(own)];
  expect(fused.path).toBe('fused');
  const losses = takeSteps(kernels, 4);
  takeSteps(fused, 4).forEach((loss, k) => {
    expect(Math.abs(loss - losses[k]!)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(losses[k]!)));
  });
  const [actual, expected] = [fused, kernels].map((engine) =>
    engine.parameters().flatMap(({ weights, bias }) => [...weights, ...(bias ?? [])]),
  );
  actual!.forEach((value, i) => {
    expect(Math.abs(value - expected![i]!)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(expected![i]!)));
  });
  fused.dispose();
  kernels.dispose();
}

describe('the fused step', () => {
  test.each(FUSED.flatMap((optimizer) => [1, 8].map((batchSize) => ({ optimizer, batchSize }))))(
    'of $optimizer.kind with batches of $batchSize, a schedule, multipliers, decay and a frozen link is what float64 gives',
    (training) => {
      const links = [
        { learningRateMultiplier: 0.5, weightDecay: 0.1 },
        { frozen: true },
        { weightDecay: 0.02 },
      ];
      const own = options({ links }, { ...training, steps: 12, schedule: { kind: 'cosine', end: 0.1 } });
      const engine = createTrainingEngine(own);
      expect(engine.path).toBe('fused');
      const reference = new ReferenceTraining(own, engine);
      for (let k = 0; k < 12; k++) {
        reference.step(engine);
        engine.step();
      }
      expect(largestDifference(reference, engine)).toBeLessThan(3e-5);
      engine.dispose();
    },
  );

  test('is that of TF.js kernel by kernel, for random chains, losses, batches and optimizers', () => {
    const runs = fc.record({
      widths: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 6 }),
      activation: fc.constantFrom(...ACTIVATION_NAMES),
      outputActivation: fc.constantFrom(...ACTIVATION_NAMES),
      loss: fc.constantFrom(...LOSS_NAMES),
      bias: fc.boolean(),
      batchSize: fc.integer({ min: 1, max: 6 }),
      optimizer: fc.constantFrom(...FUSED),
    });
    fc.assert(
      fc.property(runs, ({ batchSize, optimizer, ...network }) => {
        compareWithKernels(options(network, { batchSize, optimizer }));
      }),
      // Fixed: a neuron on a kink to the last bit would be rare, but not impossible.
      { numRuns: 100, seed: 5 },
    );
  });

  test('is that of TF.js kernel by kernel with local, tied, residual and skipping layers', () => {
    const runs = fc.record({
      layers: fc.array(layerTexts, { minLength: 1, maxLength: 5 }),
      batchSize: fc.constantFrom(1, 2, 5),
      optimizer: fc.constantFrom(...FUSED),
    });
    fc.assert(
      fc.property(runs, ({ layers, ...training }) => {
        compareWithKernels(specOptions(layers, training));
      }),
      { numRuns: 80, seed: 6 },
    );
  });

  test.each(FUSED)(
    'of $kind is what float64 gives over 100 steps, with local, tied, residual and skipping layers',
    (optimizer) => {
      const layers = [
        '{type: local, activation: tanh, skipFrom: first, skipValue: activation}',
        '{type: residual, layers: [{type: dense, units: 4, activation: sigmoid, tieWith: first}]}',
      ];
      const own = specOptions(layers, { optimizer, batchSize: 4, learningRate: 0.01 });
      const engine = createTrainingEngine(own);
      const reference = new ReferenceTraining(own, engine);
      for (let k = 0; k < 100; k++) {
        reference.step(engine);
        engine.step();
      }
      expect(largestDifference(reference, engine)).toBeLessThan(1e-4);
      engine.dispose();
    },
  );

  test('gives the same parameters, as the same object, until the next step', () => {
    const engine = createTrainingEngine(options({}));
    const before = engine.parameters();
    expect(engine.parameters()).toBe(before);
    engine.step();
    expect(engine.parameters()).not.toBe(before);
    engine.dispose();
  });

  test('trains on the batch that the engine says', () => {
    const own = options({});
    const [fused, kernels] = [createTrainingEngine(own), new KernelEngine(own)];
    for (let k = 0; k < 12; k++) {
      expect(fused.batch).toEqual(kernels.batch);
      fused.step();
      kernels.step();
    }
    fused.dispose();
    kernels.dispose();
  });

  test('lies on the heap of TF.js and gives it back: a hundred engines need no more of it than one', () => {
    const before = backend().numDataIds();
    const own = options({ widths: [100, 100, 100] });
    const bytesAfter = (engines: number): number => {
      for (let k = 0; k < engines; k++) {
        const engine = createTrainingEngine(own);
        engine.step();
        engine.dispose();
      }
      return fusedHeap().memory.buffer.byteLength;
    };
    const once = bytesAfter(1);
    expect(bytesAfter(100)).toBe(once);
    expect(backend().numDataIds()).toBe(before);
  });

  test('needs no more memory after 10 000 steps', () => {
    const engine = createTrainingEngine(
      options({ widths: [2, 32, 32, 1] }, { batchSize: 1, learningRate: 1e-3 }),
    );
    engine.step();
    const held = (): unknown => [fusedHeap().memory.buffer.byteLength, backend().numDataIds()];
    const before = held();
    takeSteps(engine, 10_000);
    expect(held()).toEqual(before);
    engine.dispose();
  });
});

describe('the engine is', () => {
  test.each([
    { title: 'fused for gradient descent', given: options({}), path: 'fused' },
    {
      title: 'fused for local, tied, residual and skipping layers with adam',
      given: specOptions(
        [
          '{type: local, skipFrom: first}',
          '{type: residual, layers: [{type: dense, units: 4, tieWith: first}]}',
        ],
        { optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-7 } },
      ),
      path: 'fused',
    },
    {
      title: 'TF.js kernel by kernel for a norm',
      given: specOptions(['{type: layerNorm}'], {}),
      path: 'kernels',
    },
    {
      title: 'TF.js kernel by kernel for dropout',
      given: specOptions(['{type: dropout, rate: 0.1}'], {}),
      path: 'kernels',
    },
  ])('$title', ({ given, path }) => {
    const engine = createTrainingEngine(given);
    expect(engine.path).toBe(path);
    engine.dispose();
  });
});

test('the deep tanh example has the same losses, fused and kernel by kernel', () => {
  const [, text] = examples.find(([name]) => name === 'deep-tanh.bbd.yaml')!;
  const { experiment: example } = check(text);
  if (example === undefined) throw new Error('the example does not train');
  const { network, seed, training } = example;
  expect(training.backend).toBe('wasm');
  const own = { network, seed, training, data: createDataset(example.data, seed) };
  const [fused, kernels] = [createTrainingEngine(own), new KernelEngine(own)];
  expect(fused.path).toBe('fused');
  const losses = takeSteps(kernels, 300);
  takeSteps(fused, 300).forEach((loss, k) => {
    // Rounding grows along a trajectory, so that the last digits of late losses are not to be compared.
    expect(Math.abs(loss - losses[k]!)).toBeLessThanOrEqual(LOSS_TOLERANCE * Math.max(1, losses[k]!));
  });
  fused.dispose();
  kernels.dispose();
});
