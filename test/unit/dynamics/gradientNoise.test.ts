import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/base/random.js';
import {
  affordableSamples,
  gradientNoise,
  noiseOfGram,
  type GradientNoise,
  type NoiseSettings,
} from '../../../src/dynamics/gradientNoise.js';
import { gradientGram, gramPlan } from '../../../src/dynamics/gradientGram.js';
import { innerProduct } from '../../../src/dynamics/innerProduct.js';
import { runBackward } from '../../../src/dynamics/backwardPass.js';
import { sampleGradients } from '../../../src/dynamics/parameterGradient.js';
import { flattenGradient, vectorLayout } from '../../../src/dynamics/parameterVector.js';
import { linearize } from '../../../src/dynamics/linearization.js';
import type { ParameterSnapshot } from '../../../src/decomposition/types.js';
import {
  chainOf,
  readGolden,
  snapshotOf,
  type GoldenNetwork,
  type GoldenParameters,
} from '../decomposition/golden.js';
import {
  networkOf,
  networks,
  normals,
  randomParameters,
  type KnownNetwork,
} from '../decomposition/randomNetworks.js';

interface GoldenNoise extends GoldenNetwork {
  readonly theta0: GoldenParameters;
  readonly eta: number;
  readonly B: number;
  readonly X: readonly (readonly number[])[];
  readonly Y: readonly (readonly number[])[];
  readonly grads: readonly (readonly number[])[];
  readonly trC: number;
  readonly num_params: number;
  readonly T_eff: number;
  readonly B_simple: number;
}
const golden = readGolden('17_boundary_statistics') as GoldenNoise;

const networkWith = (layers: string): KnownNetwork => {
  const network = networkOf(
    `bbd: 1\ndata: {source: teacher, inputs: 3, outputs: 2}\nlayers: [${layers}]\nloss: mse\n`,
  );
  if (network === undefined) throw new Error('not a network');
  return network;
};
const network = networkWith('{type: dense, units: 5, activation: tanh}, {type: dense, units: 2}');
const chain = chainOf(golden);
const theta = snapshotOf(golden.theta0, chain);
const settings: NoiseSettings = {
  optimizer: { kind: 'sgd' },
  learningRate: golden.eta,
  batchSize: golden.B,
  dataSamples: Infinity,
};

/** All products of gradients that are there as vectors. */
const gramOf = (gradients: readonly Float64Array[]): Float64Array =>
  Float64Array.from(gradients.flatMap((a) => gradients.map((b) => innerProduct(a, b))));
const noiseOfGradients = (gradients: readonly Float64Array[]): ReturnType<typeof noiseOfGram> =>
  noiseOfGram(gramOf(gradients), gradients.length);

const noiseOf = (
  of: KnownNetwork,
  parameters: ParameterSnapshot,
  count: number,
  changes: Partial<NoiseSettings> = {},
): ReturnType<typeof gradientNoise> => {
  const inputs = Float64Array.from(golden.X.slice(0, count).flat());
  const targets = Float64Array.from(golden.Y.slice(0, count).flat());
  const point = linearize(of, parameters, inputs, count);
  return gradientNoise(of, point, runBackward(point, targets), { ...settings, ...changes });
};

