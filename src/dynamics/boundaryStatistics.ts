import type { ForwardPass } from '../decomposition/forwardPass.js';
import { sampleTerms } from '../decomposition/sampleTerms.js';
import type { NetworkStructure, StepPair } from '../decomposition/types.js';
import { known, unknown, type Quantity } from './quantity.js';
import { correlation, sampleMoments, type SampleMoments } from './sampleMoments.js';

/** |corr + 1| up to which the self-test holds. */
export const CORRELATION_TOLERANCE = 1e-9;

/** One sample has no correlation; nor have samples that are all alike, as where link 0 stands still. */
export type CorrelationGap = 'fewSamples' | 'noVariance';

/** Statistics over samples of one step, at fixed parameters before and after (THEORY §7). */
export interface BoundaryStatistics {
  readonly samples: number;
  readonly inputCoupling: SampleMoments;
  readonly inputFluxSquared: SampleMoments;
  /** Of C⁰ + F⁰, the boundary without the loss. */
  readonly boundaryKinetic: SampleMoments;
  readonly loss: SampleMoments;
  readonly boundary: SampleMoments;
  readonly bulk: SampleMoments;
  readonly lagrangian: SampleMoments;
  /**
   * Between L_bulk and C⁰ + F⁰ over the samples: exactly −1, for their sum K_W + Σ K_b is the same for every sample. So the
   * bulk fluctuates with the data as much as the kinetic boundary does: "deterministic bulk, stochastic boundary" is true of
   * the form of the terms, not of their values (THEORY §1.5).
   */
  readonly correlation: Quantity<CorrelationGap>;
}

/** @throws RangeError when the pair does not fit the network */
export function boundaryStatistics(
  network: NetworkStructure,
  pair: StepPair,
  before: ForwardPass,
  after: ForwardPass,
): BoundaryStatistics {
  const { inputCoupling, inputFluxSquared, loss, bulk } = sampleTerms(network, pair, before, after);
  const kinetic = inputCoupling.map((value, s) => value + inputFluxSquared[s]!);
  const boundary = kinetic.map((value, s) => value - loss[s]!);
  return {
    samples: pair.samples,
    inputCoupling: sampleMoments(inputCoupling),
    inputFluxSquared: sampleMoments(inputFluxSquared),
    boundaryKinetic: sampleMoments(kinetic),
    loss: sampleMoments(loss),
    boundary: sampleMoments(boundary),
    bulk: sampleMoments(bulk),
    lagrangian: sampleMoments(bulk.map((value, s) => value + boundary[s]!)),
    correlation: correlationOf(bulk, kinetic),
  };
}

/** Differences below this share of the values are rounding, not variation. */
const ROUNDING = 1e-12;

function correlationOf(bulk: Float64Array, kinetic: Float64Array): Quantity<CorrelationGap> {
  if (bulk.length < 2) return unknown('fewSamples');
  const varies = (values: Float64Array): boolean =>
    values.some((value) => Math.abs(value - values[0]!) > ROUNDING * Math.abs(value));
  const value = varies(bulk) && varies(kinetic) ? correlation(bulk, kinetic) : undefined;
  return value === undefined ? unknown('noVariance') : known(value);
}
