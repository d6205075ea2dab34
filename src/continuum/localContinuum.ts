import type { BlockState, BlockStates } from './blockStates.js';
import { termsWithFlux } from './blockTerms.js';
import { blockFlux, blockVelocity } from './blockStates.js';
import { localDetails, type LocalDetails, type Rings } from './localDetails.js';
import {
  LayeredField,
  partialsAt,
  ringShift,
  tapLayers,
  weightPartials,
  type PlacePartials,
  type RingPlace,
} from './localLayers.js';
import { sumTerms, type LagrangianTerms } from './localSum.js';
import { addProductRate, betweenStates, type MovingField } from './movingField.js';
import { localGeometry, type FieldCount, type TapOffsets } from './offsets.js';
import type { RingScheme } from './ringDerivative.js';
import { expandDensities, type DensityOrder, type Offset, type TapGeometry } from './tapExpansion.js';

/** How the fields of a local network are made of its neurons and weights. */
export interface LocalOptions {
  readonly offsets: TapOffsets;
  readonly fields: FieldCount;
  readonly scheme: RingScheme;
  /** Highest order in a, at most 4. */
  readonly order: number;
  /** Whether to give also the parts of the densities of one field, the printed terms, and the observed orders: as much work again. */
  readonly details: boolean;
}

/** One link of a local block: the lattice and the orders of the continuum, sums over the ring, means over the samples. */
export interface LocalLinkContinuum {
  readonly lattice: LagrangianTerms;
  /** Entry n: what order n adds. K_W is the lattice's and counts as order 0: a sum over weights needs no expansion. */
  readonly orders: readonly LagrangianTerms[];
  /** Entry n: orders 0 … n less the lattice. */
  readonly errors: readonly number[];
  /** Whether derivatives along depth are one-sided, near an end of the block. */
  readonly atEnd: boolean;
  /** s = ‖w_o‖ ÷ ‖w_e‖, w_e,o = ½(w₊ ± w₋): ≪ 1 for one smooth field, about 1 for independent taps (THEORY §4.5). */
  readonly staggering: number | undefined;
  /** Of the mean field of both taps; undefined unless asked for. */
  readonly details: LocalDetails | undefined;
}

export interface LocalContinuum {
  readonly links: readonly LocalLinkContinuum[];
  /**
   * Entry n: how the error of orders 0 … n falls when the same interpolated fields are sampled twice as finely, log₂ of the ratio of root mean
   * squares over the places: n + 1 where a is small enough for the expansion. Undefined where there is no error; absent unless details are
   * asked for.
   */
  readonly observedOrders: readonly (number | undefined)[] | undefined;
}

/** Fewest links that a second derivative along depth can be had of. */
export const FEWEST_LOCAL_LINKS = 3;

/**
 * The gradient expansion of a block of local links, from its neurons and weights before and after a step (THEORY §4). Distances are those of
 * layers and of neurons: a_x = 1/β_x, a_y = 1/(2β_y), so that the integral over a layer's ring is a sum over its neurons. Δ of products is
 * exact. Derivatives on the ring are periodic; along depth they use layers of the block alone and are one-sided near its ends.
 * @param states of local links, at least 3
 * @throws RangeError for fewer links
 */
export function localContinuum(states: BlockStates, options: LocalOptions): LocalContinuum {
  const { start, count, samples } = states;
  if (count < FEWEST_LOCAL_LINKS) {
    throw new RangeError(`${count} links: the local expansion needs ${FEWEST_LOCAL_LINKS}`);
  }
  const { offsets, fields, order } = options;
  const neurons = states.before.products[0]!.length / samples;
  const geometry = localGeometry(offsets, 'perTap', 1, 1);
  const { spacing } = geometry;
  const reader = (first: number, layers: readonly MovingField[]): LayeredField =>
    new LayeredField(
      { first, layers, shifts: layers.map((_, i) => ringShift(first + i)) },
      neurons,
      options.scheme,
    );
  const hidden = reader(
    start,
    betweenLayers(states, ({ hidden: all }) => all),
  );
  const taps = ([1, -1] as const).map((side) => {
    const links = betweenLayers(states, ({ weights }) => weights.map((w) => tapWeights(w, side)));
    return new LayeredField(tapLayers(links, start, offsets, side), neurons, options.scheme);
  });
  const pair = [taps[0]!, taps[1]!] as const;
  const places = Array.from({ length: count }, (_, link): RingPlace => {
    const layer = start + link + 1;
    return { depth: layer, shift: ringShift(layer) };
  });
  const rings: Rings = { count, neurons, samples };
  const velocity = gatherRings(rings, (link) => blockVelocity(states, link));
  const weights = weightPartials(pair, fields, places);
  const seen = partialsAt(hidden, places);
  const densities = expandDensities(
    geometry,
    { weights, neurons: seen, states: () => ({ mean: velocity, rate: velocity }) },
    order,
  );
  const details = options.details
    ? localDetails(
        { weights: weightPartials(pair, 'one', places)[0], neurons: seen },
        velocity,
        rings,
        'Eq. (10)',
        offsets,
        spacing,
      )
    : undefined;
  const links = places.map((place, link): LocalLinkContinuum => {
    const lattice = termsWithFlux(states, link, blockFlux(states, link), 1);
    const orders = densities.map((density, n) =>
      orderTerms(density, rings, link, n === 0 ? states.weightKinetic[link]! : 0),
    );
    let sum = -sumTerms(lattice);
    return {
      lattice,
      orders,
      errors: orders.map((terms) => (sum += sumTerms(terms))),
      atEnd: !(hidden.isCentred(place) && pair[0].isCentred(place)),
      staggering: staggering(states.before.weights[link]!),
      details: details?.[link],
    };
  });
  const orders = options.details
    ? observedOrders(densities, velocity, (scale) => interpolatedFlux(geometry, weights, seen, scale))
    : undefined;
  return { links, observedOrders: orders };
}

