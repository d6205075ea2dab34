import type { FloatArray } from '../decomposition/types.js';
import type { Optimizer, TrainableNetwork } from '../network/types.js';
import { runBackward } from './backwardPass.js';
import { innerProduct, squaredNorm } from './innerProduct.js';
import type { Linearization } from './linearization.js';
import { sampleGradients } from './parameterGradient.js';
import { flattenGradient, vectorLayout } from './parameterVector.js';
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

/** Numbers that the gradients of all samples may take together. */
const MAX_NUMBERS = 2 ** 24;
/** Multiply-adds for all their products. */
const MAX_WORK = 2 ** 29;

/** As many of n samples as can be compared pair by pair, their gradients being so long. */
export const affordableSamples = (samples: number, length: number): number =>
  Math.min(samples, Math.floor(MAX_NUMBERS / length), Math.floor(Math.sqrt((2 * MAX_WORK) / length)));

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
 * @param targets Y, samples × outputs
 */
export function gradientNoise(
  network: TrainableNetwork,
  point: Linearization,
  targets: FloatArray,
  settings: NoiseSettings,
): Quantity<NoiseGap, GradientNoise> {
  if (hasBatchNorm(network)) return unknown('batchNorm');
  const layout = vectorLayout(network.links, point.parameters);
  if (layout.length === 0) return unknown('nothingTrains');
  if (point.samples < 2) return unknown('fewSamples');
  const samples = affordableSamples(point.samples, layout.length);
  if (samples < 2) return unknown('tooLarge');
  const gradients: Float64Array[] = [];
  for (const gradient of sampleGradients(point, runBackward(point, targets))) {
    if (gradients.length === samples) break;
    gradients.push(flattenGradient(layout, gradient));
  }
  const moments = noiseOfGradients(gradients);
  return known({
    samples,
    parameters: layout.length,
    ...moments,
    temperature: temperatureOf(network, moments.trace, layout.length, settings),
  });
}

type Moments = Omit<GradientNoise, 'samples' | 'parameters' | 'temperature'>;

/** tr C and what follows from it, from the n × n products of the gradients: C itself, P × P, is never formed. */
export function noiseOfGradients(gradients: readonly Float64Array[]): Moments {
  const count = gradients.length;
  const length = gradients[0]?.length ?? 0;
  const mean = new Float64Array(length);
  for (const gradient of gradients) for (let i = 0; i < length; i++) mean[i]! += gradient[i]! / count;
  const deviations = gradients.map((gradient) => gradient.map((g, i) => g - mean[i]!));
  let trace = 0;
  let squares = 0;
  for (const [s, a] of deviations.entries()) {
    for (let t = 0; t <= s; t++) {
      const product = innerProduct(a, deviations[t]!);
      if (s === t) trace += product;
      squares += (s === t ? 1 : 2) * product * product;
    }
  }
  trace /= count - 1;
  squares /= (count - 1) ** 2;
  const meanSquare = squaredNorm(mean);
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
