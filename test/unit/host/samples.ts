import type { Experiment } from '../../../src/network/types.js';
import type { Frame } from '../../../src/run/frame.js';
import type { RunFacts } from '../../../src/host/runFacts.js';
import type { RunOrigin } from '../../../src/host/runOrigin.js';
import { NO_VALIDATION } from '../../../src/run/validationCurve.js';
import { denseLink } from '../network/denseLink.js';

/** A chain of three links in a text of one line a layer, ten characters each. */
export function sampleExperiment(changes: Partial<Experiment> = {}): Experiment {
  return {
    name: 'Sample',
    seed: 7,
    network: {
      inputShape: [4],
      inputs: 4,
      outputs: 4,
      links: [denseLink(0), denseLink(1), denseLink(2)],
      operationsOut: [],
      outputActivation: 'linear',
      loss: 'mse',
      parameterCount: 60,
    },
    data: { source: 'teacher', inputs: 4, outputs: 4, samples: 16, noise: 0 },
    training: {
      optimizer: { kind: 'sgd' },
      schedule: { kind: 'constant' },
      learningRate: 0.01,
      batchSize: 2,
      steps: 100,
      backend: 'wasm',
    },
    analysis: { every: 5, probe: 2, mode: 'probe', dynamics: 0, continuum: 0, statistics: 0, seeds: 1 },
    ...changes,
  };
}

export const SAMPLE_TEXT = Array.from({ length: 3 }, (_, m) => `layer ${m}..`).join('\n');

export function sampleFrame(step: number, links: number): Frame {
  const residual = 1e-13;
  return {
    step,
    trainingLoss: 2 / (step + 1),
    loss: 1 / (step + 1),
    bulk: 0.5,
    boundary: -0.25,
    lagrangian: 0.25,
    residual,
    layers: Array.from({ length: links }, (_, m) => ({
      weightKinetic: m + 0.1,
      neuronKinetic: m + 0.2,
      coupling: -m - 0.3,
      fluxSquared: m + 0.4,
      biasKinetic: m + 0.5,
      residual,
      residualGap: undefined,
      residualOfLargestTerm: 1e-16,
      sectorSpread: residual,
    })),
  };
}

export function sampleFacts(changes: Partial<RunFacts> = {}): RunFacts {
  return {
    title: 'Sample',
    fingerprint: 'f',
    number: 3,
    seed: 7,
    status: 'running',
    step: 1240,
    steps: 2000,
    stepsPerSecond: 1000,
    backend: 'wasm',
    path: 'fused',
    notice: undefined,
    message: undefined,
    finalLoss: undefined,
    endedAt: undefined,
    validation: NO_VALIDATION,
    loss: 'mse',
    optimizer: 'sgd',
    learningRate: 0.01,
    schedule: undefined,
    batchSize: 2,
    mode: 'probe',
    every: 5,
    probe: 2,
    layers: [
      {
        m: 0,
        name: 'dense0',
        type: 'dense',
        shape: '4 → 4',
        activationIn: 'linear',
        bias: true,
        parameterCount: 20,
        freedom: { weights: 16, neurons: 4, biases: 4, inputs: 4 },
        skipsFrom: [],
        line: 1,
      },
    ],
    biasSharers: [1],
    ...changes,
  };
}

export const sampleOrigin = (changes: Partial<RunOrigin> = {}): RunOrigin => ({
  id: 'r3',
  text: SAMPLE_TEXT,
  startedAt: 1_700_000_000_000,
  version: '1.2.3',
  changes: { from: 2, text: 'seed 6 → 7' },
  forkOf: undefined,
  ...changes,
});
