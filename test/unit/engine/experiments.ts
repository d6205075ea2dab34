import { fileURLToPath } from 'node:url';
import type { ActivationName } from '../../../src/base/activation.js';
import type { LossName } from '../../../src/base/loss.js';
import { createRandom, type Random } from '../../../src/base/random.js';
import type { Dataset } from '../../../src/data/types.js';
import type { DenseLink, Experiment, Initializer, TrainableNetwork } from '../../../src/network/types.js';
import { denseLink } from '../network/denseLink.js';

/** Where the `.wasm` files lie for tests; test/wasmFiles.ts puts them there. */
export const WASM_DIRECTORY = fileURLToPath(
  new URL('../../../node_modules/.cache/bbd-inspector/wasm/', import.meta.url),
);

export interface ChainOptions {
  /** N_0 … N_M */
  readonly widths: readonly number[];
  readonly activation?: ActivationName;
  readonly outputActivation?: ActivationName;
  readonly loss?: LossName;
  /** For every link, or one for each. */
  readonly bias?: boolean | readonly boolean[];
  readonly initializer?: Initializer;
  /** What else a link has, for each. */
  readonly links?: readonly Partial<DenseLink>[];
}

/** A chain of dense links, built by hand. */
export function chain({
  widths,
  activation = 'tanh',
  outputActivation = 'linear',
  loss = 'mse',
  bias = true,
  initializer = { kind: 'glorot', gain: 1 },
  links: changes = [],
}: ChainOptions): TrainableNetwork {
  const links = widths.slice(1).map((outputs, m) =>
    denseLink(m, {
      name: `dense ${m}`,
      inputs: widths[m]!,
      outputs,
      activationIn: m === 0 ? 'linear' : activation,
      bias: typeof bias === 'boolean' ? bias : bias[m]!,
      initializer,
      ...changes[m],
    }),
  );
  return {
    inputShape: [widths[0]!],
    inputs: widths[0]!,
    outputs: widths.at(-1)!,
    links,
    operationsOut: [],
    outputActivation,
    loss,
    parameterCount: links.reduce((sum, link) => sum + link.parameterCount, 0),
  };
}

/**
 * Random samples that fit a network: normal inputs; targets normal, for cross-entropy one-hot, for the divergence
 * probabilities of which some are 0.
 */
export function randomDataset(network: TrainableNetwork, samples: number, seed = 1): Dataset {
  const random = createRandom(seed, 'test data');
  const { inputs, outputs } = network;
  const x = Float32Array.from({ length: samples * inputs }, () => random.normal());
  const y = new Float32Array(samples * outputs);
  for (let s = 0; s < samples; s++) {
    if (network.loss === 'crossEntropy') y[s * outputs + random.integer(outputs)] = 1;
    else if (network.loss === 'klDivergence') y.set(randomProbabilities(outputs, random), s * outputs);
    else for (let j = 0; j < outputs; j++) y[s * outputs + j] = random.normal();
  }
  return { samples, inputs, outputs, x, y };
}

function randomProbabilities(count: number, random: Random): number[] {
  const raw = Array.from({ length: count }, (_, j) =>
    j > 0 && random.uniform() < 0.3 ? 0 : random.uniform(),
  );
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((value) => value / sum);
}

/** An experiment on a small network that learns the outputs of a random teacher. */
export function experiment(changes: {
  readonly chain?: Partial<ChainOptions>;
  readonly training?: Partial<Experiment['training']>;
  readonly analysis?: Partial<Experiment['analysis']>;
  readonly seed?: number;
  readonly samples?: number;
}): Experiment {
  const network = chain({ widths: [3, 4, 4, 2], ...changes.chain });
  return {
    name: 'Test network',
    seed: changes.seed ?? 7,
    network,
    data: {
      source: 'teacher',
      inputs: network.inputs,
      outputs: network.outputs,
      samples: changes.samples ?? 32,
      noise: 0.05,
    },
    training: {
      optimizer: { kind: 'sgd' },
      schedule: { kind: 'constant' },
      learningRate: 0.05,
      batchSize: 2,
      steps: 20,
      backend: 'cpu',
      ...changes.training,
    },
    analysis: {
      every: 5,
      probe: 3,
      mode: 'probe',
      dynamics: 0,
      continuum: 0,
      statistics: 0,
      seeds: 1,
      ...changes.analysis,
    },
  };
}
