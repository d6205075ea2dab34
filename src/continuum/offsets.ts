import type { Offset, Tap, TapGeometry } from './tapExpansion.js';

/**
 * Where, relative to a neuron z^(m+1) at (x, y), its two weights and the two neurons that it sees are (THEORY §4.1): weights at
 * (x − α_x a_x, y ± α_y a_y), neurons at (x − β_x a_x, y ± β_y a_y). β_x a_x is the distance of layers, 2β_y a_y that of neurons.
 */
export interface TapOffsets {
  readonly alphaX: number;
  readonly betaX: number;
  readonly alphaY: number;
  readonly betaY: number;
}

const offsets = (alphaX: number, betaX: number, alphaY: number, betaY: number): TapOffsets => ({
  alphaX,
  betaX,
  alphaY,
  betaY,
});

/** Conventions of where the weights are. The paper withholds its own (footnote 5). */
export const OFFSETS = {
  /** Weights half way between the neurons that they join. */
  midLink: offsets(1, 2, 1, 2),
  /** What the printed coefficients of Eqs. (9) and (10) fit: weights at the depth of the layer below (THEORY §4.4). */
  paper: offsets(1, 1, 1, 2),
  /** Weights at the neurons that they see. */
  presynaptic: offsets(1, 1, 1, 1),
  /** Weights at the neuron that sums them up. */
  postsynaptic: offsets(0, 1, 0, 1),
  /** No special place. */
  generic: offsets(0.3, 1, 0.7, 2),
} as const satisfies Readonly<Record<string, TapOffsets>>;
export type OffsetName = keyof typeof OFFSETS;
export const OFFSET_NAMES = Object.keys(OFFSETS) as readonly OffsetName[];

/** `one` field ŵ for both taps, as Eqs. (9) and (10) suppose; `perTap` a field for each (THEORY §4.5). */
export const FIELD_COUNTS = ['one', 'perTap'] as const;
export type FieldCount = (typeof FIELD_COUNTS)[number];

/** The taps of a local network: the upper one first, field 0, then the lower one, field 1 if each has its own. */
export function localTaps({ alphaX, betaX, alphaY, betaY }: TapOffsets, fields: FieldCount): readonly Tap[] {
  const tap = (side: 1 | -1, field: number): Tap => ({
    weight: { x: -alphaX, y: side * alphaY },
    neuron: { x: -betaX, y: side * betaY },
    field,
  });
  return [tap(1, 0), tap(-1, fields === 'one' ? 0 : 1)];
}

/**
 * a_x and a_y for layers and neurons at given distances.
 * @throws RangeError when neurons coincide, β = 0
 */
export function tapSpacing(
  { betaX, betaY }: TapOffsets,
  layerDistance: number,
  neuronDistance: number,
): Offset {
  if (!(betaX > 0 && betaY > 0))
    throw new RangeError('offsets of neurons must be positive: β_x > 0, β_y > 0');
  return { x: layerDistance / betaX, y: neuronDistance / (2 * betaY) };
}

/** The geometry of a local network whose layers and neurons are at given distances. */
export const localGeometry = (
  place: TapOffsets,
  fields: FieldCount,
  layerDistance: number,
  neuronDistance: number,
): TapGeometry => ({
  taps: localTaps(place, fields),
  spacing: tapSpacing(place, layerDistance, neuronDistance),
});
