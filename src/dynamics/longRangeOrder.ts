import { createRandom, permutation, type Random } from '../base/random.js';
import type { ForwardPass } from '../decomposition/forwardPass.js';
import { known, unknown, type Quantity } from './quantity.js';
import { centerGram, debiasedSimilarity, gramMatrix, type CenteredGram } from './similarity.js';

/** With fewer samples the similarity of two layers is noise, whatever the estimator. */
export const MIN_SAMPLES = 16;
/** More samples than this say little more and cost their square. */
const MAX_SAMPLES = 64;
/** Random halves of the samples for errors, and random orders of them for the baseline. */
const HALVES = 48;
const SHUFFLES = 12;
/** C(d) counts as correlation above so many deviations of shuffled samples. */
const ABOVE_NOISE = 2;

/** Why layers are not compared. */
export type OrderGap = 'fewSamples' | 'fewLayers' | 'atRest';
/** `uncorrelated`: not even neighbours are; `noDecay`: the correlation does not fall with the distance. */
export type LengthGap = 'uncorrelated' | 'noDecay';

/** How the displacements Δz of the layers' neurons hang together over the samples. */
export interface LongRangeOrder {
  /** Samples used. */
  readonly samples: number;
  /** The hidden layers that are compared: m of z^(m). */
  readonly layers: readonly number[];
  /** Similarity of Δz^(m) and Δz^(m′), by position in `layers`; undefined where a layer does not vary over samples. */
  readonly similarity: readonly (readonly (number | undefined)[])[];
  /** C(d): mean over all pairs that are d layers apart; entry 0 is 1. */
  readonly byDistance: readonly (number | undefined)[];
  readonly decay: Decay;
  /** C of samples shuffled in one of the two layers: mean and standard deviation over pairs and orders. */
  readonly shuffled: { readonly mean: number; readonly deviation: number };
}

export interface Decay {
  /** ξ of C(d) ≈ e^(−d/ξ), in layers, from the distances up to which C stands out of the noise. */
  readonly length: Quantity<LengthGap>;
  /** Standard error of ξ: spread over random halves of the samples; undefined where too few halves have one. */
  readonly error: number | undefined;
}

/**
 * Correlation of the neurons' displacements between layers (the paper's outlook): linear CKA of Δz over the samples, which
 * knows neither the labels nor any rotation of the neurons and compares layers of different widths by one number, where the
 * singular spectrum of their cross-covariance is many. A displacement that all samples share, such as Δb, is left out.
 *
 * The error is that of a delete-half jackknife (Shao, Wu 1989), not of a bootstrap: drawn with replacement, a sample stands
 * beside its own copy, and that would be taken for correlation.
 * @param before pass of θ_k; @param after pass of θ_(k+1); of the same samples, or of paired ones
 * @param seed of halves and shuffles
 */
export function longRangeOrder(
  before: ForwardPass,
  after: ForwardPass,
  seed: number,
): Quantity<OrderGap, LongRangeOrder> {
  const hidden = before.links.length - 1;
  if (hidden < 2) return unknown('fewLayers');
  if (before.samples < MIN_SAMPLES) return unknown('fewSamples');
  const samples = Math.min(before.samples, MAX_SAMPLES);
  const grams = before.links.slice(0, hidden).map(({ neurons: from }, m) => {
    const to = after.links[m]!.neurons;
    const count = (from.length / before.samples) * samples;
    return gramMatrix(
      Float64Array.from({ length: count }, (_, at) => to[at]! - from[at]!),
      samples,
    );
  });
  const all = Uint32Array.from({ length: samples }, (_, s) => s);
  const similarity = similarities(grams, samples, all);
  if (similarity.every((row) => row.every((value) => value === undefined))) return unknown('atRest');
  const random = createRandom(seed, 'long-range order');
  const shuffled = shuffledBaseline(grams, samples, random);
  const floor = ABOVE_NOISE * shuffled.deviation;
  const byDistance = meanByDistance(similarity);
  return known({
    samples,
    layers: Array.from({ length: hidden }, (_, m) => m + 1),
    similarity,
    byDistance,
    decay: {
      length: correlationLength(byDistance, floor),
      error: lengthError(grams, samples, floor, random),
    },
    shuffled,
  });
}

type Similarities = LongRangeOrder['similarity'];

function similarities(
  grams: readonly Float64Array[],
  samples: number,
  chosen: Uint32Array,
): (number | undefined)[][] {
  const centered = grams.map((gram) => centerGram(gram, samples, chosen));
  const rows: (number | undefined)[][] = centered.map(() => []);
  for (const [m, a] of centered.entries()) {
    for (let other = 0; other <= m; other++) {
      const value = debiasedSimilarity(a, centered[other]!);
      rows[m]![other] = value;
      rows[other]![m] = value;
    }
  }
  return rows;
}

function meanByDistance(similarity: Similarities): (number | undefined)[] {
  return similarity.map((_, distance) => {
    const pairs = similarity.slice(distance).flatMap((row, m) => row[m] ?? []);
    return pairs.length === 0 ? undefined : pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
  });
}

/**
 * ξ of e^(−d/ξ): −ln C(d) = d/ξ by least squares through C(0) = 1, over d = 1, 2, … as long as C is above the floor.
 * @param byDistance C(d), entry 0 is 1
 */
export function correlationLength(
  byDistance: readonly (number | undefined)[],
  floor: number,
): Quantity<LengthGap> {
  let [distances, logarithms] = [0, 0];
  for (let d = 1; d < byDistance.length; d++) {
    const value = byDistance[d];
    if (value === undefined || value <= Math.max(floor, 0)) break;
    distances += d * d;
    logarithms -= d * Math.log(value);
  }
  if (distances === 0) return unknown('uncorrelated');
  return logarithms <= 0 ? unknown('noDecay') : known(distances / logarithms);
}

function lengthError(
  grams: readonly Float64Array[],
  samples: number,
  floor: number,
  random: Random,
): number | undefined {
  const lengths: number[] = [];
  for (let i = 0; i < HALVES; i++) {
    const half = permutation(samples, random).subarray(0, samples >> 1);
    const { value } = correlationLength(meanByDistance(similarities(grams, samples, half)), floor);
    if (value !== undefined) lengths.push(value);
  }
  if (lengths.length < HALVES / 2) return undefined;
  const mean = lengths.reduce((sum, value) => sum + value, 0) / lengths.length;
  // With half of the samples left out the factor √(n_kept / n_left out) of the jackknife is 1.
  return Math.sqrt(lengths.reduce((sum, value) => sum + (value - mean) ** 2, 0) / lengths.length);
}

/** Similarities of neighbours whose samples have been put in random order. */
function shuffledBaseline(
  grams: readonly Float64Array[],
  samples: number,
  random: Random,
): LongRangeOrder['shuffled'] {
  const all = Uint32Array.from({ length: samples }, (_, s) => s);
  const centered: readonly CenteredGram[] = grams.map((gram) => centerGram(gram, samples, all));
  const values: number[] = [];
  for (let i = 0; i < SHUFFLES; i++) {
    const order = permutation(samples, random);
    for (let m = 1; m < grams.length; m++) {
      const value = debiasedSimilarity(centerGram(grams[m]!, samples, order), centered[m - 1]!);
      if (value !== undefined) values.push(value);
    }
  }
  const count = Math.max(values.length, 1);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  return { mean, deviation: Math.sqrt(variance) };
}
