import { localNeighbours } from '../network/parameterLayout.js';
import { derivativeWeights, nearestStencil } from './finiteDifference.js';
import type { MovingField } from './movingField.js';
import { tapSpacing, type FieldCount, type TapOffsets } from './offsets.js';
import { applyRingOperator, ringOperator, type RingOperator, type RingScheme } from './ringDerivative.js';
import type { Offset } from './tapExpansion.js';

/**
 * Where neuron 0 of layer l is on its ring: 0, or half a place on. A checkerboard: every neuron is half way between the two that it
 * sees (THEORY §4.1).
 */
export function ringShift(layer: number): number {
  let shift = 0;
  for (let m = 0; m < layer % 2; m++) {
    const { lower, upper } = localNeighbours(m);
    shift += 0.5 * (lower + upper);
  }
  return shift;
}

/** Layers of one kind, as a field is sampled: layer i is at depth first + i, and its values are on the ring from `shifts` on. */
export interface SampledLayers {
  readonly first: number;
  readonly layers: readonly MovingField[];
  readonly shifts: readonly number[];
}

/** A place that fields are read at: a layer of neurons. */
export interface RingPlace {
  /** In layers. */
  readonly depth: number;
  /** Of neuron 0, in neurons. */
  readonly shift: number;
}

const NO_REACH: Offset = { x: 0, y: 0 };

/** Points of the polynomial in depth: half way between layers, and at a layer. Fewer in a block that has fewer. */
const STENCIL = { between: 4, at: 5 } as const;

/** Factors of the polynomials in depth that were asked for: of equal stencils everywhere but at the ends of a block. */
const knownFactors = new Map<string, Float64Array>();
/** Many more than a run asks for. */
const MOST_FACTORS = 1000;

/** `derivativeWeights` of the points 0 … count − 1. */
function depthFactors(count: number, at: number, derivative: number): Float64Array {
  const key = `${count},${at},${derivative}`;
  let factors = knownFactors.get(key);
  if (factors === undefined) {
    const points = Array.from({ length: count }, (_, i) => i);
    factors = derivativeWeights(points, at, derivative);
    if (knownFactors.size >= MOST_FACTORS) knownFactors.clear();
    knownFactors.set(key, factors);
  }
  return factors;
}

/** A derivative along the rings of all layers, seen from one place of the ring; layers are filled in as they are asked for. */
interface RingDerivative {
  readonly field: MovingField;
  readonly known: Uint8Array;
  /** By offset of a layer's neurons from the place: layers have one of two. */
  readonly operators: Map<number, RingOperator>;
}

/**
 * A field sampled on layers of rings, read between them: along the ring as the scheme says, along depth by the polynomial through the
 * nearest layers of the block, one-sided at its ends.
 */
export class LayeredField {
  private readonly derivatives = new Map<string | number, RingDerivative>();
  /** Values of a layer: samples × neurons. */
  private readonly size: number;

  constructor(
    private readonly sampled: SampledLayers,
    private readonly neurons: number,
    private readonly scheme: RingScheme,
  ) {
    this.size = sampled.layers[0]?.mean.length ?? 0;
  }

  /** Whether the polynomial in depth at a place has as many layers on either side. */
  isCentred({ depth }: RingPlace): boolean {
    const { lowest, count } = this.stencil(depth);
    return Math.abs(this.sampled.first + lowest + 0.5 * (count - 1) - depth) < 0.25;
  }

  /**
   * ∂_x^i ∂_y^j at some places and `reach` from each, of the polynomials about those places.
   * @param reach x in layers, y in neurons
   * @returns samples × places × neurons
   */
  read(places: readonly RingPlace[], i: number, j: number, reach: Offset = NO_REACH): MovingField {
    const { size, neurons } = this;
    const sum = {
      mean: new Float64Array(size * places.length),
      rate: new Float64Array(size * places.length),
    };
    places.forEach(({ depth, shift }, place) => {
      const { lowest, count } = this.stencil(depth);
      const factors = depthFactors(count, depth + reach.x - this.sampled.first - lowest, i);
      const rings = this.derivative(j, shift, reach.y);
      for (let n = 0; n < count; n++) {
        const factor = factors[n]!;
        if (factor === 0) continue;
        const layer = lowest + n;
        this.fill(rings, layer, j, shift, reach.y);
        for (let row = 0; row < size; row += neurons) {
          const [to, from] = [row * places.length + place * neurons, layer * size + row];
          addRow(sum.mean, to, factor, rings.field.mean, from, neurons);
          addRow(sum.rate, to, factor, rings.field.rate, from, neurons);
        }
      }
    });
    return sum;
  }

