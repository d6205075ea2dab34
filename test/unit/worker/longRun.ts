import { backend } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { startBackend } from '../../../src/engine/backend.js';
import { fusedHeap } from '../../../src/engine/fusedHeap.js';
import { RecordedTraining } from '../../../src/worker/recordedTraining.js';
import { createRecorders } from '../../../src/worker/recorders.js';
import { experiment } from '../engine/experiments.js';
import { WASM } from '../engine/wasm.js';

/** Memory of the process that a long run may seem to take while nothing grows: the collector's own doing. */
const SLACK_BYTES = 40e6;

interface Held {
  readonly heap: number;
  readonly tensors: number;
  /** Of JavaScript, and outside of it. */
  readonly process: number;
}

function held(): Held {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return {
    heap: fusedHeap().memory.buffer.byteLength,
    tensors: backend().numDataIds(),
    process: heapUsed + external + arrayBuffers,
  };
}

/**
 * Trains with batches of one and expects that nothing grows from the tenth part of the run on.
 * @param steps a multiple of ten
 */
export async function expectFlatMemory(steps: number): Promise<void> {
  await startBackend('wasm', WASM);
  const plan = experiment({
    chain: { widths: [2, 16, 16, 1] },
    training: { steps, batchSize: 1, learningRate: 1e-3, backend: 'wasm' },
    analysis: { every: 100 },
  });
  const training = new RecordedTraining(
    { ...plan, data: { ...plan.data, validation: 8 } },
    createRecorders,
    false,
  );
  let before: Held | undefined;
  let most = 0;
  for (let tenth = 0; tenth < 10; tenth++) {
    for (let step = 0; step < steps / 10; step++) {
      const outcome = training.takeStep();
      if (outcome === undefined) throw new Error('it diverged');
      while (outcome.validation?.done === false) outcome.validation.advance();
    }
    const now = held();
    before ??= now;
    expect([now.heap, now.tensors]).toEqual([before.heap, before.tensors]);
    most = Math.max(most, now.process - before.process);
  }
  expect(training.steps).toBe(steps);
  expect(most).toBeLessThan(SLACK_BYTES);
}
