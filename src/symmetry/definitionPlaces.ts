import type { Deviation } from './deviations.js';
import type { HiddenLayer } from './hiddenLayers.js';
import type { LintContext } from './lintContext.js';
import { placeOfFeature, type KeyPlace } from './places.js';

/** One place for every definition, that of the first copy. */
export function definitionPlaces(
  { feature }: Deviation,
  layers: readonly HiddenLayer[],
  { places }: LintContext,
): readonly (readonly [KeyPlace, HiddenLayer])[] {
  const found = new Map<string, readonly [KeyPlace, HiddenLayer]>();
  for (const hidden of layers) {
    const place = placeOfFeature(feature, hidden);
    const range = places.definitionOf(place.layer);
    const key = `${range?.start} ${range?.end}`;
    if (!found.has(key)) found.set(key, [place, hidden]);
  }
  return [...found.values()];
}
