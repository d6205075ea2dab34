import type { BlockState, BlockStates } from './blockStates.js';
import { termsWithFlux } from './blockTerms.js';
import { blockFlux, blockVelocity } from './blockStates.js';
import { norm } from './combine.js';
import { localDetails, type LocalDetails } from './localDetails.js';
import { LayeredField, ringShift, tapLayers, weightReaders, type RingPlace } from './localLayers.js';
import { sumTerms, type LagrangianTerms } from './localSum.js';
import { addProductRate, betweenStates, type MovingField } from './movingField.js';
import { localGeometry, type FieldCount, type TapOffsets } from './offsets.js';
import type { RingScheme } from './ringDerivative.js';
import {
  expandDensities,
  type DensityOrder,
  type LocalFields,
  type Offset,
  type TapGeometry,
} from './tapExpansion.js';

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
    const links = betweenLayers(states, ({ weights }) => weights.map((w) => tapWeights(w, side, samples)));
    return new LayeredField(tapLayers(links, start, offsets, side), neurons, options.scheme);
  });
  const [upper, lower] = [taps[0]!, taps[1]!];
  const read = weightReaders([upper, lower], fields);
  const [readMean] = weightReaders([upper, lower], 'one');
  const [coarse, fine] = [new Errors(order), new Errors(order)];
  const lattices = options.details
    ? ([
        [coarse, 1],
        [fine, 0.5],
      ] as const)
    : [];

  const links = Array.from({ length: count }, (_, link): LocalLinkContinuum => {
    const layer = start + link + 1;
    const place: RingPlace = { depth: layer, shift: ringShift(layer) };
    const velocity = blockVelocity(states, link);
    const localFields: LocalFields = {
      weights: read.map((readTap) => remember((i, j) => readTap(place, i, j))),
      neurons: remember((i, j) => hidden.read(place, i, j)),
      states: () => ({ mean: velocity, rate: velocity }),
    };
    const densities = expandDensities(geometry, localFields, order);
    for (const [errors, scale] of lattices) {
      const flux = interpolatedFlux(geometry, read, hidden, place, scale);
      errors.add(densities, velocity, flux, scale);
    }
    const lattice = termsWithFlux(states, link, blockFlux(states, link), 1);
    const orders = densities.map((density, n) =>
      orderTerms(density, samples, n === 0 ? states.weightKinetic[link]! : 0),
    );
    let sum = -sumTerms(lattice);
    return {
      lattice,
      orders,
      errors: orders.map((terms) => (sum += sumTerms(terms))),
      atEnd: !(hidden.isCentred(place) && upper.isCentred(place)),
      staggering: staggering(states.before.weights[link]!),
      details: options.details
        ? localDetails(
            { weights: remember((i, j) => readMean(place, i, j)), neurons: localFields.neurons },
            velocity,
            samples,
            'Eq. (10)',
            offsets,
            spacing,
          )
        : undefined,
    };
  });
  const finer = fine.roots();
  const observedOrders = coarse.roots().map((error, n) => {
    const next = finer[n]!;
    return error > 0 && next > 0 ? Math.log2(error / next) : undefined;
  });
  return { links, observedOrders: options.details ? observedOrders : undefined };
}

/** f of neurons whose taps are `scale` times as far away, from the interpolated fields: with 1 that of the lattice. */
function interpolatedFlux(
  { taps, spacing }: TapGeometry,
  weights: readonly LayeredField['read'][],
  hidden: LayeredField,
  place: RingPlace,
  scale: number,
): Float64Array {
  const flux = new Float64Array(hidden.length);
  const reach = ({ x, y }: Offset): Offset => ({ x: scale * x * spacing.x, y: scale * y * spacing.y });
  taps.forEach(({ weight, neuron }, k) => {
    addProductRate(flux, weights[k]!(place, 0, 0, reach(weight)), hidden.read(place, 0, 0, reach(neuron)));
  });
  return flux;
}

/** Squares of what the densities lack of a lattice, summed over places. */
class Errors {
  private readonly squares: number[];

  constructor(order: number) {
    this.squares = Array.from({ length: order + 1 }, () => 0);
  }

  /** @param flux of a lattice whose spacing is `scale` times that of the densities */
  add(densities: readonly DensityOrder[], velocity: Float64Array, flux: Float64Array, scale: number): void {
    for (let at = 0; at < flux.length; at++) {
      const f = flux[at]!;
      let error = -(0.5 * f - velocity[at]!) * f;
      densities.forEach(({ coupling, fluxSquared }, n) => {
        error += scale ** n * (coupling[at]! + fluxSquared[at]!);
        this.squares[n]! += error * error;
      });
    }
  }

  roots(): number[] {
    return this.squares.map(Math.sqrt);
  }
}

function orderTerms(density: DensityOrder, samples: number, weightKinetic: number): LagrangianTerms {
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / samples;
  return {
    weightKinetic,
    neuronKinetic: mean(density.neuronKinetic),
    coupling: mean(density.coupling),
    fluxSquared: mean(density.fluxSquared),
  };
}

function betweenLayers(
  { before, after }: BlockStates,
  layersOf: (state: BlockState) => readonly ArrayLike<number>[],
): MovingField[] {
  const to = layersOf(after);
  return layersOf(before).map((values, i) => betweenStates(values, to[i]!));
}

/** The weights of one tap, once for each sample. Row 0 of W are those to the lower neighbours. */
function tapWeights(weights: ArrayLike<number>, side: 1 | -1, samples: number): Float64Array {
  const neurons = weights.length / 2;
  const row = side === 1 ? neurons : 0;
  return Float64Array.from({ length: samples * neurons }, (_, at) => weights[row + (at % neurons)]!);
}

/** s = ‖w_o‖ ÷ ‖w_e‖ of the two taps of each neuron; undefined where w_e vanishes. */
function staggering(weights: ArrayLike<number>): number | undefined {
  const neurons = weights.length / 2;
  const part = (sign: 1 | -1): Float64Array =>
    Float64Array.from({ length: neurons }, (_, i) => 0.5 * (weights[neurons + i]! + sign * weights[i]!));
  const even = norm(part(1));
  return even === 0 ? undefined : norm(part(-1)) / even;
}

function remember(read: (i: number, j: number) => MovingField): (i: number, j: number) => MovingField {
  const known = new Map<number, MovingField>();
  return (i, j) => {
    const key = i * 16 + j;
    let field = known.get(key);
    if (field === undefined) known.set(key, (field = read(i, j)));
    return field;
  };
}
