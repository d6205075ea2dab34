import { describe, expect, test } from 'vitest';
import { LOSS_NAMES, type LossName } from '../../../src/base/loss.js';
import { createDataset } from '../../../src/data/dataset.js';
import { runBackward } from '../../../src/dynamics/backwardPass.js';
import { linearize } from '../../../src/dynamics/linearization.js';
import { meanGradient } from '../../../src/dynamics/parameterGradient.js';
import { startBackend } from '../../../src/engine/backend.js';
import type { Batch } from '../../../src/engine/batches.js';
import { createTrainingEngine } from '../../../src/engine/createTrainingEngine.js';
import { KernelEngine } from '../../../src/engine/kernelEngine.js';
import { rateFactor } from '../../../src/engine/schedule.js';
import type { EngineOptions } from '../../../src/engine/trainingEngine.js';
import { parameterArrays } from '../../../src/network/parameterArrays.js';
import type { FloatArray, LinkParameters, NormParameters } from '../../../src/network/parameterLayout.js';
import type { Optimizer } from '../../../src/network/types.js';
import { check } from '../network/specTexts.js';
import { referenceUpdate, type ReferenceUpdate } from './referenceTraining.js';
import { WASM } from './wasm.js';

const STEPS = 100;
/** Of the largest distance that a parameter has moved: float32 over 100 steps. */
const TOLERANCE = 2e-4;

const OPTIMIZERS: readonly Optimizer[] = [
  { kind: 'sgd' },
  { kind: 'momentum', momentum: 0.8 },
  { kind: 'nesterov', momentum: 0.7 },
  { kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-4 },
  { kind: 'rmsprop', decay: 0.9, epsilon: 1e-3 },
];
const RATES: Readonly<Record<Optimizer['kind'], number>> = {
  sgd: 0.02,
  momentum: 0.005,
  nesterov: 0.005,
  adam: 0.003,
  rmsprop: 0.001,
};

const LINES = '{source: mnist1d, samples: 24}';
const IMAGES = '{source: digits, samples: 24}';
const ROWS = '{source: spirals, classes: 3, samples: 24, noise: 0.1}';

/**
 * Every kind of layer in a network of its own, which ends with as many numbers as there are classes. Not batchNorm and
 * dropout, whose training differs from what float64 knows of them; `npm run compare:torch` has the former.
 */
