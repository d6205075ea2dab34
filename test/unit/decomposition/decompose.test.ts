import { describe, expect, it } from 'vitest';
import { decompose } from '../../../src/decomposition/decompose.js';
import type { Decomposition, NetworkStructure, StepPair } from '../../../src/decomposition/types.js';
import {
  chainOf,
  readGolden,
  snapshotOf,
  type GoldenNetwork,
  type GoldenParameters,
  type GoldenTerms,
} from './golden.js';
import { decomposeByKernels } from './kernelRun.js';

interface GoldenStep {
  readonly theta0: GoldenParameters;
  readonly theta1: GoldenParameters;
  readonly X0: readonly number[];
  readonly X1: readonly number[];
  readonly Y0: readonly number[];
  readonly streaming: GoldenTerms;
  readonly probe: GoldenTerms;
}
type GoldenRun = GoldenNetwork & { readonly steps: readonly GoldenStep[] };

const RELATIVE_TOLERANCE = 1e-12;

/** Every number of the decomposition agrees to 1e-12 of the largest term. */
function expectTerms(actual: Decomposition, golden: GoldenTerms): void {
  const all = [...golden.KW, ...golden.Kz, ...golden.C, ...golden.F, golden.loss].map(Math.abs);
  const tolerance = RELATIVE_TOLERANCE * Math.max(...all);
  const pairs: [number, number][] = actual.layers.flatMap((layer, m): [number, number][] => [
    [layer.weightKinetic, golden.KW[m]!],
    [layer.neuronKinetic, golden.Kz[m]!],
    [layer.coupling, golden.C[m]!],
    [layer.fluxSquared, golden.F[m]!],
    [layer.biasKinetic, golden.Kb[m]!],
  ]);
  pairs.push(
    [actual.loss, golden.loss],
    [actual.bulk, golden.L_bulk],
    [actual.boundary, golden.L_boundary],
    [actual.lagrangian, golden.L_total],
    [actual.layers[0]!.coupling + actual.layers[0]!.fluxSquared, golden.boundary_in],
  );
  for (const [value, reference] of pairs) expect(Math.abs(value - reference)).toBeLessThanOrEqual(tolerance);
}

function singleSamplePair(run: GoldenRun, step: GoldenStep, mode: 'probe' | 'streaming'): StepPair {
  const chain = chainOf(run);
  return {
    before: snapshotOf(step.theta0, chain),
    after: snapshotOf(step.theta1, chain),
    samples: 1,
    inputsBefore: Float64Array.from(step.X0),
    inputsAfter: Float64Array.from(mode === 'probe' ? step.X0 : step.X1),
    targets: Float64Array.from(step.Y0),
  };
}

const WAYS: readonly {
  readonly way: string;
  readonly decompose: (network: NetworkStructure, pair: StepPair) => Decomposition;
}[] = [
  { way: 'plain TypeScript', decompose },
  { way: 'the kernels', decompose: (network, pair) => decomposeByKernels(network, pair, 8) },
];

