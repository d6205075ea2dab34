import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createDataset } from '../../../src/data/dataset.js';
import { createTrainingEngine } from '../../../src/engine/createTrainingEngine.js';
import { tensorFlowHeap } from '../../../src/engine/fusedHeap.js';
import { KernelEngine } from '../../../src/engine/kernelEngine.js';
import type { EngineOptions, TrainingEngine } from '../../../src/engine/trainingEngine.js';
import { check } from '../network/specTexts.js';
import { SLOW } from '../sweeps.js';
import { WAYS_OF_COMPUTING } from './waysOfComputing.js';

const STEPS = SLOW ? 10_000 : 300;
/** Kernels that every backend has take longer. */
const PLAIN_STEPS = SLOW ? 10_000 : 60;
/** After these, everything that a step needs is there. */
const WARM_UP = 3;

const LAYERS = `
  - {type: conv2d, filters: 4, kernel: 3, stride: 2, padding: circular}
  - {type: batchNorm, activation: relu}
  - {type: residual, layers: [{type: conv2d, filters: 4, kernel: 3, groups: 2, activation: tanh}]}
  - {type: maxPool2d, size: 2}
  - {type: dropout, rate: 0.3}
  - {type: avgPool2d, size: 2, stride: 1, padding: same}
  - {type: flatten}
  - {type: local, activation: gelu}
  - {type: layerNorm}
  - {type: dense, units: 6, activation: tanh, name: one}
  - {type: dense, units: 6, activation: silu, name: two}
  - {type: dense, units: 6, tieWith: two}
  - {type: dense, units: 10}`;
const CHAIN = `
  - {type: flatten}
  - {type: dense, units: 8, activation: tanh}
  - {type: dense, units: 10}`;

function optionsOf(layers: string, optimizer: string): EngineOptions {
  const { experiment, diagnostics } = check(`bbd: 1
data: {source: digits, samples: 32}
layers:${layers}
loss: crossEntropy
training:
  {optimizer: ${optimizer}, learningRate: 0.001, schedule: {kind: cosine, end: 0}, weightDecay: 0.001, batchSize: 3, steps: 20000}
`);
  if (experiment === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const { network, data, training, seed } = experiment;
  return { network, data: createDataset(data, seed), training, seed };
}

/** What may not grow: tensors of TF.js's engine, data of its backend, bytes of the WASM heap. */
const held = (): Record<string, number> => ({
  tensors: tf.memory().numTensors,
  ids: tf.backend().numDataIds(),
  heap: tensorFlowHeap()?.memory.buffer.byteLength ?? 0,
});

/** Every step leaves behind what the one before has, and disposing leaves nothing. */
function expectSteady(create: () => TrainingEngine, steps = STEPS): void {
  const { ids } = held();
  const engine = create();
  for (let k = 0; k < WARM_UP; k++) engine.step();
  engine.parameters();
  const before = held();
  for (let k = 0; k < steps; k++) {
    engine.step();
    if (k % 50 === 0) engine.parameters();
    if (k % 20 === 0) expect(held()).toEqual(before);
  }
  expect(held()).toEqual(before);
  engine.dispose();
  // Constants of a way of computing have been there before.
  expect(held()['ids']).toBeLessThanOrEqual(ids!);
}

describe('over many steps the memory stays as it is', () => {
  test.each(WAYS_OF_COMPUTING)('of all layers by $way', async ({ way, start }) => {
    const kernels = await start();
    const options = optionsOf(LAYERS, 'adam');
    expectSteady(() => new KernelEngine(options, kernels), way.startsWith('our') ? STEPS : PLAIN_STEPS);
  });

  test.each(['sgd', 'adam'])(
    'of the path that a chain takes by itself on wasm, with %s',
    async (optimizer) => {
      await WAYS_OF_COMPUTING.at(-1)!.start();
      const options = optionsOf(CHAIN, optimizer);
      expectSteady(() => createTrainingEngine(options));
    },
  );
});