const LAYERS: readonly (readonly [kind: string, data: string, layers: readonly string[]])[] = [
  ['dense', ROWS, ['{type: dense, units: 6, activation: tanh}', '{type: dense, units: 3}']],
  [
    'local',
    ROWS,
    [
      '{type: dense, units: 6}',
      '{type: local, activation: silu}',
      '{type: local, activation: gelu}',
      '{type: dense, units: 3}',
    ],
  ],
  [
    'conv1d, same, with a stride',
    LINES,
    [
      '{type: conv1d, filters: 3, kernel: 5, stride: 4, padding: same, activation: tanh}',
      '{type: flatten}',
      '{type: dense, units: 10}',
    ],
  ],
  [
    'conv1d, circular, in groups',
    LINES,
    [
      '{type: conv1d, filters: 4, kernel: 3, stride: 5}',
      '{type: conv1d, filters: 4, kernel: 3, padding: circular, groups: 2, activation: sigmoid}',
      '{type: flatten}',
      '{type: dense, units: 10}',
    ],
  ],
  [
    'conv2d, valid',
    IMAGES,
    [
      '{type: conv2d, filters: 3, kernel: 3, stride: 2, padding: valid, activation: tanh}',
      '{type: flatten}',
      '{type: dense, units: 10}',
    ],
  ],
  [
    'conv2d, circular',
    IMAGES,
    [
      '{type: conv2d, filters: 2, kernel: [3, 1], padding: circular, activation: softplus}',
      '{type: globalAveragePool}',
      '{type: dense, units: 10}',
    ],
  ],
  [
    'residual',
    ROWS,
    [
      '{type: dense, units: 6, activation: tanh}',
      '{type: residual, layers: [{type: dense, units: 6, activation: tanh}]}',
      '{type: residual, skipValue: activation, layers: [{type: dense, units: 6, activation: sigmoid}]}',
      '{type: dense, units: 3}',
    ],
  ],
  [
    'a long skip',
    ROWS,
    [
      '{type: dense, name: from, units: 6, activation: tanh}',
      '{type: dense, units: 6, activation: tanh}',
      '{type: dense, units: 6, activation: tanh, skipFrom: from}',
      '{type: dense, units: 3}',
    ],
  ],
  [
    'tied and frozen',
    ROWS,
    [
      '{type: dense, units: 6, frozen: true, activation: tanh}',
      '{type: dense, name: own, units: 6, activation: tanh, weightDecay: 0.05, learningRateMultiplier: 0.5}',
      '{type: dense, units: 6, activation: tanh, tieWith: own}',
      '{type: dense, units: 3, bias: false}',
    ],
  ],
  [
    'layerNorm behind weights',
    ROWS,
    ['{type: dense, units: 6}', '{type: layerNorm, activation: tanh}', '{type: dense, units: 3}'],
  ],
  [
    'layerNorm elsewhere',
    ROWS,
    [
      '{type: dense, units: 6, activation: tanh}',
      '{type: layerNorm, activation: tanh}',
      '{type: dense, units: 3}',
      '{type: layerNorm}',
    ],
  ],
  [
    'maxPool1d',
    LINES,
    [
      '{type: conv1d, filters: 3, kernel: 3, stride: 2, activation: tanh}',
      '{type: maxPool1d, size: 3, stride: 2, padding: same}',
      '{type: flatten}',
      '{type: dense, units: 10}',
    ],
  ],
  [
    'avgPool1d',
    LINES,
    [
      '{type: avgPool1d, size: 3, stride: 2, padding: same}',
      '{type: conv1d, filters: 3, kernel: 3, stride: 4, activation: tanh}',
      '{type: flatten}',
      '{type: dense, units: 10}',
    ],
  ],
  [
    'maxPool2d',
    IMAGES,
    [
      '{type: conv2d, filters: 2, kernel: 3, activation: tanh}',
      '{type: maxPool2d, size: 4}',
      '{type: flatten}',
      '{type: dense, units: 10}',
    ],
  ],
  [
    'avgPool2d',
    IMAGES,
    [
      '{type: conv2d, filters: 2, kernel: 3, activation: elu}',
      '{type: avgPool2d, size: [2, 4]}',
      '{type: flatten}',
      '{type: dense, units: 10}',
    ],
  ],
];

export interface Case {
  readonly layers: (typeof LAYERS)[number];
  readonly loss: LossName;
  readonly optimizer: Optimizer;
}

/** Every kind of layer with every loss and every optimiser. */
export const ALL: readonly Case[] = LAYERS.flatMap((layers) =>
  LOSS_NAMES.flatMap((loss) => OPTIMIZERS.map((optimizer) => ({ layers, loss, optimizer }))),
);
/** One run for each kind of layer, in which losses and optimisers take turns. */
export const SOME: readonly Case[] = LAYERS.map((layers, i) => ({
  layers,
  loss: LOSS_NAMES[i % LOSS_NAMES.length]!,
  optimizer: OPTIMIZERS[i % OPTIMIZERS.length]!,
}));

const titleOf = ({ layers: [kind], loss, optimizer }: Case): string => `${kind}, ${loss}, ${optimizer.kind}`;

