import type { TextEdit, TextRange } from '../base/textRange.js';
import type { Link } from '../network/types.js';
import { joinEdits } from './layerEditor.js';
import type { LintContext } from './lintContext.js';
import type { KeyPlace } from './places.js';

/** Something at a place of the text, for one link. */
export interface Occurrence {
  readonly link: Link;
  readonly place: KeyPlace;
  /** Only what is alike in this is told together. */
  readonly detail?: string | number;
}

type OccurrenceGroup = readonly [Occurrence, ...Occurrence[]];

/**
 * What is told together: occurrences at one place of the text (copies of a repeat share it), and those of links in a
 * row, as far as they are alike. In order of depth.
 */
export function groupAlike(
  { places }: LintContext,
  occurrences: readonly Occurrence[],
): readonly OccurrenceGroup[] {
  const groups: [Occurrence, ...Occurrence[]][] = [];
  const byPlace = new Map<string, [Occurrence, ...Occurrence[]]>();
  for (const occurrence of occurrences) {
    const { start, end } = places.rangeOf(occurrence.place);
    const key = `${start} ${end} ${occurrence.detail ?? ''}`;
    const before = groups.at(-1);
    const previous = before?.at(-1);
    const continues =
      previous !== undefined &&
      (previous.detail ?? '') === (occurrence.detail ?? '') &&
      occurrence.link.m - previous.link.m <= 1;
    const group = byPlace.get(key) ?? (continues ? before : undefined);
    if (group === undefined) {
      const opened: [Occurrence, ...Occurrence[]] = [occurrence];
      groups.push(opened);
      byPlace.set(key, opened);
    } else {
      group.push(occurrence);
      byPlace.set(key, group);
    }
  }
  return groups;
}

/** More places than this are a list that nobody reads. */
const MAX_RELATED = 12;

/** Distinct ranges with a message each, without the one that the finding itself stands at; the first dozen. */
export function relatedPlaces(
  own: TextRange,
  candidates: readonly { readonly message: string; readonly range: TextRange }[],
): readonly { readonly message: string; readonly range: TextRange }[] {
  const seen = new Set([`${own.start} ${own.end}`]);
  return candidates
    .filter(({ range }) => {
      const key = `${range.start} ${range.end}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, MAX_RELATED);
}

/** The other places of a group. */
export function furtherPlaces(
  { places }: LintContext,
  [first, ...others]: OccurrenceGroup,
): readonly { readonly message: string; readonly range: TextRange }[] {
  return relatedPlaces(
    places.rangeOf(first.place),
    others.map(({ link, place }) => ({ message: `Link ${link.m}, too`, range: places.rangeOf(place) })),
  );
}

/** The edits of all definitions of a group; undefined as soon as one cannot be made. */
export function editEach(
  { places }: LintContext,
  group: readonly Occurrence[],
  edit: (occurrence: Occurrence) => readonly TextEdit[] | undefined,
): readonly TextEdit[] | undefined {
  const definitions = new Map<string, Occurrence>();
  for (const occurrence of group) {
    const range = places.definitionOf(occurrence.place.layer);
    const key = `${range?.start} ${range?.end}`;
    if (!definitions.has(key)) definitions.set(key, occurrence);
  }
  return joinEdits([...definitions.values()].map(edit));
}
