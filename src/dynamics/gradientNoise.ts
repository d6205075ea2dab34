import type { Optimizer, TrainableNetwork } from '../network/types.js';
import type { BackwardPass } from './backwardPass.js';
import { gradientGram, gramPlan } from './gradientGram.js';
import type { Linearization } from './linearization.js';
import { vectorLayout } from './parameterVector.js';
import { known, unknown, type Quantity } from './quantity.js';

/**
 * Why the noise of the gradient is not known: there are fewer than two samples; nothing trains; one gradient is too long to
 * compare two; behind a batchNorm that trains, a sample has no gradient of its own.
 */
export type NoiseGap = 'fewSamples' | 'nothingTrains' | 'tooLarge' | 'batchNorm';

/** A temperature needs one friction for all parameters: not under Adam and RMSProp, nor with several learning rates. */
export type TemperatureGap = 'optimizer' | 'rates';

/** The gradients of single samples differ: C = Cov_s(g_s), estimated from n samples (THEORY §7). */
export interface GradientNoise {
  /** Samples that were used: those of the analysis, or as many of the first as are affordable. */
  readonly samples: number;
  /** P, all parameters that train, each once. */
  readonly parameters: number;
  /** tr C, in loss² per parameter². */
  readonly trace: number;
  /** ‖ḡ‖² of the mean over the samples. Its expectation is that of the true gradient plus tr C / n. */
  readonly meanSquare: number;
  /** B_simple = tr C / ‖ḡ‖², in samples; undefined where ḡ = 0. */
  readonly noiseScale: Quantity<'noGradient'>;
  /** The same with tr C / n subtracted from ‖ḡ‖²; undefined where that is not above 0: more samples are needed. */
  readonly unbiasedNoiseScale: Quantity<'noGradient'>;
  /** (tr C)² / tr C²: how many directions the noise has. At most n − 1, of which it says little more than that near it. */
  readonly participation: Quantity<'noNoise'>;
  /** T_eff = η tr C / (2BP) · (1 − B/n_data) · 1/(1 − β), energy per degree of freedom. A summary, for C is no multiple of 1. */
  readonly temperature: Quantity<TemperatureGap>;
}

/** Numbers that the gradients of all samples may take together, where their products do not factorise. */
const MAX_NUMBERS = 2 ** 24;
/** Multiply-adds for all their products. */
const MAX_WORK = 2 ** 29;

/** As many of n samples as can be compared pair by pair. */
export const affordableSamples = (
  samples: number,
  { explicit, work }: { readonly explicit: { readonly length: number }; readonly work: number },
): number =>
  Math.min(samples, Math.floor(MAX_NUMBERS / explicit.length), Math.floor(Math.sqrt((2 * MAX_WORK) / work)));

/** What else decides the temperature. */
export interface NoiseSettings {
  readonly optimizer: Optimizer;
  /** η of the step. */
  readonly learningRate: number;
  /** B */
  readonly batchSize: number;
  /** Samples of the data, which are drawn without replacement. */
  readonly dataSamples: number;
}

/**
 * @param point the network at θ_k and the samples
 * @param backward of the same samples
 */
export function gradientNoise(
  network: TrainableNetwork,
  point: Linearization,
  backward: BackwardPass,
  settings: NoiseSettings,
): Quantity<NoiseGap, GradientNoise> {
  if (hasBatchNorm(network)) return unknown('batchNorm');
  const layout = vectorLayout(network.links, point.parameters);
  if (layout.length === 0) return unknown('nothingTrains');
  if (point.samples < 2) return unknown('fewSamples');
  const plan = gramPlan(point);
  const samples = affordableSamples(point.samples, plan);
  if (samples < 2) return unknown('tooLarge');
  const moments = noiseOfGram(gradientGram(point, backward, plan, samples), samples);
  return known({
    samples,
    parameters: layout.length,
    ...moments,
    temperature: temperatureOf(network, moments.trace, layout.length, settings),
  });
}

type Moments = Omit<GradientNoise, 'samples' | 'parameters' | 'temperature'>;

/** Squares below this share of the largest ‖g‖² are rounding of the products. */
const ROUNDING = 1e-14;

/**
 * tr C and what follows from it, from the n × n products of the gradients: C itself, P × P, is never formed, nor are the
 * gradients. With the mean taken out of them, (g_s − ḡ)·(g_t − ḡ) = G_st − r_s − r_t + ‖ḡ‖², r_s = g_s·ḡ.
 * @param gram g_s · g_t, n × n
 */
export function noiseOfGram(gram: Float64Array, count: number): Moments {
  const toMean = Float64Array.from({ length: count }, (_, s) => {
    let sum = 0;
    for (let t = 0; t < count; t++) sum += gram[s * count + t]!;
    return sum / count;
  });
  let largest = 0;
  for (let s = 0; s < count; s++) largest = Math.max(largest, gram[s * count + s]!);
  const visible = (square: number): number => (square > ROUNDING * largest ? square : 0);
  const meanSquare = visible(toMean.reduce((sum, product) => sum + product, 0) / count);
  let trace = 0;
  let squares = 0;
  for (let s = 0; s < count; s++) {
    for (let t = 0; t <= s; t++) {
      const product = gram[s * count + t]! - toMean[s]! - toMean[t]! + meanSquare;
      if (s === t) trace += visible(product);
      squares += (s === t ? 1 : 2) * product * product;
    }
  }
  if (trace === 0) squares = 0;
  trace /= count - 1;
  squares /= (count - 1) ** 2;
  const signal = meanSquare - trace / count;
  return {
    trace,
    meanSquare,
    noiseScale: meanSquare === 0 ? unknown('noGradient') : known(trace / meanSquare),
    unbiasedNoiseScale: signal <= 0 ? unknown('noGradient') : known(trace / signal),
    participation: squares === 0 ? unknown('noNoise') : known(trace ** 2 / squares),
  };
}

const hasBatchNorm = ({ links, operationsOut }: TrainableNetwork): boolean =>
  [...links.flatMap(({ norm, operationsIn }) => [norm, ...operationsIn]), ...operationsOut].some(
    (each) => each?.kind === 'batchNorm',
  );

function temperatureOf(
  { links }: TrainableNetwork,
  trace: number,
  parameters: number,
  { optimizer, learningRate, batchSize, dataSamples }: NoiseSettings,
): Quantity<TemperatureGap> {
  if (optimizer.kind === 'adam' || optimizer.kind === 'rmsprop') return unknown('optimizer');
  const rates = new Set(
    links.flatMap(({ frozen, learningRateMultiplier }) => (frozen ? [] : [learningRateMultiplier])),
  );
  const [multiplier = 1] = rates;
  if (rates.size > 1) return unknown('rates');
  const friction = optimizer.kind === 'sgd' ? 1 : 1 - optimizer.momentum;
  const drawn = 1 - batchSize / dataSamples;
  return known((multiplier * learningRate * trace * drawn) / (2 * batchSize * parameters * friction));
}