describe('the noise of the gradient', () => {
  it('is that of the reference, from the gradients of the samples', () => {
    const { value } = noiseOf(network, theta, golden.X.length);
    const noise = value!;
    expect(noise.samples).toBe(golden.X.length);
    expect(noise.parameters).toBe(golden.num_params);
    expect(Math.abs(noise.trace / golden.trC - 1)).toBeLessThan(1e-12);
    expect(Math.abs(noise.temperature.value! / golden.T_eff - 1)).toBeLessThan(1e-12);
    expect(Math.abs(noise.noiseScale.value! / golden.B_simple - 1)).toBeLessThan(1e-12);
  });

  it('has the participation of the P × P covariance, which it does not form', () => {
    const gradients = golden.grads.map((gradient) => Float64Array.from(gradient));
    const count = gradients.length;
    const mean = golden.grads[0]!.map((_, i) => gradients.reduce((sum, g) => sum + g[i]!, 0) / count);
    const covariance = mean.map((_, i) =>
      mean.map((__, j) =>
        gradients.reduce((sum, g) => sum + ((g[i]! - mean[i]!) * (g[j]! - mean[j]!)) / (count - 1), 0),
      ),
    );
    const trace = covariance.reduce((sum, row, i) => sum + row[i]!, 0);
    const squares = covariance.flat().reduce((sum, entry) => sum + entry * entry, 0);
    const moments = noiseOfGradients(gradients);
    expect(moments.participation.value).toBeCloseTo(trace ** 2 / squares, 10);
    expect(moments.trace).toBeCloseTo(golden.trC, 10);
  });

  it('counts directions: k of them where the noise has k of equal size', () => {
    const directions = Array.from({ length: 4 }, (_, k) =>
      Float64Array.from({ length: 50 }, (__, i) => (i === k ? 1 : 0)),
    );
    const gradients = directions.flatMap((g) => [g, g.map((x) => -x)]);
    const { participation, noiseScale, unbiasedNoiseScale, meanSquare } = noiseOfGradients(gradients);
    expect(participation.value).toBeCloseTo(4, 12);
    expect(meanSquare).toBe(0);
    expect([noiseScale.reason, unbiasedNoiseScale.reason]).toEqual(['noGradient', 'noGradient']);
    const still = noiseOfGradients([directions[0]!, directions[0]!]);
    expect(still.participation.reason).toBe('noNoise');
    expect(still.noiseScale.value).toBe(0);
  });

  it('finds the scale of noise on a known gradient without bias', () => {
    const random = createRandom(6, 'noise');
    const length = 20;
    let [plain, unbiased] = [0, 0];
    const runs = 200;
    for (let run = 0; run < runs; run++) {
      const gradients = Array.from({ length: 16 }, () =>
        Float64Array.from({ length }, () => 1 + 2 * random.normal()),
      );
      const { trace, meanSquare } = noiseOfGradients(gradients);
      plain += meanSquare / runs;
      unbiased += (meanSquare - trace / 16) / runs;
    }
    expect(plain / length).toBeCloseTo(1.25, 1);
    expect(unbiased / length).toBeCloseTo(1, 1);
  });

  it('is hotter with momentum, cold where the batch is the data, and no temperature elsewhere', () => {
    const temperature = (changes: Partial<NoiseSettings>): GradientNoise['temperature'] =>
      noiseOf(network, theta, 8, changes).value!.temperature;
    const plain = temperature({}).value!;
    expect(temperature({ optimizer: { kind: 'momentum', momentum: 0.9 } }).value! / plain).toBeCloseTo(
      10,
      10,
    );
    expect(temperature({ dataSamples: 8 }).value! / plain).toBeCloseTo(0.5, 12);
    expect(temperature({ dataSamples: 4 }).value).toBe(0);
    expect(temperature({ optimizer: { kind: 'rmsprop', decay: 0.9, epsilon: 1e-8 } }).reason).toBe(
      'optimizer',
    );
    expect(temperature({ optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } }).reason).toBe(
      'optimizer',
    );
    const uneven = networkWith(
      '{type: dense, units: 5, activation: tanh, learningRateMultiplier: 2}, {type: dense, units: 2}',
    );
    expect(noiseOf(uneven, theta, 8).value!.temperature.reason).toBe('rates');
    const even = networkWith(
      '{type: dense, units: 5, activation: tanh, learningRateMultiplier: 2}, {type: dense, units: 2, frozen: true}',
    );
    expect(noiseOf(even, theta, 8).value!.parameters).toBe(20);
    expect(noiseOf(even, theta, 8).value!.temperature.reason).toBeUndefined();
  });

  it('is undefined with its reason where there is none to measure', () => {
    expect(noiseOf(network, theta, 1).reason).toBe('fewSamples');
    const frozen = networkWith(
      '{type: dense, units: 5, activation: tanh, frozen: true}, {type: dense, units: 2, frozen: true}',
    );
    expect(noiseOf(frozen, theta, 4).reason).toBe('nothingTrains');
    const norms = networkWith(
      '{type: dense, units: 5}, {type: batchNorm, activation: tanh}, {type: dense, units: 2}',
    );
    expect(noiseOf(norms, randomParameters(norms, createRandom(1, 'noise')), 4).reason).toBe('batchNorm');
  });

  it('compares as many samples as are affordable', () => {
    const plan = (explicit: number, work = explicit) => ({ explicit: { length: explicit }, work });
    expect(affordableSamples(8, plan(1000))).toBe(8);
    expect(affordableSamples(10_000, plan(1000))).toBe(1036);
    expect(affordableSamples(64, plan(4_000_000))).toBe(4);
    expect(affordableSamples(64, plan(20_000_000))).toBe(0);
    // Dense layers need no gradients at all.
    expect(affordableSamples(64, plan(0, 10_000))).toBe(64);
  });

  it('multiplies gradients without forming them, in every architecture as if it formed them', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(networks, fc.integer(), ({ network: random, text }, seed) => {
        const source = createRandom(seed, 'gram');
        const count = 4;
        const parameters = randomParameters(random, source);
        const point = linearize(random, parameters, normals(count * random.inputs, 1, source), count);
        const backward = runBackward(point, normals(count * random.outputs, 1, source));
        const layout = vectorLayout(random.links, parameters);
        const gradients: Float64Array[] = [];
        for (const gradient of sampleGradients(point, backward)) {
          gradients.push(flattenGradient(layout, gradient));
        }
        const plan = gramPlan(point);
        for (const { type, tiedTo } of random.links) seen.add(`${type} ${tiedTo === undefined}`);
        const gram = gradientGram(point, backward, plan, count);
        const expected = gramOf(gradients);
        const largest = Math.max(...expected.map(Math.abs));
        gram.forEach((product, i) => {
          expect(Math.abs(product - expected[i]!), text).toBeLessThanOrEqual(1e-12 * largest);
        });
      }),
      { numRuns: 60, seed: 5 },
    );
    for (const kind of ['dense true', 'dense false', 'conv1d true', 'local true']) {
      expect(seen).toContain(kind);
    }
  });
});
