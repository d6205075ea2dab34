import { beforeAll, expect, test } from 'vitest';
import { createRunAnalysis } from '../../../src/decomposition/createRunAnalysis.js';
import { decompose } from '../../../src/decomposition/decompose.js';
import { createDataset } from '../../../src/data/dataset.js';
import { startBackend } from '../../../src/engine/backend.js';
import { createTrainingEngine } from '../../../src/engine/createTrainingEngine.js';
import { fusedKernels } from '../../../src/engine/fusedKernels.js';
import { FiniteCheck } from '../../../src/worker/finiteCheck.js';
import { expectSame } from '../decomposition/expectSame.js';
import { chain, experiment, randomDataset } from '../engine/experiments.js';
import { WASM } from '../engine/wasm.js';
import { check } from '../network/specTexts.js';

beforeAll(async () => {
  expect(await startBackend('wasm', WASM)).toEqual({ backend: 'wasm' });
});

const network = chain({ widths: [3, 9, 9, 9, 2], bias: [true, false, true, true] });

function startEngine() {
  const { training } = experiment({ training: { learningRate: 0.1, batchSize: 4, backend: 'wasm' } });
  return createTrainingEngine({ network, data: randomDataset(network, 40), training, seed: 3 });
}

test('the parameters that the fused step moves are analysed where they lie, as their copies are by plain TypeScript', () => {
  const engine = startEngine();
  expect(engine.path).toBe('fused');
  expect(engine.places).toBeDefined();
  const analysis = createRunAnalysis({ network, source: engine, samples: 4, kernels: fusedKernels() });
  for (let k = 0; k < 12; k++) {
    const samples = engine.batch;
    const before = engine.parameters();
    // Every third step is left out.
    const seen = k % 3 !== 2;
    if (seen) analysis.before(k, samples);
    engine.step();
    if (!seen) continue;
    const next = engine.batch;
    const expected = decompose(network, {
      before,
      after: engine.parameters(),
      samples: 4,
      inputsBefore: samples.x,
      inputsAfter: next.x,
      targets: samples.y,
    });
    expectSame(analysis.after(k, next), expected);
  }
  engine.dispose();
});

test('and so are those of a network with convolutions, norms and a pool, whose tensors the heap has', () => {
  const spec = `bbd: 1
data: {source: digits}
layers:
  - {type: conv2d, filters: 5, kernel: 3, padding: same, activation: relu}
  - {type: batchNorm}
  - {type: maxPool2d, size: 2}
  - {type: conv2d, filters: 6, kernel: 2, groups: 1}
  - {type: flatten}
  - {type: dense, units: 7}
  - {type: layerNorm, activation: tanh}
  - {type: dense, units: 10}
loss: crossEntropy
training: {optimizer: momentum, learningRate: 0.01, batchSize: 6, steps: 9, backend: wasm}
`;
  const { experiment: checked } = check(spec);
  const { network: layered, data, training, seed } = checked!;
  const engine = createTrainingEngine({ network: layered, data: createDataset(data, seed), training, seed });
  expect(engine.live).toBeDefined();
  const analysis = createRunAnalysis({
    network: layered,
    source: engine,
    samples: 6,
    kernels: fusedKernels(),
  });
  for (let k = 0; k < 4; k++) {
    const samples = engine.batch;
    const before = engine.parameters();
    analysis.before(k, samples);
    engine.step();
    const next = engine.batch;
    const expected = decompose(layered, {
      before,
      after: engine.parameters(),
      samples: 6,
      inputsBefore: samples.x,
      inputsAfter: next.x,
      targets: samples.y,
    });
    const found = analysis.after(k, next);
    expectSame(found, expected);
    expect(found.residual).toBeLessThanOrEqual(1e-9);
  }
  engine.dispose();
});

test('one parameter that is no longer finite is found where it lies', () => {
  const engine = startEngine();
  const check = new FiniteCheck(engine, fusedKernels());
  engine.step();
  expect(check.passes).toBe(true);
  const places = engine.places!;
  for (const [m, own] of engine.parameters().entries()) {
    for (const [address, count] of [
      [places.links[m]!.weights, own.weights.length],
      [places.links[m]!.bias, own.bias?.length ?? 0],
    ] as const) {
      if (address === undefined) continue;
      for (const at of [0, count - 1]) {
        const values = new Float32Array(places.heap.memory.buffer, address, count);
        const kept = values[at]!;
        for (const broken of [Infinity, -Infinity, NaN]) {
          values[at] = broken;
          expect(check.passes).toBe(false);
        }
        values[at] = kept;
        expect(check.passes).toBe(true);
      }
    }
  }
  engine.dispose();
});
