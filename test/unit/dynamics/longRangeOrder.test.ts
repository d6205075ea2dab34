import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, permutation, type Random } from '../../../src/base/random.js';
import type { ForwardPass } from '../../../src/decomposition/forwardPass.js';
import { correlationLength, longRangeOrder, MIN_SAMPLES } from '../../../src/dynamics/longRangeOrder.js';
import { centerGram, debiasedSimilarity, gramMatrix } from '../../../src/dynamics/similarity.js';

const normals = (count: number, random: Random): Float64Array =>
  Float64Array.from({ length: count }, () => random.normal());
const order = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);
const similarityOf = (a: Float64Array, b: Float64Array, samples: number): number | undefined =>
  debiasedSimilarity(
    ...([a, b].map((rows) => centerGram(gramMatrix(rows, samples), samples, order(samples))) as [
      Float64Array,
      Float64Array,
    ]),
  );

/** Σ over four different samples: what the estimator of HSIC means (Song et al. 2012, eq. 4), n! terms at a time. */
function hsicByDefinition(a: Float64Array, b: Float64Array, samples: number): number {
  const [k, l] = [gramMatrix(a, samples), gramMatrix(b, samples)];
  const at = (gram: Float64Array, i: number, j: number): number => gram[i * samples + j]!;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < samples; i++)
    for (let j = 0; j < samples; j++)
      for (let q = 0; q < samples; q++)
        for (let r = 0; r < samples; r++) {
          if (new Set([i, j, q, r]).size < 4) continue;
          sum += at(k, i, j) * (at(l, i, j) + at(l, q, r) - 2 * at(l, i, q));
          count++;
        }
  return sum / count;
}

/** A pass whose neurons are given, after one whose neurons are 0. */
const passes = (layers: readonly Float64Array[], samples: number): readonly [ForwardPass, ForwardPass] => {
  const pass = (neurons: readonly Float64Array[]): ForwardPass => ({
    samples,
    outputs: new Float64Array(samples),
    links: neurons.map((values) => ({
      products: values,
      delivered: { values, rests: new Float64Array(values.length) },
      neurons: values,
    })),
  });
  return [pass(layers.map((values) => new Float64Array(values.length))), pass(layers)];
};

describe('the similarity of two layers', () => {
  it('is the unbiased estimate of HSIC, normalised', () => {
    const random = createRandom(1, 'hsic');
    const [samples, a, b] = [6, normals(18, random), normals(24, random)];
    const expected =
      hsicByDefinition(a, b, samples) /
      Math.sqrt(hsicByDefinition(a, a, samples) * hsicByDefinition(b, b, samples));
    expect(similarityOf(a, b, samples)).toBeCloseTo(expected, 12);
  });

  it('is 0 on average for independent layers, however wide', () => {
    const random = createRandom(2, 'independent');
    const [samples, width, runs] = [16, 200, 40];
    const values = Array.from({ length: runs }, () =>
      similarityOf(normals(samples * width, random), normals(samples * width, random), samples)!,
    );
    const mean = values.reduce((sum, value) => sum + value, 0) / runs;
    expect(Math.abs(mean)).toBeLessThan(0.1);
  });

  it('knows neither labels nor rotations, shifts and scales of the neurons', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 9 }), (seed, width) => {
        const random = createRandom(seed, 'invariance');
        const samples = 8;
        const a = normals(samples * width, random);
        const b = normals(samples * 5, random);
        const labels = permutation(width, random);
        const shift = normals(width, random);
        const other = a.map((_, at) => {
          const [s, i] = [Math.floor(at / width), at % width];
          return -3 * a[s * width + labels[i]!]! + 10 * shift[i]!;
        });
        expect(similarityOf(a, other, samples)).toBeCloseTo(1, 9);
        expect(similarityOf(other, b, samples)).toBeCloseTo(similarityOf(a, b, samples)!, 9);
      }),
      { numRuns: 50 },
    );
  });

  it('is undefined for a layer that does not vary', () => {
    expect(similarityOf(new Float64Array(40).fill(2), normals(40, createRandom(1, 'x')), 8)).toBeUndefined();
  });
});

describe('the correlation length', () => {
  it('is that of an exponential, up to where it sinks into the noise', () => {
    const curve = Array.from({ length: 8 }, (_, d) => Math.exp(-d / 2.5));
    expect(correlationLength(curve, 0).value).toBeCloseTo(2.5, 12);
    expect(correlationLength([...curve.slice(0, 3), 0.01, 0.9], 0.05).value).toBeCloseTo(2.5, 12);
    expect(correlationLength([1, 0.03], 0.05).reason).toBe('uncorrelated');
    expect(correlationLength([1, 1, 1.01], 0.05).reason).toBe('noDecay');
  });
});

describe('long-range order', () => {
  /** A chain of layers, each made of ρ of the one before and √(1−ρ²) of its own: C(d) = ρ^(2d) in a wide network. */
  const chain = (samples: number, layers: number, rho: number, seed: number): readonly Float64Array[] => {
    const random = createRandom(seed, 'chain');
    const width = 300;
    const all = [normals(samples * width, random)];
    while (all.length < layers) {
      const last = all.at(-1)!;
      all.push(last.map((x) => rho * x + Math.sqrt(1 - rho * rho) * random.normal()));
    }
    return all;
  };

  it('finds the decay of a chain of layers, with an error of that size', () => {
    const samples = 64;
    // Few directions are shared by all samples of a real network; here all are, so the estimate is noisy at small C.
    const [rho, layers] = [0.95, 7];
    const expected = -1 / (2 * Math.log(rho));
    const { value } = longRangeOrder(...passes(chain(samples, layers, rho, 3), samples), 7);
    const { decay, byDistance, shuffled, layers: compared } = value!;
    expect(compared).toEqual([1, 2, 3, 4, 5, 6]);
    expect(byDistance[0]).toBeCloseTo(1, 12);
    expect(decay.error).toBeGreaterThan(0);
    expect(Math.abs(decay.length.value! - expected)).toBeLessThan(4 * decay.error!);
    expect(decay.error).toBeLessThan(0.5 * expected);
    expect(Math.abs(shuffled.mean)).toBeLessThan(0.05);
    expect(shuffled.deviation).toBeLessThan(0.2);
  });

  it('finds no length in independent layers', () => {
    const { value } = longRangeOrder(...passes(chain(32, 5, 0, 1), 32), 7);
    expect(value!.decay.length.reason).toBe('uncorrelated');
    expect(value!.decay.error).toBeUndefined();
  });

  it('is the same for the same seed', () => {
    const pair = passes(chain(20, 4, 0.8, 5), 20);
    expect(longRangeOrder(...pair, 3)).toEqual(longRangeOrder(...pair, 3));
  });

  it('is undefined with its reason for few samples, few layers and where nothing moves', () => {
    const few = chain(MIN_SAMPLES - 1, 4, 0.5, 1);
    expect(longRangeOrder(...passes(few, MIN_SAMPLES - 1), 1).reason).toBe('fewSamples');
    expect(longRangeOrder(...passes(chain(16, 2, 0.5, 1), 16), 1).reason).toBe('fewLayers');
    const [still] = passes(chain(16, 4, 0.5, 1), 16);
    expect(longRangeOrder(still, still, 1).reason).toBe('atRest');
  });
});
