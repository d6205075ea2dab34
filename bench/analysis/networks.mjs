import { checkSpec } from '../../src/network/checkSpec.ts';
import { experimentOn, NETWORKS } from '../trainer/networks.mjs';

/** Layers of networks that the fused step does not take, on real images of 8 × 8. */
const IMAGES = {
  conv2d: {
    title: 'conv2d 8×8×(16, 16, 32) and dense, batch 32',
    layers: [
      '{type: conv2d, filters: 16, kernel: 3, padding: same, activation: relu}',
      '{type: conv2d, filters: 16, kernel: 3, padding: same, activation: relu}',
      '{type: maxPool2d, size: 2}',
      '{type: conv2d, filters: 32, kernel: 3, padding: same, activation: relu}',
      '{type: flatten}',
      '{type: dense, units: 10}',
    ],
  },
  norms: {
    title: '64-128×4-10 with layerNorms, batch 32',
    layers: [
      '{type: flatten}',
      ...Array(4)
        .fill('{type: dense, units: 128}')
        .flatMap((dense) => [dense, '{type: layerNorm, activation: tanh}']),
      '{type: dense, units: 10}',
    ],
  },
};

function imageExperiment({ title, layers }) {
  const text = [
    'bbd: 1',
    `name: ${JSON.stringify(title)}`,
    'seed: 1',
    'data: {source: digits}',
    'layers:',
    ...layers.map((layer) => `  - ${layer}`),
    'loss: crossEntropy',
    'training: {optimizer: sgd, learningRate: 0.001, batchSize: 32, steps: 1000000, backend: wasm}',
    'analysis: {every: 1, probe: 8, mode: probe, dynamics: 0, continuum: 0}',
    '',
  ].join('\n');
  const { experiment, diagnostics } = checkSpec(text, { readDataFile: () => undefined });
  if (experiment === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return experiment;
}

/**
 * What is measured. `microseconds`: most that an analysis may take; `everyStep` and `everyTenth`: most that a step may take with
 * analysis, as a multiple of one without.
 */
export const CASES = {
  small: { network: NETWORKS.small, targets: { microseconds: 25 } },
  batched: { network: NETWORKS.batched, targets: { everyStep: 1.6, everyTenth: 1.1 } },
  wide: { network: NETWORKS.wide, targets: { everyStep: 1.4, everyTenth: 1.1 } },
  wider: { network: NETWORKS.wider, targets: { everyStep: 1.15, everyTenth: 1.1 } },
  conv2d: { network: IMAGES.conv2d, targets: { everyStep: 1.25 } },
  norms: { network: IMAGES.norms, targets: { everyStep: 1.25 } },
};

export const experimentOf = ({ network }) =>
  network.layers === undefined ? experimentOn(network) : imageExperiment(network);

/** A chain of `depth` tanh layers of one width. */
export const chainOf = (depth, width) =>
  experimentOn({ ...NETWORKS.small, widths: [2, ...Array(depth - 1).fill(width), 1] });
