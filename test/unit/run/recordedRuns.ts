import type { Experiment, TrainableLink } from '../../../src/network/types.js';
import type { AnalysisOrigin, RecordedRun } from '../../../src/run/analysisJson.js';
import type { RunResult } from '../../../src/run/result.js';
import { NO_VALIDATION } from '../../../src/run/validationCurve.js';
import { denseLink } from '../network/denseLink.js';

const link = (m: number, inputs: number, outputs: number, bias: boolean): TrainableLink =>
  denseLink(m, { name: `layer ${m}`, inputs, outputs, bias });

export const experiment: Experiment = {
  name: 'Two "quoted" layers',
  seed: 11,
  network: {
    inputShape: [2],
    inputs: 2,
    outputs: 1,
    links: [link(0, 2, 3, true), link(1, 3, 1, false)],
    operationsOut: [],
    outputActivation: 'linear',
    loss: 'mse',
    parameterCount: 12,
  },
  data: { source: 'teacher', inputs: 2, outputs: 1, samples: 40, noise: 0 },
  training: {
    optimizer: { kind: 'sgd' },
    schedule: { kind: 'constant' },
    learningRate: 0.1,
    batchSize: 4,
    steps: 20,
    backend: 'wasm',
  },
  analysis: { every: 10, probe: 8, mode: 'probe', dynamics: 0, continuum: 0, statistics: 0, seeds: 1 },
};

export const result: RunResult = {
  reason: 'completed',
  steps: 20,
  finalLoss: 0.1 + 0.2,
  finalValidationLoss: undefined,
  backend: 'wasm',
  seed: 11,
};

/** A run that recorded nothing but `run`. */
export const recorded = (run: Partial<RecordedRun>): RecordedRun => ({
  frames: () => [],
  validation: NO_VALIDATION,
  statistics: [],
  dynamics: [],
  continuum: [],
  result,
  ensemble: undefined,
  ...run,
});

export const origin: AnalysisOrigin = {
  version: '1.2.3',
  spec: { file: 'two.bbd.yaml', text: 'bbd: 1\nname: Two # "quoted", layers\n', options: ['--seed', '11'] },
  symmetry: undefined,
};
