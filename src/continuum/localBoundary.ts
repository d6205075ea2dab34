import { boundaryDensity, type BoundaryDensity } from './boundaryDensities.js';
import {
  LayeredField,
  partialsAt,
  ringShift,
  tapLayers,
  weightPartials,
  type RingPlace,
} from './localLayers.js';
import type { LagrangianTerms } from './localSum.js';
import { betweenStates, type MovingField } from './movingField.js';
import { localGeometry } from './offsets.js';
import { tapWeights, type LocalOptions } from './localContinuum.js';
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
    const moving = betweenStates(tapWeights(weights[0], side), tapWeights(weights[1], side));
    const { first, shifts } = tapLayers([moving], 0, flat, side);
    return field(first, moving, shifts[0]!);
  };
  const pair = [tap(1), tap(-1)] as const;
  const place: RingPlace = { depth: 0, shift: ringShift(1) };
  const above: RingPlace = { ...place, depth: 1 };
  const weightsAt = weightPartials(pair, fields, [above]);
  const dataAt = partialsAt(data, [place]);
  const densities = expandDensities(
    geometry,
    {
      weights: weightsAt,
      neurons: dataAt,
      states: () => ({ mean: velocity, rate: velocity }),
    },
    order,
  );
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / samples;
  const [meanWeights] = weightPartials(pair, 'one', [above]);
  const X = dataAt(0, 0);
  return {
    orders: densities.map(({ coupling, fluxSquared }) => ({
      coupling: mean(coupling),
      fluxSquared: mean(fluxSquared),
    })),
    leading: meanDensity(meanWeights(0, 0), X, velocity, samples),
    printed: details
      ? localDetails(
          { weights: fixDepth(meanWeights), neurons: fixDepth(dataAt) },
          velocity,
          { count: 1, neurons, samples },
          'Eq. (9)',
          flat,
          spacing,
        )[0]?.printed
      : undefined,
  };
}

/** A field on one ring does not depend on depth. */
function fixDepth(read: Partials): Partials {
  return (i, j) => {
    const field = read(0, j);
    if (i === 0) return field;
    const zero = new Float64Array(field.mean.length);
    return { mean: zero, rate: zero };
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
    const place = at % w.mean.length;
    const density = boundaryDensity({
      w: { mean: w.mean[place]!, rate: w.rate[place]! },
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