describe.each(WAYS)('by $way', ({ decompose }) => {
  describe('golden 01: exact terms of SGD steps', () => {
    const runs = readGolden('01_exact_sgd_b1') as Record<string, GoldenRun>;
    for (const [name, run] of Object.entries(runs)) {
      for (const mode of ['probe', 'streaming'] as const) {
        it(`reproduces every term of ${name} in ${mode} mode`, () => {
          expect(run.steps.length).toBeGreaterThan(0);
          for (const step of run.steps) {
            const result = decompose(chainOf(run), singleSamplePair(run, step, mode));
            expectTerms(result, step[mode]);
            expect(result.residual).toBeLessThanOrEqual(1e-9);
          }
        });
      }
    }
  });

  describe('golden 02: links without bias', () => {
    const run = readGolden('02_nobias') as GoldenRun;
    for (const mode of ['probe', 'streaming'] as const) {
      it(`reproduces every term in ${mode} mode and leaves their residuals undefined`, () => {
        for (const step of run.steps) {
          const result = decompose(chainOf(run), singleSamplePair(run, step, mode));
          expectTerms(result, step[mode]);
          for (const [m, layer] of result.layers.entries()) {
            const hasBias = run.bias![m]!;
            expect(layer.residualGap).toBe(hasBias ? undefined : 'noBias');
            expect(layer.residual === undefined).toBe(!hasBias);
            expect(layer.residualOfLargestTerm).toBeLessThanOrEqual(1e-12);
          }
          const slaved = result.layers[1]!;
          expect(slaved.coupling).toBeCloseTo(-2 * slaved.fluxSquared, 12);
          expect(slaved.neuronKinetic).toBeCloseTo(slaved.fluxSquared, 12);
        }
      });
    }
  });

  describe('golden 03: batches', () => {
    interface GoldenBatch extends GoldenNetwork {
      readonly theta0: GoldenParameters;
      readonly theta1: GoldenParameters;
      readonly X: readonly (readonly number[])[];
      readonly Y: readonly (readonly number[])[];
      readonly per_sample: readonly GoldenTerms[];
      readonly mean: GoldenTerms;
      readonly sector_per_sample: readonly (readonly number[])[];
      readonly arbitrary_pair: { readonly i: number; readonly j: number; readonly terms: GoldenTerms };
    }
    const golden = readGolden('03_batch') as GoldenBatch;
    const chain = chainOf(golden);
    const pairOf = (indicesBefore: readonly number[], indicesAfter: readonly number[]): StepPair => ({
      before: snapshotOf(golden.theta0, chain),
      after: snapshotOf(golden.theta1, chain),
      samples: indicesBefore.length,
      inputsBefore: Float64Array.from(indicesBefore.flatMap((s) => golden.X[s]!)),
      inputsAfter: Float64Array.from(indicesAfter.flatMap((s) => golden.X[s]!)),
      targets: Float64Array.from(indicesBefore.flatMap((s) => golden.Y[s]!)),
    });

    it('reproduces the means over the batch and every single sample', () => {
      const all = golden.X.map((_, s) => s);
      expectTerms(decompose(chain, pairOf(all, all)), golden.mean);
      for (const s of all) expectTerms(decompose(chain, pairOf([s], [s])), golden.per_sample[s]!);
    });

    it('finds the same sector sum for every sample', () => {
      const all = golden.X.map((_, s) => s);
      for (const [m, layer] of decompose(chain, pairOf(all, all)).layers.entries()) {
        expect(layer.sectorSpread).toBeLessThanOrEqual(1e-12);
        const sum = layer.neuronKinetic + layer.coupling + layer.fluxSquared;
        for (const sectors of golden.sector_per_sample) expect(sum).toBeCloseTo(sectors[m]!, 14);
      }
    });

    it('is exact for an arbitrary pairing of samples', () => {
      const { i, j, terms } = golden.arbitrary_pair;
      const result = decompose(chain, pairOf([i], [j]));
      for (const [m, layer] of result.layers.entries()) {
        const tolerance = RELATIVE_TOLERANCE * Math.max(...terms.Kz, ...terms.F);
        expect(Math.abs(layer.neuronKinetic - terms.Kz[m]!)).toBeLessThanOrEqual(tolerance);
        expect(Math.abs(layer.coupling - terms.C[m]!)).toBeLessThanOrEqual(tolerance);
        expect(Math.abs(layer.fluxSquared - terms.F[m]!)).toBeLessThanOrEqual(tolerance);
        expect(layer.residual).toBeLessThanOrEqual(1e-9);
      }
    });
  });
});

describe('decompose', () => {
  const run = Object.values(readGolden('01_exact_sgd_b1') as Record<string, GoldenRun>)[0]!;
  const pair = singleSamplePair(run, run.steps[0]!, 'probe');

  it('names the link whose arrays do not fit', () => {
    const short = pair.before.map((link, m) =>
      m === 1 ? { ...link, weights: link.weights.slice(1) } : link,
    );
    expect(() => decompose(chainOf(run), { ...pair, before: short })).toThrow(
      'weights of link 1: 15 numbers, not 16',
    );
  });

  it('refuses targets of another number than the outputs', () => {
    expect(() => decompose(chainOf(run), { ...pair, targets: new Float64Array(5) })).toThrow(
      '5 targets for 2 outputs',
    );
  });

  it('calls a layer at rest when no parameter moves', () => {
    const result = decompose(chainOf(run), { ...pair, after: pair.before });
    expect(result.residual).toBeUndefined();
    for (const layer of result.layers) {
      expect(layer.residualGap).toBe('atRest');
      expect(layer.neuronKinetic).toBe(0);
    }
    expect(result.lagrangian).toBe(-result.loss);
  });

  it('takes a frozen bias for a constraint, not for a bias that happens to rest', () => {
    const chain = chainOf(run);
    const links = chain.links.map((link, m) => ({ ...link, frozen: m === 1 }));
    const after = pair.after.map((own, m) => (m === 1 ? pair.before[1]! : own));
    const { layers } = decompose({ ...chain, links }, { ...pair, after });
    expect(layers.map(({ residualGap }) => residualGap)).toEqual(
      layers.map((_, m) => (m === 1 ? 'frozen' : undefined)),
    );
    const { weightKinetic, neuronKinetic, coupling, fluxSquared, ...frozen } = layers[1]!;
    expect(weightKinetic).toBe(0);
    expect(neuronKinetic).toBeGreaterThan(0);
    expect(neuronKinetic / fluxSquared).toBeCloseTo(1, 12);
    expect(coupling / fluxSquared).toBeCloseTo(-2, 12);
    expect(frozen).toMatchObject({ biasKinetic: 0, residual: undefined, sectorSpread: undefined });
    expect(frozen.residualOfLargestTerm).toBeLessThan(1e-14);
  });

  it('applies the head activation inside the loss only', () => {
    const chain = chainOf(run);
    const plain = decompose(chain, pair);
    const post = decompose({ ...chain, outputActivation: 'tanh' }, pair);
    expect(post.layers).toEqual(plain.layers);
    expect(post.bulk).toBe(plain.bulk);
    expect(post.loss).not.toBe(plain.loss);
    expect(post.boundary + post.loss).toBeCloseTo(plain.boundary + plain.loss, 12);
  });
});
