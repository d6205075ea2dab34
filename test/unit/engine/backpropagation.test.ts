import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { ACTIVATION_NAMES, type ActivationName } from '../../../src/base/activation.js';
import { LOSS_NAMES } from '../../../src/base/loss.js';
import { createRandom } from '../../../src/base/random.js';
import { selectSamples } from '../../../src/engine/batches.js';
import { graphBackpropagation } from '../../../src/engine/graphBackpropagation.js';
import type { LayerKernels } from '../../../src/engine/layerKernels.js';
import type { Network } from '../../../src/network/types.js';
import { runs } from '../sweeps.js';
import { chain, randomDataset } from './experiments.js';
import {
  centralDifferences,
  distanceFromKinks,
  referenceLoss,
  referenceNeurons,
} from './referenceNetwork.js';
import { WAYS_OF_COMPUTING } from './waysOfComputing.js';

/** Relative to the largest gradient of the network: float32 products of a few factors. */
const TOLERANCE = 2e-5;
const KINKED: readonly ActivationName[] = ['relu', 'leakyRelu'];

const networks = fc
  .record({
    widths: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 }),
    activation: fc.constantFrom(...ACTIVATION_NAMES),
    outputActivation: fc.constantFrom(...ACTIVATION_NAMES),
    loss: fc.constantFrom(...LOSS_NAMES),
    biases: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  })
  .map(({ biases, ...options }) => chain({ ...options, bias: biases }));

/** Random parameters, biases too, that are exact in float32. */
function drawParameters(
  network: Network,
  seed: number,
): { weights: Float64Array; bias: Float64Array | undefined }[] {
  const random = createRandom(seed, 'test parameters');
  const draw = (count: number): Float64Array =>
    Float64Array.from({ length: count }, () => Math.fround(random.normal()));
  return network.links.map((link) => ({
    weights: draw(link.inputs * link.outputs),
    bias: link.bias ? draw(link.outputs) : undefined,
  }));
}

describe.each(WAYS_OF_COMPUTING)('by $way', ({ start }) => {
  let kernels: LayerKernels;
  beforeAll(async () => {
    kernels = await start();
  });

  test('loss and gradients are those of float64 finite differences for random networks', () => {
    fc.assert(
      fc.property(networks, fc.integer({ min: 1, max: 4 }), fc.nat(), (network, samples, seed) => {
        const batch = selectSamples(
          randomDataset(network, samples, seed),
          Array.from({ length: samples }, (_, s) => s),
        );
        const parameters = drawParameters(network, seed);
        // A finite difference across a kink is not a gradient.
        if (network.loss === 'hinge') {
          for (let s = 0; s < samples; s++) fc.pre(distanceFromKinks(network, parameters, batch, s) > 0.02);
        }
        const used = [network.outputActivation, ...network.links.map((link) => link.activationIn)];
        if (used.some((name) => KINKED.includes(name))) {
          for (let s = 0; s < samples; s++) {
            const neurons = referenceNeurons(network, parameters, batch, s).flat();
            fc.pre(neurons.every((z) => Math.abs(z) > 0.02));
          }
        }

        const tensors = parameters.map(({ weights, bias }, m) => ({
          weights: kernels.store.uploadTemporary(Float32Array.from(weights), [
            network.links[m]!.inputs,
            network.links[m]!.outputs,
          ]),
          bias: bias && kernels.store.uploadTemporary(Float32Array.from(bias), [bias.length]),
        }));
        const { loss, gradients } = graphBackpropagation(kernels, network, seed)(tensors, batch, 1);
        const actual = tensors.flatMap(({ weights, bias }) =>
          [weights, bias].flatMap((parameter) =>
            parameter === undefined ? [] : [...kernels.store.read(gradients.of(parameter)!)],
          ),
        );
        kernels.store.releaseTemporaries();

        const referenceOf = (): number => referenceLoss(network, parameters, batch);
        const expected = parameters.flatMap(({ weights, bias }) => [
          ...centralDifferences(weights, referenceOf),
          ...(bias === undefined ? [] : centralDifferences(bias, referenceOf)),
        ]);
        const largest = Math.max(1, ...expected.map(Math.abs));
        expect(loss).toBeCloseTo(referenceOf(), 3);
        expect(actual.length).toBe(expected.length);
        actual.forEach((value, i) => {
          expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(TOLERANCE * largest);
        });
      }),
      { numRuns: runs(150) },
    );
  });
});
