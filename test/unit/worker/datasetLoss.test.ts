import { expect, test } from 'vitest';
import { drawInitialParameters } from '../../../src/engine/initialParameters.js';
import { DatasetLoss } from '../../../src/worker/datasetLoss.js';
import { chain, randomDataset } from '../engine/experiments.js';
import { referenceLoss } from '../engine/referenceNetwork.js';

const promote = (values: Float32Array): Float64Array => Float64Array.from(values);

test('the mean loss over all samples is the same in one piece and in many', () => {
  // 1.25 million parameters: 16 samples a piece.
  const network = chain({ widths: [3, 1000, 1200, 2], activation: 'silu', loss: 'crossEntropy' });
  const data = randomDataset(network, 40);
  const parameters = drawInitialParameters(network.links, 1);
  const loss = new DatasetLoss(network, parameters, data);
  let pieces = 0;
  for (; !loss.done; pieces++) {
    expect(loss.value).toBeUndefined();
    loss.advance();
  }
  expect(pieces).toBeGreaterThan(1);
  const reference = parameters.map(({ weights, bias }) => ({
    weights: promote(weights),
    bias: bias && promote(bias),
  }));
  expect(loss.value).toBeCloseTo(referenceLoss(network, reference, data), 12);
});

test('a loss that is not finite has no value', () => {
  const network = chain({ widths: [1, 1] });
  const parameters = [{ weights: Float32Array.of(Infinity), bias: new Float32Array(1) }];
  const loss = new DatasetLoss(network, parameters, randomDataset(network, 2));
  while (!loss.done) loss.advance();
  expect(loss.value).toBeUndefined();
});
