import { describe, expect, test } from 'vitest';
import { createDataset } from '../../../src/data/dataset.js';
import { startBackend } from '../../../src/engine/backend.js';
import { createTrainingEngine } from '../../../src/engine/createTrainingEngine.js';
import { KernelEngine } from '../../../src/engine/kernelEngine.js';
import type { EngineOptions } from '../../../src/engine/trainingEngine.js';
import { parameterArrays } from '../../../src/network/parameterArrays.js';
import { check } from '../network/specTexts.js';
import { WASM } from './wasm.js';

const NETWORKS = {
  'a chain': `[{type: dense, units: 6, activation: tanh}, {type: dense, units: 6, activation: relu, init: orthogonal}, {type: dense, units: 3}]`,
  'norms, dropout and a residual block': `[{type: dense, units: 6}, {type: batchNorm, activation: tanh}, {type: dropout, rate: 0.4},
    {type: residual, layers: [{type: dense, units: 6, activation: gelu, init: smooth}]}, {type: layerNorm}, {type: dropout, rate: 0.2}, {type: dense, units: 3}]`,
} as const;

const OPTIMIZERS = ['sgd', 'momentum', 'nesterov', 'adam', 'rmsprop'] as const;

function optionsFor(layers: string, optimizer: string, seed: number): EngineOptions {
  const { experiment } = check(`bbd: 1
seed: ${seed}
data: {source: spirals, classes: 3, samples: 30, noise: 0.1, validation: 5}
layers: ${layers}
loss: crossEntropy
training: {optimizer: ${optimizer}, learningRate: 0.01, batchSize: 3, steps: 40, schedule: cosine, weightDecay: 0.01}
`);
  if (experiment === undefined) throw new Error('the spec is not trainable');
  const { network, training, data } = experiment;
  return { network, training, seed, data: createDataset(data, seed) };
}

/** Losses of all steps and the final numbers. */
function train(
  create: (own: EngineOptions) => KernelEngine | ReturnType<typeof createTrainingEngine>,
  own: EngineOptions,
) {
  const engine = create(own);
  const losses = Array.from({ length: 40 }, () => engine.step());
  const parameters = engine
    .parameters()
    .flatMap((link) => parameterArrays(link).map(({ values }) => values.slice()));
  engine.dispose();
  return { losses, parameters };
}

const kernelByKernel = (own: EngineOptions): KernelEngine => new KernelEngine(own);

describe.each([
  ['the engine that a run on wasm takes', 'wasm', createTrainingEngine],
  ['the kernel engine on wasm', 'wasm', kernelByKernel],
  ['the kernel engine on cpu', 'cpu', kernelByKernel],
] as const)(
  '%s takes the same steps to the last bit from the same seed, others from another',
  (_, backend, create) => {
    const cases = Object.entries(NETWORKS).flatMap(([name, layers]) =>
      OPTIMIZERS.map((optimizer) => [name, optimizer, layers] as const),
    );
    test.each(cases)('%s under %s', async (__, optimizer, layers) => {
      await startBackend(backend, WASM);
      const first = train(create, optionsFor(layers, optimizer, 3));
      expect(train(create, optionsFor(layers, optimizer, 3))).toEqual(first);
      expect(train(create, optionsFor(layers, optimizer, 4)).losses).not.toEqual(first.losses);
      for (const loss of first.losses) expect(loss).toBeGreaterThan(0);
    });
  },
);
