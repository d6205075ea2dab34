import { localNeighbours } from '../network/parameterLayout.js';
import { derivativeWeights, nearestStencil } from './finiteDifference.js';
import { addScaled, mapMoving, type MovingField } from './movingField.js';
import { tapSpacing, type FieldCount, type TapOffsets } from './offsets.js';
import { applyRingOperator, ringOperator, type RingScheme } from './ringDerivative.js';
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

/** Points of the polynomial in depth: half way between layers, and at a layer. Fewer in a block that has fewer. */
const STENCIL = { between: 4, at: 5 } as const;

/**
 * A field sampled on layers of rings, read between them: along the ring as the scheme says, along depth by the polynomial through the
 * nearest layers of the block, one-sided at its ends.
 */
export class LayeredField {
  private readonly alongRing = new Map<string, MovingField>();

  constructor(
    private readonly sampled: SampledLayers,
    private readonly neurons: number,
    private readonly scheme: RingScheme,
  ) {}

  /** How many neurons the layers have in all samples. */
  get length(): number {
    return this.sampled.layers[0]?.mean.length ?? 0;
  }

  /** Whether the polynomial in depth at a place has as many layers on either side. */
  isCentred({ depth }: RingPlace): boolean {
    const { lowest, count } = this.stencil(depth);
    return Math.abs(this.sampled.first + lowest + 0.5 * (count - 1) - depth) < 0.25;
  }

  /**
   * ∂_x^i ∂_y^j at a place and `reach` from it, of the polynomials about that place.
   * @param reach x in layers, y in neurons
   */
  read(place: RingPlace, i: number, j: number, reach: Offset = { x: 0, y: 0 }): MovingField {
    const { first } = this.sampled;
    const { lowest, count } = this.stencil(place.depth);
    const layers = Array.from({ length: count }, (_, n) => lowest + n);
    const factors = derivativeWeights(
      layers.map((layer) => first + layer),
      place.depth + reach.x,
      i,
    );
    const sum = { mean: new Float64Array(this.length), rate: new Float64Array(this.length) };
    layers.forEach((layer, n) => {
      const factor = factors[n]!;
      if (factor === 0) return;
      const { mean, rate } = this.onRing(layer, j, place.shift, reach.y);
      addScaled(sum.mean, factor, mean);
      addScaled(sum.rate, factor, rate);
    });
    return sum;
  }

  private stencil(depth: number): { readonly lowest: number; readonly count: number } {
    const { first, layers } = this.sampled;
    const wanted = Number.isInteger(depth - first) ? STENCIL.at : STENCIL.between;
    const count = Math.min(wanted, layers.length);
    return { lowest: nearestStencil(first, layers.length, depth, count), count };
  }

  private onRing(layer: number, derivative: number, shift: number, reach: number): MovingField {
    const offset = shift - this.sampled.shifts[layer]!;
    const key = `${layer},${derivative},${offset},${reach}`;
    let field = this.alongRing.get(key);
    if (field === undefined) {
      const values = this.sampled.layers[layer]!;
      if (derivative === 0 && offset === 0 && reach === 0) return values;
      const operator = ringOperator(this.scheme, this.neurons, derivative, offset, reach);
      field = mapMoving(values, (each) => applyRingOperator(operator, each, this.neurons));
      this.alongRing.set(key, field);
    }
    return field;
  }
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

/** Fields of the two taps, upper first; with `one` field both are their mean. */
export function weightReaders(
  taps: readonly [upper: LayeredField, lower: LayeredField],
  fields: FieldCount,
): readonly [upper: LayeredField['read'], lower: LayeredField['read']] {
  const [upper, lower] = taps.map(
    (tap): LayeredField['read'] =>
      (...at) =>
        tap.read(...at),
  );
  if (fields === 'perTap') return [upper!, lower!];
  const mean: LayeredField['read'] = (...at) => {
    const [a, b] = [upper!(...at), lower!(...at)];
    return { mean: half(a.mean, b.mean), rate: half(a.rate, b.rate) };
  };
  return [mean, mean];
}

const half = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, at) => 0.5 * (value + b[at]!));
