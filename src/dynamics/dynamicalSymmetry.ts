import type { Optimizer, TrainableNetwork } from '../network/types.js';
import type { SymmetricBlock } from '../symmetry/types.js';
import { blockAverage, type BlockAverage } from './blockAverage.js';
import { type DensityGap, type DensityName, type LinkDensities } from './depthDensities.js';
import { depthProfile, fitLine, relativeStep, type DepthProfile } from './depthProfile.js';
import { expectedSteps, type ExpectationGap, type ExpectedSteps } from './expectedSteps.js';
import { known, unknown, type Quantity } from './quantity.js';

/** Errors and verdicts ask for more than so many standard errors. */
const SIGNIFICANT = 3;
/** Excess of ln τ per link that mean field theory cannot tell from 0: it holds within 0.03 (THEORY §6.2). */
const NOTABLE_SLOPE = 0.05;
/** Excess of ln τ of a single link that is called an inhomogeneity: 10 %. */
const NOTABLE_DEVIATION = 0.1;

/** Why there is no verdict: what is expected is not known, or there are too few links or frames, or τ changes its sign. */
export type VerdictGap = ExpectationGap | 'fewLinks' | 'fewFrames' | 'sign';

/**
 * What the time averages say of the translation by one link, once what mean field theory expects is subtracted: `uniform`,
 * nothing; `covariant`, an exponential (an eigenstate of the translation); `inhomogeneous`, single links stand out.
 */
export type DynamicalVerdict = 'uniform' | 'covariant' | 'inhomogeneous';

/** From link m to link m + period. */
export interface NeighbourStep {
  readonly from: number;
  readonly to: number;
  /** 2 (τ_to − τ_from) / (|τ_to| + |τ_from|) */
  readonly relative: number | undefined;
  /** Of ln τ, by mean field theory. */
  readonly expected: Quantity<ExpectationGap>;
  /** ln(τ_to / τ_from) less what is expected; undefined where that is, or where the signs differ. */
  readonly excess: number | undefined;
  /** |τ_to − τ_from| ÷ √(SE² + SE²); undefined without errors, or where they are 0. */
  readonly significance: number | undefined;
}

/** One density over a stretch of links. */
export interface DensityAlongDepth {
  /** Time averages τ̄ over the window, by link. */
  readonly means: readonly number[];
  /** Their block-averaged errors; undefined in a window that is too short. */
  readonly standardErrors: readonly (number | undefined)[];
  readonly profile: DepthProfile;
  readonly steps: readonly NeighbourStep[];
  /** Slope of ln|τ̄| against m less the expected one, and what it leaves; undefined where `expected` of a link is. */
  readonly excessSlope: number | undefined;
  readonly excessSlopeError: number | undefined;
  readonly excessResidual: number | undefined;
  readonly verdict: Quantity<VerdictGap, DynamicalVerdict>;
}

export interface StretchSymmetry extends SymmetricBlock {
  /** `bulk`: all links but link 0, whatever they are made of. */
  readonly kind: 'bulk' | 'block';
  /** Undefined where a link of the stretch has no such density. */
  readonly densities: Readonly<Record<DensityName, Quantity<DensityGap, DensityAlongDepth>>>;
}

/**
 * Whether the *motion* is as symmetric along depth as the network is (THEORY §6.2): invariance of L does not make its
 * solutions invariant. The errors are those of the window's fluctuations in time; a single network differs from link to link
 * by its random weights, too, of order 1/√N, which an ensemble over seeds tells apart.
 * @param frames densities of all links at the times of the window, oldest first, at least one
 * @param blocks what is symmetric by structure
 */
export function dynamicalSymmetry(
  network: TrainableNetwork,
  optimizer: Optimizer,
  frames: readonly (readonly LinkDensities[])[],
  blocks: readonly SymmetricBlock[],
): readonly StretchSymmetry[] {
  const expected = expectedSteps(network, optimizer);
  const count = network.links.length;
  const bulk = count < 2 ? [] : [{ kind: 'bulk' as const, start: 1, length: count - 1, period: 1 }];
  const stretches = [...bulk, ...blocks.map((block) => ({ kind: 'block' as const, ...block }))];
  return stretches.map(({ kind, start, length, period }) => ({
    kind,
    start,
    length,
    period,
    densities: forEachDensity((name) => {
      const averages: BlockAverage[] = [];
      for (let m = start; m < start + length; m++) {
        const series = frames.flatMap((frame) => frame[m]?.[name].value ?? []);
        const reason = frames.at(-1)?.[m]?.[name].reason ?? 'notMeasured';
        if (series.length === 0) return unknown(reason);
        averages.push(blockAverage(series));
      }
      return known(alongDepth(name, { start, length, period }, averages, expected));
    }),
  }));
}

