import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTIVATION_NAMES } from '../../../src/base/activation.js';
import { createRandom, type Random } from '../../../src/base/random.js';
import { decompose } from '../../../src/decomposition/decompose.js';
import { kernelPlan } from '../../../src/decomposition/kernelPlan.js';
import { decomposeSums } from '../../../src/decomposition/kernelTerms.js';
import { shareParameters } from '../../../src/decomposition/parameterShares.js';
import type {
  LinkStructure,
  NetworkStructure,
  ParameterSnapshot,
  StepPair,
} from '../../../src/decomposition/types.js';
import { privateHeap } from '../../../src/kernels/kernelHeap.js';
import { WasmAnalysis } from '../../../src/kernels/wasmAnalysis.js';
import { BUILDS, KERNEL_MODULE } from '../kernels/kernelBench.js';
import { runs } from '../sweeps.js';
import { expectSame } from './expectSame.js';
import { decomposeByKernels, KernelRun } from './kernelRun.js';
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

describe('the kernels of the analysis', () => {
  test('give what plain TypeScript gives, for dense, local, tied, frozen links, skips and all activations', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const pair = randomPair(given);
        const expected = decompose(given.network, pair);
        for (const { module } of BUILDS) {
          expectSame(decomposeByKernels(given.network, pair, 4, module), expected);
        }
      }),
      { numRuns: runs(200) },
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
      { numRuns: runs(60) },
    );
  });

  test('take up the state after a step for the next, and anew when steps or samples were others', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const first = randomPair(given);
        const { before: second, inputsBefore: others } = randomPair({ ...given, seed: given.seed + 1 });
        const { samples, inputsAfter: x } = first;
        const run = new KernelRun(given.network, samples);
        const pairs: readonly (readonly [step: number, pair: StepPair])[] = [
          [4, first],
          [5, { ...first, before: first.after, after: second, inputsBefore: x }],
          [6, { ...first, before: second, after: first.before, inputsBefore: others, inputsAfter: others }],
          [9, { ...first, inputsBefore: others, inputsAfter: x }],
        ];
        for (const [step, pair] of pairs) {
          expectSame(run.decompose(step, pair), decompose(given.network, pair));
        }
      }),
      { numRuns: runs(60) },
    );
  });

  const tanh: LinkStructure = denseStructure({ inputs: 24, outputs: 24, activationIn: 'tanh', bias: true });
  const deep: NetworkStructure = {
    inputShape: [24],
    links: [{ ...tanh, activationIn: 'linear' }, ...Array<LinkStructure>(9).fill(tanh)],
    operationsOut: [],
    outputActivation: 'linear',
    loss: 'mse',
  };

  test.each([-2, -4, -6])(
    'keep the identity to 10⁻¹² of K_b while the data jump and parameters move by 10^%i only',
    (decade) => {
      const pair = randomPair({ network: deep, seed: 3, samples: 8, decade, streaming: true });
      const { layers } = decomposeByKernels(deep, pair);
      for (const { residual, sectorSpread, fluxSquared, biasKinetic } of layers) {
        expect(fluxSquared / biasKinetic).toBeGreaterThan(10 ** (-2 * decade - 3));
        expect(residual).toBeLessThanOrEqual(1e-12);
        expect(sectorSpread).toBeLessThanOrEqual(1e-12);
      }
    },
  );

  const slow = process.env['BBD_SLOW'] !== undefined;
  const wide = [
    { widths: [256, 256, 256, 10], activation: 'tanh' },
    ...(slow ? [{ widths: [784, ...Array<number>(8).fill(512), 10], activation: 'relu' } as const] : []),
  ] as const;

  test.each(
    BUILDS.flatMap(({ build, module }) =>
      wide.flatMap((sizes) => [false, true].map((streaming) => ({ ...sizes, streaming, build, module }))),
    ),
  )(
    'keep it to 10⁻⁹ of K_b in wide networks: $widths, streaming $streaming, $build',
    ({ widths, activation, streaming, module }) => {
      const links = widths.slice(1).map((outputs, m): LinkStructure => {
        const activationIn = m === 0 ? 'linear' : activation;
        return denseStructure({ inputs: widths[m]!, outputs, activationIn, bias: true });
      });
      const network: NetworkStructure = { ...deep, inputShape: [widths[0]], links, loss: 'crossEntropy' };
      const pair = randomPair({ network, seed: 5, samples: 8, decade: -5, streaming });
      const { residual, layers } = decomposeByKernels(network, pair, 4, module);
      expect(residual).toBeLessThanOrEqual(1e-9);
      for (const { biasKinetic, sectorSpread, fluxSquared } of layers) {
        expect(biasKinetic).toBeGreaterThan(0);
        expect(fluxSquared).toBeGreaterThan(biasKinetic);
        expect(sectorSpread).toBeLessThanOrEqual(1e-9);
      }
    },
  );

  test('keep it where parameters move by less than the last bit of the neurons', () => {
    const pair = randomPair({ network: deep, seed: 3, samples: 3, decade: 0, streaming: false });
    const nudged = (scale: number): ParameterSnapshot =>
      pair.before.map(({ weights }) => ({
        weights,
        bias: Float32Array.from({ length: 24 }, (_, i) => 1e-12 * Math.sin(i) + scale * Math.cos(i)),
      }));
    const { residual, layers } = decomposeByKernels(deep, {
      ...pair,
      before: nudged(0),
      after: nudged(1e-18),
    });
    expect(layers.every(({ biasKinetic }) => biasKinetic > 0)).toBe(true);
    expect(residual).toBeLessThanOrEqual(1e-12);
  });

  test('show it broken when the bias is not the one that the neurons were computed with', () => {
    const pair = randomPair({ network: deep, seed: 3, samples: 2, decade: -3, streaming: false });
    const heap = privateHeap();
    const kernels = new WasmAnalysis(KERNEL_MODULE, heap, kernelPlan(deep, 2, 4)!);
    kernels.setInputs(pair.inputsBefore);
    kernels.load(pair.before);
    kernels.remember();
    kernels.load(pair.after);
    const sums = kernels.compare();
    // ½‖ḃ‖² is twice what it should be.
    sums[1]! *= 2;
    const links = deep.links.map((_, m) => ({ sums, at: m * kernels.sumsPerLink, rows: 2 }));
    const { layers } = decomposeSums(links, shareParameters(deep.links), 0);
    expect(layers[0]!.residual).toBeCloseTo(0.5, 6);
    expect(layers[1]!.residual).toBeLessThanOrEqual(1e-12);
  });
});
