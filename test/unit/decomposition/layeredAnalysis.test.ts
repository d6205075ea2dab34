import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../../src/base/random.js';
import { decompose } from '../../../src/decomposition/decompose.js';
import { LayeredAnalysis } from '../../../src/decomposition/layeredAnalysis.js';
import type { ParameterSnapshot } from '../../../src/decomposition/types.js';
import { KERNEL_MODULE } from '../kernels/kernelBench.js';
import { expectSame } from './expectSame.js';
import { networks, randomParameters, randomStep, type KnownNetwork } from './randomNetworks.js';

const normals = (count: number, random: Random): Float32Array =>
  Float32Array.from({ length: count }, () => random.normal());

/** Three states of training and what is seen in them. */
interface Given {
  readonly network: KnownNetwork;
  readonly seed: number;
  readonly samples: number;
  readonly streaming: boolean;
}

const given: fc.Arbitrary<Given> = fc.record({
  network: networks.map(({ network }) => network),
  seed: fc.integer(),
  samples: fc.integer({ min: 1, max: 5 }),
  streaming: fc.boolean(),
});

describe('the analysis layer by layer', () => {
  test('gives what plain TypeScript gives, step after step, for networks of every layer type', () => {
    fc.assert(
      fc.property(given, ({ network, seed, samples, streaming }) => {
        const random = createRandom(seed, 'layered analysis');
        const states = [randomParameters(network, random)];
        for (let k = 0; k < 3; k++) states.push(randomStep(network.links, states[k]!, 0.05, random));
        const batch = () => ({
          samples,
          x: normals(samples * network.inputs, random),
          y: Float32Array.from({ length: samples * network.outputs }, () => random.uniform()),
        });
        const batches = [batch(), batch(), batch(), batch()];
        const source = { parameters: (): ParameterSnapshot<Float32Array> => current, places: undefined };
        let current: ParameterSnapshot<Float32Array> = states[0]!;
        const analysis = new LayeredAnalysis(network, source, samples, KERNEL_MODULE);
        // Steps 2 to 6 are left out.
        for (const [step, k] of [0, 1, 7].entries()) {
          const before = streaming ? batches[step]! : batches[0]!;
          const after = streaming ? batches[step + 1]! : batches[0]!;
          analysis.before(k, before);
          current = states[step + 1]!;
          const expected = decompose(network, {
            before: states[step]!,
            after: current,
            samples,
            inputsBefore: before.x,
            inputsAfter: after.x,
            targets: before.y,
          });
          expectSame(analysis.after(k, after), expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('asks for the state before the step that it is given', () => {
    fc.assert(
      fc.property(networks, ({ network }) => {
        const parameters = randomParameters(network, createRandom(1, 'layered analysis'));
        const source = { parameters: () => parameters, places: undefined };
        const analysis = new LayeredAnalysis(network, source, 1, KERNEL_MODULE);
        const seen = {
          samples: 1,
          x: new Float32Array(network.inputs),
          y: new Float32Array(network.outputs),
        };
        expect(() => analysis.after(3, seen)).toThrow('the state before step 3 was not taken up');
        expect(() => {
          analysis.before(0, { ...seen, samples: 2 });
        }).toThrow('2 samples in an analysis of 1');
      }),
      { numRuns: 1 },
    );
  });
});
