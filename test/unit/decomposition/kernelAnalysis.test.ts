import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTIVATION_NAMES } from '../../../src/base/activation.js';
import { createRandom, type Random } from '../../../src/base/random.js';
import { decompose } from '../../../src/decomposition/decompose.js';
import type {
  Decomposition,
  LinkStructure,
  NetworkStructure,
  ParameterSnapshot,
  StepPair,
} from '../../../src/decomposition/types.js';
import { decomposeByKernels } from './kernelRun.js';
import { denseStructure } from './structures.js';

interface Case {
  readonly network: NetworkStructure;
  readonly seed: number;
  readonly samples: number;
  /** Size of the parameter change, in powers of ten. */
  readonly decade: number;
  readonly streaming: boolean;
}

const cases: fc.Arbitrary<Case> = fc.record({
  network: fc
    .record({
      width: fc.integer({ min: 1, max: 37 }),
      inputs: fc.integer({ min: 1, max: 20 }),
      outputs: fc.integer({ min: 1, max: 7 }),
      links: fc.array(
        fc.record({
          type: fc.constantFrom('dense', 'dense', 'local'),
          activationIn: fc.constantFrom(...ACTIVATION_NAMES),
          bias: fc.boolean(),
          frozen: fc.nat(4).map((n) => n === 0),
          tied: fc.nat(3).map((n) => n === 0),
          skip: fc.constantFrom('none', 'none', 'preactivation', 'activation', 'both'),
        }),
        { minLength: 1, maxLength: 5 },
      ),
      loss: fc.constantFrom('mse' as const, 'crossEntropy' as const),
      outputActivation: fc.constantFrom(...ACTIVATION_NAMES),
    })
    .map(({ width, inputs, outputs, links, loss, outputActivation }): NetworkStructure => {
      const hidden = links.map((link, i): LinkStructure => {
        const m = i + 1;
        const type = width > 1 ? link.type : 'dense';
        // The owner is the first link of the same kind in the middle.
        const owner = 1 + links.findIndex((other) => (width > 1 ? other.type : 'dense') === type);
        const tied = link.tied && owner < m;
        const { bias, frozen } = links[tied ? owner - 1 : i]!;
        const values = link.skip === 'both' ? ['preactivation', 'activation'] : [link.skip];
        return {
          ...denseStructure({ inputs: width, outputs: width, activationIn: link.activationIn, bias, frozen }),
          type,
          tiedTo: tied ? owner : undefined,
          skips: values
            .filter((value) => value === 'preactivation' || value === 'activation')
            .map((value) => ({ from: Math.max(1, m - 1), value, span: 1, layer: 7 })),
          layer: 7,
        };
      });
      return {
        inputShape: [inputs],
        links: [
          denseStructure({ inputs, outputs: width, activationIn: 'linear', bias: true }),
          ...hidden,
          denseStructure({ inputs: width, outputs, activationIn: 'tanh', bias: true }),
        ],
        operationsOut: [],
        outputActivation,
        loss,
      };
    }),
  seed: fc.integer(),
  samples: fc.integer({ min: 1, max: 9 }),
  decade: fc.integer({ min: -3, max: 0 }),
  streaming: fc.boolean(),
});

const normals = (count: number, scale: number, random: Random): Float32Array =>
  Float32Array.from({ length: count }, () => scale * random.normal());

function randomPair({ network, seed, samples, decade, streaming }: Case): StepPair {
  const random = createRandom(seed, 'kernel analysis');
  const { links } = network;
  const before: { weights: Float32Array; bias: Float32Array | undefined }[] = [];
  const after: typeof before = [];
  const moved = (values: Float32Array): Float32Array =>
    values.map((value) => value + 10 ** decade * random.normal());
  for (const link of links) {
    if (link.tiedTo !== undefined) {
      before.push(before[link.tiedTo]!);
      after.push(after[link.tiedTo]!);
      continue;
    }
    const rows = link.type === 'local' ? 2 : link.inputs;
    const weights = normals(rows * link.outputs, 1 / Math.sqrt(rows), random);
    const bias = link.bias ? normals(link.outputs, 0.3, random) : undefined;
    before.push({ weights, bias });
    after.push(link.frozen ? { weights, bias } : { weights: moved(weights), bias: bias && moved(bias) });
  }
  const inputsBefore = normals(samples * links[0]!.inputs, 1, random);
  const outputs = links.at(-1)!.outputs;
  return {
    before,
    after,
    samples,
    inputsBefore,
    inputsAfter: streaming ? normals(inputsBefore.length, 1, random) : inputsBefore,
    targets: Float32Array.from({ length: samples * outputs }, () => random.uniform()),
  };
}

/** Every number agrees to 10⁻¹² of the largest term; the self-tests pass where those of the plain version do. */
function expectSame(actual: Decomposition, expected: Decomposition): void {
  const largest = Math.max(
    Math.abs(expected.loss),
    ...expected.layers.flatMap((layer) => [
      layer.weightKinetic,
      layer.neuronKinetic,
      Math.abs(layer.coupling),
      layer.fluxSquared,
    ]),
  );
  const differences: number[] = [];
  const compare = (a: number, b: number): void => {
    differences.push(Math.abs(a - b) / largest);
  };
  for (const key of ['loss', 'bulk', 'boundary', 'lagrangian'] as const) compare(actual[key], expected[key]);
  actual.layers.forEach((layer, m) => {
    const other = expected.layers[m]!;
    compare(layer.neuronKinetic, other.neuronKinetic);
    compare(layer.coupling, other.coupling);
    compare(layer.fluxSquared, other.fluxSquared);
    expect(Math.abs(layer.weightKinetic - other.weightKinetic)).toBeLessThanOrEqual(
      1e-13 * other.weightKinetic,
    );
    expect(Math.abs(layer.biasKinetic - other.biasKinetic)).toBeLessThanOrEqual(1e-14 * other.biasKinetic);
    expect(layer.residualGap).toBe(other.residualGap);
    expect(layer.residual === undefined).toBe(other.residual === undefined);
    expect(layer.residual ?? 0).toBeLessThanOrEqual(1e-12);
    expect(layer.sectorSpread ?? 0).toBeLessThanOrEqual(1e-12);
    expect(layer.residualOfLargestTerm).toBeLessThanOrEqual(1e-13);
  });
  expect(Math.max(...differences)).toBeLessThanOrEqual(1e-12);
  expect(actual.residual === undefined).toBe(expected.residual === undefined);
}

describe('the kernels of the analysis', () => {
  test('give what plain TypeScript gives, for dense, local, tied, frozen links, skips and all activations', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const pair = randomPair(given);
        expectSame(decomposeByKernels(given.network, pair), decompose(given.network, pair));
      }),
      { numRuns: 300 },
    );
  });

  test('and likewise for float64 parameters', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const pair = randomPair(given);
        const wide = (snapshot: ParameterSnapshot): ParameterSnapshot =>
          snapshot.map(({ weights, bias }) => ({
            weights: Float64Array.from(weights, (value) => value * (1 + 1e-10)),
            bias: bias && Float64Array.from(bias, (value) => value * (1 + 1e-10)),
          }));
        const own = { ...pair, before: wide(pair.before), after: wide(pair.after) };
        expectSame(decomposeByKernels(given.network, own, 8), decompose(given.network, own));
      }),
      { numRuns: 60 },
    );
  });
});
