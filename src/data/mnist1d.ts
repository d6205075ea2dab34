import { createRandom, type Random } from '../base/random.js';
import { oneHot } from './oneHot.js';
import { splitSamples } from './split.js';
import type { Dataset, Mnist1dPlan } from './types.js';

/**
 * MNIST-1D: S. Greydanus, "Scaling *down* deep learning", arXiv:2011.14439 (2020). Templates and constants are those
 * that its author published with it (mnist1d, data.py; independent noise 0.02 there); the random numbers are ours, so single samples differ.
 */

/** Length and channels of a sample. */
export const MNIST1D_SHAPE = [40, 1] as const;
export const MNIST1D_LENGTH = 40;
export const MNIST1D_CLASSES = 10;

/** Hand-drawn outlines of 0 … 9, 12 points each. */
const TEMPLATES: readonly (readonly number[])[] = [
  [5, 6, 6.5, 6.75, 7, 7, 7, 7, 6.75, 6.5, 6, 5],
  [5, 3, 3, 3.4, 3.8, 4.2, 4.6, 5, 5.4, 5.8, 5, 5],
  [5, 6, 6.5, 6.5, 6, 5.25, 4.75, 4, 3.5, 3.5, 4, 5],
  [5, 6, 6.5, 6.5, 6, 5, 5, 6, 6.5, 6.5, 6, 5],
  [5, 4.4, 3.8, 3.2, 2.6, 2.6, 5, 5, 5, 5, 5, 5],
  [5, 3, 3, 3, 3, 5, 6, 6.5, 6.5, 6, 4.5, 5],
  [5, 4, 3.5, 3.25, 3, 3, 3, 3, 3.25, 3.5, 4, 5],
  [5, 7, 7, 6.6, 6.2, 5.8, 5.4, 5, 4.6, 4.2, 5, 5],
  [5, 4, 3.5, 3.5, 4, 5, 5, 4, 3.5, 3.5, 4, 5],
  [5, 4, 3.5, 3.5, 4, 5, 5, 5, 5, 4.7, 4.3, 5],
];
const TEMPLATE_LENGTH = 12;
/** A template of standard deviation 1 is divided by it. */
const TEMPLATE_SCALE = 6;

/** Zeros behind the template: 36 … 60. */
const PADDING = { least: 36, most: 60 } as const;
/** Template and padding are stretched to this length. */
const PADDED_LENGTH = TEMPLATE_LENGTH + PADDING.most;
/** The signal is multiplied by 1 ± half of it. */
const SCALE = 0.4;
/** Translations 0 … 47, around the end. */
const TRANSLATIONS = 48;
/** Standard deviation of the noise in the padding before it is smoothed. */
const CORRELATED_NOISE = 0.25;
/** Standard deviation of the Gaussian that smooths it, in points, and where that is cut off. */
const SMOOTHING = 2;
const SMOOTHING_RADIUS = 4 * SMOOTHING;
/** A straight line of a rise of ± half of it is subtracted. */
const SHEAR = 0.75;

/** Mean 0, standard deviation 1/6, then shifted to start at 0. */
function normalizeTemplate(points: readonly number[]): readonly number[] {
  const mean = points.reduce((sum, value) => sum + value, 0) / points.length;
  const variance = points.reduce((sum, value) => sum + (value - mean) ** 2, 0) / points.length;
  const first = points[0] ?? 0;
  return points.map((value) => (value - first) / Math.sqrt(variance) / TEMPLATE_SCALE);
}

/** Piecewise linear through `values` at equal distances, read off at `length` equal distances. */
function resample(values: ArrayLike<number>, length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => {
    const place = (i * (values.length - 1)) / (length - 1);
    const left = Math.min(Math.floor(place), values.length - 2);
    const weight = place - left;
    return (1 - weight) * values[left]! + weight * values[left + 1]!;
  });
}

