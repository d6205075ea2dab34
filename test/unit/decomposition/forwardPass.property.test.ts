import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import { runForward } from '../../../src/decomposition/forwardPass.js';
import { runs } from '../sweeps.js';
import { networks, normals, randomParameters } from './randomNetworks.js';
import { tfForward } from './tfForward.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Of the largest number, in float32 through some layers. */
const TOLERANCE = 1e-4;

function expectClose(actual: ArrayLike<number>, reference: Float32Array, place: string): void {
  const largest = reference.reduce((max, value) => Math.max(max, Math.abs(value)), 1);
  expect(actual.length, place).toBe(reference.length);
  let worst = 0;
  for (const [i, value] of reference.entries()) worst = Math.max(worst, Math.abs(actual[i]! - value));
  expect(worst / largest, place).toBeLessThan(TOLERANCE);
}

describe('runForward', () => {
  it('gives the neurons and outputs that the kernels of TF.js give, for networks of every layer type', () => {
    fc.assert(
      fc.property(
        networks,
        fc.integer(),
        fc.integer({ min: 1, max: 3 }),
        ({ network, text }, seed, samples) => {
          const random = createRandom(seed, 'forward');
          const parameters = randomParameters(network, random);
          const inputs = normals(samples * network.inputs, 1, random);
          const pass = runForward(network, parameters, inputs, samples);
          const reference = tfForward(network, parameters, inputs, samples);
          for (const [m, { neurons }] of pass.links.entries()) {
            expectClose(neurons, reference.neurons[m]!, `z of link ${m} of\n${text}`);
          }
          expectClose(pass.outputs, reference.outputs, `outputs of\n${text}`);
        },
      ),
      { numRuns: runs(150), seed: 3 },
    );
  });
});
