import type { PlacedLayer } from '../network/placedLayer.js';
import { writeShape } from '../network/shape.js';

/** The first and the last copy of a layer's definition; the same one outside a repeat. */
export interface ShapesOfLayer {
  readonly first: PlacedLayer;
  readonly last: PlacedLayer;
}

/** `8 → 32`; for copies that are not alike `8 → 32 … 32 → 32`; empty where shapes are unknown. */
export function describeSizes({ first, last }: ShapesOfLayer): string {
  const one = sizesOf(first);
  const other = sizesOf(last);
  return one === other ? one : `${one} … ${other}`;
}

const sizesOf = ({ inputShape, outputShape }: PlacedLayer): string =>
  inputShape === undefined || outputShape === undefined
    ? ''
    : `${writeShape(inputShape)} → ${writeShape(outputShape)}`;