/** The Gaussian's weights at −radius … radius, normalised. */
const KERNEL = ((): Float64Array => {
  const weights = Float64Array.from({ length: 2 * SMOOTHING_RADIUS + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - SMOOTHING_RADIUS) / SMOOTHING) ** 2),
  );
  const sum = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / sum);
})();

/** Place of index i in a signal that is mirrored at its ends: … 1 0 | 0 1 … n−1 | n−1 n−2 …; −n ≤ i < 2n. */
const mirror = (i: number, n: number): number => (i < 0 ? -1 - i : i >= n ? 2 * n - 1 - i : i);

/** Convolved with the Gaussian. */
const smooth = (values: Float64Array): Float64Array =>
  values.map((_, i) => {
    let sum = 0;
    for (let k = 0; k < KERNEL.length; k++) {
      sum += KERNEL[k]! * values[mirror(i + k - SMOOTHING_RADIUS, values.length)]!;
    }
    return sum;
  });

/**
 * One sample before all are standardised: padded, stretched, scaled, moved, made noisy, sheared, shortened to 40.
 * @param noise standard deviation of the independent noise on every place
 */
function distort(template: readonly number[], noise: number, random: Random): Float64Array {
  const zeros = PADDING.least + random.integer(PADDING.most - PADDING.least + 1);
  const scale = 1 + SCALE * (random.uniform() - 0.5);
  const shift = random.integer(TRANSLATIONS);
  const shear = SHEAR * (random.uniform() - 0.5);
  const signal = resample([...template, ...new Float64Array(zeros)], PADDED_LENGTH);
  // From the first zero of the padding on there is nothing but noise.
  const ends = (TEMPLATE_LENGTH * (PADDED_LENGTH - 1)) / (TEMPLATE_LENGTH + zeros - 1);
  const padding = smooth(
    Float64Array.from({ length: PADDED_LENGTH }, () => CORRELATED_NOISE * random.normal()),
  );
  const noisy = Float64Array.from({ length: PADDED_LENGTH }, (_, i) => {
    const from = (i - shift + PADDED_LENGTH) % PADDED_LENGTH;
    const value = from < ends ? scale * signal[from]! : padding[i]!;
    return value + noise * random.normal() - shear * (i / (PADDED_LENGTH - 1) - 0.5);
  });
  return resample(noisy, MNIST1D_LENGTH);
}

/** Shifts and scales all numbers alike, so that those of the given samples have mean 0 and standard deviation 1; in place. */
function standardizeAll(values: Float64Array, samples: Uint32Array): void {
  const count = samples.length * MNIST1D_LENGTH;
  const sumOver = (term: (value: number) => number): number => {
    let sum = 0;
    for (const sample of samples) {
      for (let i = 0; i < MNIST1D_LENGTH; i++) sum += term(values[sample * MNIST1D_LENGTH + i]!);
    }
    return sum;
  };
  const mean = sumOver((value) => value) / count;
  const deviation = Math.sqrt(sumOver((value) => (value - mean) ** 2) / count);
  for (let i = 0; i < values.length; i++) values[i] = (values[i]! - mean) / deviation;
}

/**
 * Samples of length 40, the ten classes in turn; those that are trained on have mean 0 and standard deviation 1 all
 * together. Y is one-hot.
 */
export function createMnist1dData(plan: Mnist1dPlan, seed: number): Dataset {
  const { inputs, outputs, samples, noise } = plan;
  const random = createRandom(seed, 'data/mnist1d');
  const templates = TEMPLATES.map(normalizeTemplate);
  const labels = Uint8Array.from({ length: samples }, (_, s) => s % MNIST1D_CLASSES);
  const x = new Float64Array(samples * inputs);
  labels.forEach((label, s) => {
    x.set(distort(templates[label]!, noise, random), s * inputs);
  });
  standardizeAll(x, splitSamples(plan, seed).training);
  return { samples, inputs, outputs, x: Float32Array.from(x), y: oneHot(labels, outputs) };
}
