import type { PlacedLayer } from '../network/placedLayer.js';

/**
 * The layers that are defined at an offset of the text: all copies of the innermost definition that holds it. A
 * definition holds its last character's end too, where a cursor may stand.
 */
export function layersAt(layers: readonly PlacedLayer[], offset: number): readonly PlacedLayer[] {
  const length = ({ range }: PlacedLayer): number => range.end - range.start;
  const holding = layers.filter(({ range }) => range.start <= offset && offset <= range.end);
  const shortest = Math.min(...holding.map(length));
  return holding.filter((layer) => length(layer) === shortest);
}