  private stencil(depth: number): { readonly lowest: number; readonly count: number } {
    const { first, layers } = this.sampled;
    const wanted = Number.isInteger(depth - first) ? STENCIL.at : STENCIL.between;
    const count = Math.min(wanted, layers.length);
    return { lowest: nearestStencil(first, layers.length, depth, count), count };
  }

  private derivative(j: number, shift: number, reach: number): RingDerivative {
    // Shifts are halves; a number is the faster key.
    const key = reach === 0 ? 64 * shift + j : `${j},${shift},${reach}`;
    let rings = this.derivatives.get(key);
    if (rings === undefined) {
      const count = this.sampled.layers.length;
      const values = (): Float64Array => new Float64Array(count * this.size);
      rings = {
        field: { mean: values(), rate: values() },
        known: new Uint8Array(count),
        operators: new Map(),
      };
      this.derivatives.set(key, rings);
    }
    return rings;
  }

  private fill(rings: RingDerivative, layer: number, j: number, shift: number, reach: number): void {
    if (rings.known[layer] === 1) return;
    rings.known[layer] = 1;
    const { mean, rate } = this.sampled.layers[layer]!;
    const at = layer * this.size;
    const offset = shift - this.sampled.shifts[layer]!;
    if (j === 0 && offset === 0 && reach === 0) {
      rings.field.mean.set(mean, at);
      rings.field.rate.set(rate, at);
    } else {
      let operator = rings.operators.get(offset);
      if (operator === undefined) {
        operator = ringOperator(this.scheme, this.neurons, j, offset, reach);
        rings.operators.set(offset, operator);
      }
      applyRingOperator(operator, mean, this.neurons, rings.field.mean, at);
      applyRingOperator(operator, rate, this.neurons, rings.field.rate, at);
    }
  }
}

/** Adds factor · a row of `from` to a row of `to`. */
function addRow(
  to: Float64Array,
  toAt: number,
  factor: number,
  from: Float64Array,
  fromAt: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) to[toAt + i]! += factor * from[fromAt + i]!;
}

/** The weights of one tap on the links of a block, link i of depth start + i, as a field: at (x − α_x a_x, y ± α_y a_y). */
export function tapLayers(
  links: readonly MovingField[],
  start: number,
  offsets: TapOffsets,
  side: 1 | -1,
): SampledLayers {
  const spacing = tapSpacing(offsets, 1, 1);
  return {
    first: start + 1 - offsets.alphaX * spacing.x,
    layers: links,
    shifts: links.map((_, i) => ringShift(start + i + 1) + side * offsets.alphaY * spacing.y),
  };
}

/** Fields of the two taps at some places, upper first; with `one` field both are their mean. */
export function weightPartials(
  taps: readonly [upper: LayeredField, lower: LayeredField],
  fields: FieldCount,
  places: readonly RingPlace[],
): readonly [upper: PlacePartials, lower: PlacePartials] {
  const [upper, lower] = taps.map((tap) => partialsAt(tap, places));
  if (fields === 'perTap') return [upper!, lower!];
  const mean = rememberPartials((i, j, reach) => {
    const [a, b] = [upper!(i, j, reach), lower!(i, j, reach)];
    return { mean: half(a.mean, b.mean), rate: half(a.rate, b.rate) };
  });
  return [mean, mean];
}

/** ∂_x^i ∂_y^j of a field at some places, and `reach` from them; samples × places × neurons. Without reach each is read once. */
export type PlacePartials = (i: number, j: number, reach?: Offset) => MovingField;

export const partialsAt = (field: LayeredField, places: readonly RingPlace[]): PlacePartials =>
  rememberPartials((i, j, reach) => field.read(places, i, j, reach));

function rememberPartials(read: PlacePartials): PlacePartials {
  const known = new Map<number, MovingField>();
  return (i, j, reach) => {
    if (reach !== undefined) return read(i, j, reach);
    const key = i * 16 + j;
    let field = known.get(key);
    if (field === undefined) known.set(key, (field = read(i, j)));
    return field;
  };
}

const half = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, at) => 0.5 * (value + b[at]!));
