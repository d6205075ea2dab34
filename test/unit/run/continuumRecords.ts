import { createRandom } from '../../../src/base/random.js';
import { analyzeContinuum } from '../../../src/continuum/analyzeContinuum.js';
import { runForward } from '../../../src/decomposition/forwardPass.js';
import type { ContinuumStep } from '../../../src/run/continuumLog.js';
import { networkOf, normals, randomParameters, randomStep } from '../decomposition/randomNetworks.js';

const SAMPLES = 2;

/** Six layers in a row that are alike, and what they are made of. */
const LAYERS = {
  dense: '{type: dense, units: 6, activation: tanh}',
  local: '{type: local, activation: tanh}',
  residual: '{type: residual, layers: [{type: dense, units: 6, activation: tanh}]}',
  convolution: '{type: conv1d, filters: 2, kernel: 3, padding: same, activation: tanh}',
} as const;

/** The record of a random step of a network with a block of five or six layers: rough, so not controlled but for residual ones. */
export function continuumRecord(step: number, kind: keyof typeof LAYERS = 'dense'): ContinuumStep {
  const data =
    kind === 'convolution' ? '{source: mnist1d, samples: 8}' : '{source: teacher, inputs: 6, outputs: 6}';
  const first = kind === 'residual' ? 'dense' : kind;
  const last = {
    dense: '{type: dense, units: 6}',
    residual: '{type: dense, units: 6}',
    local: '{type: local}',
    convolution: '{type: flatten}\n  - {type: dense, units: 10}',
  }[kind];
  const network = networkOf(`bbd: 1
data: ${data}
layers:
  - ${LAYERS[first]}
  - repeat: 6
    layers: [${LAYERS[kind]}]
  - ${last}
loss: mse
`)!;
  const random = createRandom(step, 'continuum record');
  const before = randomParameters(network, random);
  const after = randomStep(network.links, before, 1e-3, random);
  const size = network.inputShape.reduce((product, length) => product * length, 1);
  const inputs = normals(size * SAMPLES, 1, random);
  const outputs = network.links.at(-1)!.outputs;
  const pair = {
    before,
    after,
    samples: SAMPLES,
    inputsBefore: inputs,
    inputsAfter: inputs,
    targets: normals(outputs * SAMPLES, 1, random),
  };
  const passes = {
    before: runForward(network, before, inputs, SAMPLES),
    after: runForward(network, after, inputs, SAMPLES),
  };
  const block = { start: 1, length: 6, period: 1 };
  return {
    step,
    detailed: true,
    ...analyzeContinuum(network, pair, passes, [block], {
      samples: SAMPLES,
      alignWidest: 64,
      kernels: true,
      local: { details: true },
    }),
  };
}
