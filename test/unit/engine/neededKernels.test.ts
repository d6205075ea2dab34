import { getKernelsForBackend, unregisterKernel } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { ACTIVATION_NAMES } from '../../../src/base/activation.js';
import { LOSS_NAMES } from '../../../src/base/loss.js';
import { createDataset } from '../../../src/data/dataset.js';
import { startBackend } from '../../../src/engine/backend.js';
import { KernelEngine } from '../../../src/engine/kernelEngine.js';
import { neededKernels } from '../../../src/engine/neededKernels.js';
import type { EngineOptions } from '../../../src/engine/trainingEngine.js';
import type { Optimizer } from '../../../src/network/types.js';
import { check } from '../network/specTexts.js';
import { chain, experiment, randomDataset, type ChainOptions } from './experiments.js';
import { WASM } from './wasm.js';

/** Trains with the kernels that a run is said to need, and no others. */
async function trainWithNeeded(options: EngineOptions): Promise<void> {
  // Registers again what a test before has taken away.
  await startBackend('cpu', WASM);
  const needed = new Set<string>(neededKernels(options.network, options.training));
  const known = getKernelsForBackend('cpu').map(({ kernelName }) => kernelName);
  expect(known).toEqual(expect.arrayContaining([...needed]));
  for (const name of known) if (!needed.has(name)) unregisterKernel(name, 'cpu');
  const engine = new KernelEngine(options);
  for (let k = 0; k < 2; k++) engine.step();
  engine.dispose();
}

const OPTIMIZERS: readonly Optimizer[] = [
  { kind: 'sgd' },
  { kind: 'momentum', momentum: 0.9 },
  { kind: 'nesterov', momentum: 0.8 },
  { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  { kind: 'rmsprop', decay: 0.9, epsilon: 1e-4 },
];

function chainRun(changes: Partial<ChainOptions>, optimizer: Optimizer = { kind: 'sgd' }): EngineOptions {
  const network = chain({
    widths: [3, 4, 4, 2],
    links: [{ learningRateMultiplier: 0.5, weightDecay: 0.1 }, {}, { tiedTo: undefined }],
    ...changes,
  });
  const { training } = experiment({ training: { optimizer } });
  return { network, data: randomDataset(network, 16), training, seed: 1 };
}

describe('no kernel is called that a run was not said to need', () => {
  test.each(ACTIVATION_NAMES)('with %s inside and at the head', async (activation) => {
    await trainWithNeeded(chainRun({ activation, outputActivation: activation }));
  });
  test.each(LOSS_NAMES)('with the loss %s of several outputs and of one', async (loss) => {
    await trainWithNeeded(chainRun({ loss }));
    await trainWithNeeded(chainRun({ loss, widths: [3, 4, 4, 1] }));
  });
  test.each(OPTIMIZERS.map((optimizer) => [optimizer.kind, optimizer] as const))(
    'with %s and decay',
    async (_, optimizer) => {
      await trainWithNeeded(chainRun({}, optimizer));
    },
  );
  test('with layers of all types', async () => {
    const { experiment: run } = check(`bbd: 1
data: {source: digits, samples: 32}
layers:
  - {type: conv2d, filters: 4, kernel: 3, padding: circular}
  - {type: batchNorm, activation: relu}
  - {type: residual, layers: [{type: conv2d, filters: 4, kernel: 3, groups: 2, activation: tanh}]}
  - {type: maxPool2d, size: 2}
  - {type: dropout, rate: 0.3}
  - {type: avgPool2d, size: 3, stride: 2, padding: same}
  - {type: flatten}
  - {type: local, activation: gelu}
  - {type: layerNorm}
  - {type: dense, units: 10}
loss: crossEntropy
training: {learningRate: 0.1, batchSize: 8, steps: 10}
`);
    const { network, data, training, seed } = run!;
    await trainWithNeeded({ network, data: createDataset(data, seed), training, seed });
  });
});