/** Values of all links one sample after the other: samples × links × neurons. */
function gatherRings(
  { count, neurons, samples }: Rings,
  valuesOf: (link: number) => Float64Array,
): Float64Array {
  const gathered = new Float64Array(samples * count * neurons);
  for (let link = 0; link < count; link++) {
    const values = valuesOf(link);
    for (let sample = 0; sample < samples; sample++) {
      const row = values.subarray(sample * neurons, (sample + 1) * neurons);
      gathered.set(row, (sample * count + link) * neurons);
    }
  }
  return gathered;
}

/** f of neurons whose taps are `scale` times as far away, from the interpolated fields: with 1 that of the lattice. */
function interpolatedFlux(
  { taps, spacing }: TapGeometry,
  weights: readonly PlacePartials[],
  seen: PlacePartials,
  scale: number,
): Float64Array {
  const flux = new Float64Array(seen(0, 0).mean.length);
  const reach = ({ x, y }: Offset): Offset => ({ x: scale * x * spacing.x, y: scale * y * spacing.y });
  taps.forEach(({ weight, neuron }, k) => {
    addProductRate(flux, weights[k]!(0, 0, reach(weight)), seen(0, 0, reach(neuron)));
  });
  return flux;
}

/** log₂ of how much smaller root mean squares over the places are for a lattice of half the spacing. */
function observedOrders(
  densities: readonly DensityOrder[],
  velocity: Float64Array,
  fluxOf: (scale: number) => Float64Array,
): (number | undefined)[] {
  const [coarse, fine] = [1, 0.5].map((scale) => squaredErrors(densities, velocity, fluxOf(scale), scale));
  return coarse!.map((error, n) => {
    const finer = fine![n]!;
    return error > 0 && finer > 0 ? 0.5 * Math.log2(error / finer) : undefined;
  });
}

/** Squares of what the densities lack of a lattice whose spacing is `scale` times theirs, summed over places. */
function squaredErrors(
  densities: readonly DensityOrder[],
  velocity: Float64Array,
  flux: Float64Array,
  scale: number,
): number[] {
  const squares = densities.map(() => 0);
  for (let at = 0; at < flux.length; at++) {
    const f = flux[at]!;
    let error = -(0.5 * f - velocity[at]!) * f;
    densities.forEach(({ coupling, fluxSquared }, n) => {
      error += scale ** n * (coupling[at]! + fluxSquared[at]!);
      squares[n]! += error * error;
    });
  }
  return squares;
}

function orderTerms(
  density: DensityOrder,
  rings: Rings,
  link: number,
  weightKinetic: number,
): LagrangianTerms {
  return {
    weightKinetic,
    neuronKinetic: ringMean(density.neuronKinetic, rings, link),
    coupling: ringMean(density.coupling, rings, link),
    fluxSquared: ringMean(density.fluxSquared, rings, link),
  };
}

/** Sum over the ring of a link, mean over the samples. */
function ringMean(values: Float64Array, { count, neurons, samples }: Rings, link: number): number {
  let sum = 0;
  for (let sample = 0; sample < samples; sample++) {
    const first = (sample * count + link) * neurons;
    for (let at = first; at < first + neurons; at++) sum += values[at]!;
  }
  return sum / samples;
}

function betweenLayers(
  { before, after }: BlockStates,
  layersOf: (state: BlockState) => readonly ArrayLike<number>[],
): MovingField[] {
  const to = layersOf(after);
  return layersOf(before).map((values, i) => betweenStates(values, to[i]!));
}

/** The weights of one tap, the same for all samples. Row 0 of W are those to the lower neighbours. */
export function tapWeights(weights: ArrayLike<number>, side: 1 | -1): Float64Array {
  const neurons = weights.length / 2;
  const row = side === 1 ? neurons : 0;
  const tap = new Float64Array(neurons);
  for (let i = 0; i < neurons; i++) tap[i] = weights[row + i]!;
  return tap;
}

/** s = ‖w_o‖ ÷ ‖w_e‖ of the two taps of each neuron; undefined where w_e vanishes. */
function staggering(weights: ArrayLike<number>): number | undefined {
  const neurons = weights.length / 2;
  let [even, odd] = [0, 0];
  for (let i = 0; i < neurons; i++) {
    const [lower, upper] = [weights[i]!, weights[neurons + i]!];
    even += (upper + lower) ** 2;
    odd += (upper - lower) ** 2;
  }
  return even === 0 ? undefined : Math.sqrt(odd / even);
}