function optionsFor({ layers: [, data, layers], loss, optimizer }: Case): EngineOptions {
  const { experiment, diagnostics } = check(`bbd: 1
seed: 3
data: ${data}
layers:
${layers.map((layer) => `  - ${layer}\n`).join('')}loss: ${loss}
training: {batchSize: 4, steps: ${STEPS}}
`);
  if (experiment === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const { network, seed } = experiment;
  const training = {
    ...experiment.training,
    optimizer,
    schedule: { kind: 'cosine', end: 0.2 } as const,
    learningRate: RATES[optimizer.kind],
  };
  return { network, data: createDataset(experiment.data, seed), training, seed };
}

const inDouble = (values: FloatArray): Float64Array => Float64Array.from(values);

function normInDouble(norm: NormParameters | undefined): NormParameters<Float64Array> | undefined {
  return norm && { scale: inDouble(norm.scale), shift: inDouble(norm.shift), moving: undefined };
}

/** Copies in float64; a tied link has the arrays of its owner. */
function copyInDouble(
  { network }: EngineOptions,
  parameters: readonly LinkParameters[],
): LinkParameters<Float64Array>[] {
  const copies: LinkParameters<Float64Array>[] = [];
  parameters.forEach(({ weights, bias, norm, operations, operationsOut }, m) => {
    const owner = copies[network.links[m]!.tiedTo ?? m];
    copies.push({
      weights: owner?.weights ?? inDouble(weights),
      bias: owner === undefined ? bias && inDouble(bias) : owner.bias,
      norm: normInDouble(norm),
      operations: operations?.map(normInDouble),
      operationsOut: operationsOut?.map(normInDouble),
    });
  });
  return copies;
}

/** The same training in float64, with gradients of backpropagation that shares nothing with the engines. */
class DoubleTraining {
  readonly parameters: readonly LinkParameters<Float64Array>[];
  private readonly updates = new Map<Float64Array, ReferenceUpdate>();
  private steps = 0;

  constructor(
    private readonly options: EngineOptions,
    start: readonly LinkParameters[],
  ) {
    this.parameters = copyInDouble(options, start);
  }

  step({ x, y, samples }: Batch): void {
    const { network, training } = this.options;
    const point = linearize(network, this.parameters, inDouble(x), samples);
    const gradients = meanGradient(point, runBackward(point, inDouble(y)));
    const rate = training.learningRate * rateFactor(training.schedule, this.steps, training.steps);
    const moves = new Map<Float64Array, { gradient: Float64Array; rate: number }>();
    this.parameters.forEach((own, m) => {
      const { frozen, learningRateMultiplier, weightDecay } = network.links[m]!;
      const parts = parameterArrays(gradients[m]!);
      parameterArrays(own).forEach(({ name, values }, i) => {
        const isOwn = name === 'W' || name === 'b';
        if (isOwn && frozen) return;
        const part = parts[i]!.values;
        const known = moves.get(values);
        // Parts of tied links add up; the decay is that of the parameter, once.
        const decay = name === 'W' && known === undefined ? weightDecay : 0;
        const gradient = part.map((g, k) => g + (known?.gradient[k] ?? 0) + decay * values[k]!);
        moves.set(values, { gradient, rate: isOwn ? rate * learningRateMultiplier : rate });
      });
    });
    for (const [values, { gradient, rate: own }] of moves) {
      const update = this.updates.get(values) ?? referenceUpdate(training.optimizer, values.length);
      this.updates.set(values, update);
      update(values, gradient, own, this.steps);
    }
    this.steps++;
  }
}

const numbersOf = (parameters: readonly LinkParameters[]): number[] =>
  parameters.flatMap((own) =>
    parameterArrays(own)
      .filter(({ name }) => !name.startsWith('moving'))
      .flatMap(({ values }) => [...values]),
  );

function largestDistance(a: readonly LinkParameters[], b: readonly LinkParameters[]): number {
  const [some, others] = [numbersOf(a), numbersOf(b)];
  expect(some).toHaveLength(others.length);
  return Math.max(...some.map((value, i) => Math.abs(value - others[i]!)));
}

/** Tests that the engines train these cases as float64 does. */
export function testTraining(cases: readonly Case[]): void {
  describe.each([
    ['the kernel engine on wasm', 'wasm', (own: EngineOptions) => new KernelEngine(own)],
    ['the engine that a run on wasm takes', 'wasm', createTrainingEngine],
    ['the kernel engine on cpu', 'cpu', (own: EngineOptions) => new KernelEngine(own)],
  ] as const)('%s is after 100 steps where float64 is', (_, backend, create) => {
    test.each(cases.map((each) => [titleOf(each), each] as const))('%s', async (__, given) => {
      await startBackend(backend, WASM);
      const own = optionsFor(given);
      const engine = create(own);
      const start = engine.parameters();
      const reference = new DoubleTraining(own, start);
      for (let k = 0; k < STEPS; k++) {
        reference.step(engine.batch);
        engine.step();
      }
      const moved = largestDistance(reference.parameters, start);
      expect(moved).toBeGreaterThan(1e-3);
      expect(largestDistance(engine.parameters(), reference.parameters)).toBeLessThan(TOLERANCE * moved);
      engine.dispose();
    });
  });
}