type ByDensity = StretchSymmetry['densities'];

const forEachDensity = (make: (name: DensityName) => ByDensity[DensityName]): ByDensity => ({
  weightKinetic: make('weightKinetic'),
  neuronKinetic: make('neuronKinetic'),
  coupling: make('coupling'),
  fluxSquared: make('fluxSquared'),
  biasKinetic: make('biasKinetic'),
  activitySquared: make('activitySquared'),
});

function alongDepth(
  name: DensityName,
  { start, length, period }: SymmetricBlock,
  averages: readonly BlockAverage[],
  expected: ExpectedSteps,
): DensityAlongDepth {
  const means = averages.map(({ mean }) => mean);
  const errors = averages.map(({ standardError }) => standardError);
  const single = Array.from({ length: length - 1 }, (_, i) => expected(name, start + i));
  const steps: NeighbourStep[] = [];
  for (let i = 0; i + period < length; i++) {
    const between = sumOf(single.slice(i, i + period));
    const [from, to] = [means[i]!, means[i + period]!];
    steps.push({
      from: start + i,
      to: start + i + period,
      relative: relativeStep(from, to),
      expected: between,
      excess: between.value !== undefined && to / from > 0 ? Math.log(to / from) - between.value : undefined,
      significance: significanceOf(to - from, errors[i], errors[i + period]),
    });
  }
  const total = sumOf(single);
  const corrected = total.value === undefined ? undefined : correctedLogarithms(means, single);
  return {
    means,
    standardErrors: errors,
    profile: depthProfile(means),
    steps,
    ...judge(means, errors, corrected, total),
  };
}

/** The sum of expected steps; the first reason where one is missing. */
function sumOf(steps: readonly Quantity<ExpectationGap>[]): Quantity<ExpectationGap> {
  let sum = 0;
  for (const step of steps) {
    if (step.value === undefined) return step;
    sum += step.value;
  }
  return known(sum);
}

function significanceOf(
  difference: number,
  a: number | undefined,
  b: number | undefined,
): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  const error = Math.hypot(a, b);
  return error === 0 ? undefined : Math.abs(difference) / error;
}

/** ln|τ_m| less the expected steps from the first link on; undefined where τ changes its sign. */
function correctedLogarithms(
  means: readonly number[],
  steps: readonly Quantity<ExpectationGap>[],
): readonly number[] | undefined {
  const oneSign = means.every((mean) => mean > 0) || means.every((mean) => mean < 0);
  if (!oneSign) return undefined;
  let shift = 0;
  return means.map((mean, i) => {
    if (i > 0) shift += steps[i - 1]?.value ?? 0;
    return Math.log(Math.abs(mean)) - shift;
  });
}

type Judgement = Pick<DensityAlongDepth, 'excessSlope' | 'excessSlopeError' | 'excessResidual' | 'verdict'>;

function judge(
  means: readonly number[],
  errors: readonly (number | undefined)[],
  corrected: readonly number[] | undefined,
  expected: Quantity<ExpectationGap>,
): Judgement {
  const without = (reason: VerdictGap): Judgement => ({
    excessSlope: undefined,
    excessSlopeError: undefined,
    excessResidual: undefined,
    verdict: unknown(reason),
  });
  if (expected.value === undefined) return without(expected.reason);
  if (corrected === undefined) return without('sign');
  if (corrected.length < 3) return without('fewLinks');
  const { slope, intercept } = fitLine(corrected);
  const rests = corrected.map((value, i) => value - intercept - slope * i);
  const excess = {
    excessSlope: slope,
    excessResidual: Math.sqrt(rests.reduce((sum, rest) => sum + rest * rest, 0) / rests.length),
  };
  const relative = errors.flatMap((error, i) => (error === undefined ? [] : error / Math.abs(means[i]!)));
  if (relative.length < means.length) {
    return { ...excess, excessSlopeError: undefined, verdict: unknown('fewFrames') };
  }
  const slopeError = lineError(relative);
  const standsOut = rests.some(
    (rest, i) => Math.abs(rest) > Math.max(NOTABLE_DEVIATION, SIGNIFICANT * relative[i]!),
  );
  const slopes = Math.abs(slope) > Math.max(NOTABLE_SLOPE, SIGNIFICANT * slopeError);
  return {
    ...excess,
    excessSlopeError: slopeError,
    verdict: known(standsOut ? 'inhomogeneous' : slopes ? 'covariant' : 'uniform'),
  };
}

/** Standard error of the slope of a line through independent points with these errors, at 0, 1, 2, … */
function lineError(errors: readonly number[]): number {
  const middle = (errors.length - 1) / 2;
  const variance = errors.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  return Math.sqrt(errors.reduce((sum, error, i) => sum + ((i - middle) * error) ** 2, 0)) / variance;
}
