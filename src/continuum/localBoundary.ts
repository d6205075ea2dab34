import { boundaryDensity, type BoundaryDensity } from './boundaryDensities.js';
import { LayeredField, ringShift, tapLayers, weightReaders, type RingPlace } from './localLayers.js';
import type { LagrangianTerms } from './localSum.js';
import { betweenStates, type MovingField } from './movingField.js';
import { localGeometry } from './offsets.js';
import type { LocalOptions } from './localContinuum.js';
import { localDetails } from './localDetails.js';
import { expandDensities, type Partials } from './tapExpansion.js';

/** Link 0 of a local network on some samples: everything on rings of N. */
export interface LocalInput {
  readonly samples: number;
  /** X before and after, samples × N. */
  readonly inputs: readonly [before: ArrayLike<number>, after: ArrayLike<number>];
  /** W^(0) before and after, 2 × N. */
  readonly weights: readonly [before: ArrayLike<number>, after: ArrayLike<number>];
  /** ż^(1), samples × N. */
  readonly velocity: Float64Array;
}

/** The boundary terms of link 0, sums over the ring, means over the samples. */
export type BoundaryTerms = Pick<LagrangianTerms, 'coupling' | 'fluxSquared'>;

export interface LocalBoundary {
  /** Entry n: what order n adds to C⁰ and F⁰. Odd orders vanish with one field. */
  readonly orders: readonly BoundaryTerms[];
  /** The leading terms of Eq. (9) one by one, with the mean field of both taps. */
  readonly leading: BoundaryDensity;
  /** Of the mean field of both taps, with X for σ, by the terms of Eq. (9) of `PAPER_TERMS`. Undefined unless asked for. */
  readonly printed: readonly number[] | undefined;
}

/**
 * The gradient expansion of the input boundary, C⁰ + F⁰ = ½‖f⁰‖² − ż^(1)·f⁰ with f⁰ = ∂_t(W^(0)X): Eq. (9), complete (THEORY §4.3). It is one
 * ring, so there are derivatives along the width alone.
 */
export function localBoundary(
  { samples, inputs, weights, velocity }: LocalInput,
  { offsets, fields, scheme, order, details }: LocalOptions,
): LocalBoundary {
  const neurons = velocity.length / samples;
  const flat = { ...offsets, alphaX: 0 };
  const { taps, spacing } = localGeometry(flat, 'perTap', 1, 1);
  const geometry = {
    spacing,
    taps: taps.map(({ weight, neuron, field }) => ({
      weight: { x: 0, y: weight.y },
      neuron: { x: 0, y: neuron.y },
      field,
    })),
  };
  const field = (first: number, values: MovingField, shift: number): LayeredField =>
    new LayeredField({ first, layers: [values], shifts: [shift] }, neurons, scheme);
  const data = field(0, betweenStates(...inputs), ringShift(0));
  const tap = (side: 1 | -1): LayeredField => {
    const row = side === 1 ? neurons : 0;
    const repeated = (values: ArrayLike<number>): Float64Array =>
      Float64Array.from({ length: velocity.length }, (_, at) => values[row + (at % neurons)]!);
    const moving = betweenStates(repeated(weights[0]), repeated(weights[1]));
    const { first, shifts } = tapLayers([moving], 0, flat, side);
    return field(first, moving, shifts[0]!);
  };
  const pair = [tap(1), tap(-1)] as const;
  const read = weightReaders(pair, fields);
  const place: RingPlace = { depth: 0, shift: ringShift(1) };
  const densities = expandDensities(
    geometry,
    {
      weights: read.map((readTap) => (i: number, j: number) => readTap({ ...place, depth: 1 }, i, j)),
      neurons: (i, j) => data.read(place, i, j),
      states: () => ({ mean: velocity, rate: velocity }),
    },
    order,
  );
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / samples;
  const [readMean] = weightReaders(pair, 'one');
  const meanWeights: Partials = (i, j) => readMean({ ...place, depth: 1 }, i, j);
  const X = data.read(place, 0, 0);
  return {
    orders: densities.map(({ coupling, fluxSquared }) => ({
      coupling: mean(coupling),
      fluxSquared: mean(fluxSquared),
    })),
    leading: meanDensity(meanWeights(0, 0), X, velocity, samples),
    printed: details
      ? localDetails(
          { weights: fixDepth(meanWeights), neurons: fixDepth((i, j) => data.read(place, i, j)) },
          velocity,
          samples,
          'Eq. (9)',
          flat,
          spacing,
        ).printed
      : undefined,
  };
}

/** A field on one ring does not depend on depth. Each derivative is taken once. */
function fixDepth(read: Partials): Partials {
  const known = new Map<number, MovingField>();
  return (i, j) => {
    let field = known.get(i > 0 ? -1 : j);
    if (field === undefined) {
      const { mean, rate } = read(0, j);
      field = i > 0 ? { mean: mean.map(() => 0), rate: rate.map(() => 0) } : { mean, rate };
      known.set(i > 0 ? -1 : j, field);
    }
    return field;
  };
}

function meanDensity(
  w: MovingField,
  X: MovingField,
  velocity: Float64Array,
  samples: number,
): BoundaryDensity {
  const sum = { weightMotion: 0, dataMotion: 0, cross: 0, coupling: 0 };
  for (let at = 0; at < velocity.length; at++) {
    const density = boundaryDensity({
      w: { mean: w.mean[at]!, rate: w.rate[at]! },
      X: { mean: X.mean[at]!, rate: X.rate[at]! },
      velocity: velocity[at]!,
    });
    sum.weightMotion += density.weightMotion / samples;
    sum.dataMotion += density.dataMotion / samples;
    sum.cross += density.cross / samples;
    sum.coupling += density.coupling / samples;
  }
  return sum;
}
