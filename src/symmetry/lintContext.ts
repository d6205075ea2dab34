import type { Link, Network } from '../network/types.js';
import type { TextRange } from '../base/textRange.js';
import type { Deviation } from './deviations.js';
import type { HiddenLayer } from './hiddenLayers.js';
import type { LayerEditor } from './layerEditor.js';
import type { DepthPattern } from './pattern.js';
import type { KeyPlace, Places } from './places.js';

/** What all findings are made from. */
export interface LintContext {
  readonly network: Network;
  readonly layers: readonly HiddenLayer[];
  readonly pattern: DepthPattern;
  readonly deviations: readonly Deviation[];
  readonly places: Places;
  readonly editor: LayerEditor;
  /** q^(m) at initialisation; computed when first asked for. */
  readonly meanField: () => Float64Array;
}

/** Something at a place of the text, for one link. */
export interface Occurrence {
  readonly link: Link;
  readonly place: KeyPlace;
  /** Tells apart what stands at one place all the same: the layers of a foreign file, all where the spec names it. */
  readonly detail?: string | number;
}

/** Occurrences at one place of the text: copies of a repeat share it. In order of depth. */
export function groupByPlace(
  { places }: LintContext,
  occurrences: readonly Occurrence[],
): readonly (readonly [Occurrence, ...Occurrence[]])[] {
  const groups = new Map<string, [Occurrence, ...Occurrence[]]>();
  for (const occurrence of occurrences) {
    const { start, end } = places.rangeOf(occurrence.place);
    const key = `${start} ${end} ${occurrence.detail ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [occurrence]);
    else group.push(occurrence);
  }
  return [...groups.values()];
}

/** Distinct ranges with a message each, without the one that the finding itself stands at. */
export function relatedPlaces(
  own: TextRange,
  candidates: readonly { readonly message: string; readonly range: TextRange }[],
): readonly { readonly message: string; readonly range: TextRange }[] {
  const seen = new Set([`${own.start} ${own.end}`]);
  return candidates.filter(({ range }) => {
    const key = `${range.start} ${range.end}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
