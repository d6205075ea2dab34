import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSpec } from '../../src/network/checkSpec.ts';
import * as stock from './stock.mjs';

/** 32 inputs, six layers of 64 with a norm in each, 8 outputs. */
const normMlp = (norm, training) => `bbd: 1
seed: 1
data: {source: teacher, inputs: 32, outputs: 8, samples: 512}
layers:
  - repeat: 6
    layers:
      - {type: dense, units: 64}
      - {type: ${norm}, activation: tanh}
  - {type: dense, units: 8}
loss: mse
training: {learningRate: 0.001, batchSize: 32, steps: 1000000, ${training}}
`;

/** What is measured: a spec, the same network in operations of TF.js, and the backend that can train that one. */
export const NETWORKS = {
  'conv-digits': {
    title: 'conv-digits example: 5 × conv2d 3×3×8 on 8×8, SGD, batch 16',
    example: 'conv-digits.bbd.yaml',
    stock: stock.convDigits,
    backend: 'cpu',
  },
  'mnist1d': {
    title: 'mnist1d example: 4 × conv1d 5×16 on 40, layerNorm, residual, dropout, momentum, batch 32',
    example: 'mnist1d.bbd.yaml',
    stock: stock.mnist1d,
    backend: 'cpu',
  },
  'layer-norm': {
    title: '32-64×6-8, layerNorm, SGD, batch 32',
    text: normMlp('layerNorm', 'optimizer: sgd'),
    stock: stock.normMlp([1], 'sgd'),
    backend: 'wasm',
  },
  'batch-norm': {
    title: '32-64×6-8, batchNorm, SGD, batch 32',
    text: normMlp('batchNorm', 'optimizer: sgd'),
    stock: stock.normMlp([0], 'sgd'),
    backend: 'wasm',
  },
  'adam': {
    title: '32-64×6-8, layerNorm, Adam, batch 32',
    text: normMlp('layerNorm', 'optimizer: adam'),
    stock: stock.normMlp([1], 'adam'),
    backend: 'wasm',
  },
};

/** @param {string} examples folder of the example specs */
export function experimentOf({ example, text }, examples) {
  const whole = text ?? readFileSync(join(examples, example), 'utf8');
  const { experiment, diagnostics } = checkSpec(whole, { readDataFile: () => ({ ok: false, error: '' }) });
  if (experiment === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return experiment;
}
