import type { TextRange } from '../base/textRange.js';
import type { SourceNode } from '../spec/sourceTree.js';
import type { ValueShape } from '../spec/valueType.js';
import { alternatives } from './openShapes.js';
import { specEntries } from './specEntries.js';

/** A place of a spec where a layer gets its name, or is meant by it. */
export interface NamePlace {
  readonly name: string;
  readonly role: 'definition' | 'reference';
  /** The name as it is written, with quotes. */
  readonly range: TextRange;
  /** Written in quotes, as all texts of JSON are. */
  readonly quoted: boolean;
  /** Of a definition: the whole layer. */
  readonly layer: TextRange | undefined;
}

const refersToLayer = (shape: ValueShape): boolean =>
  alternatives(shape).some((one) => one.kind === 'text' && one.refersTo === 'layer');

/** Every place where a layer is named, in order. */
export function namePlaces(tree: SourceNode | undefined): readonly NamePlace[] {
  if (tree === undefined) return [];
  const places: NamePlace[] = [];
  for (const { entry, key, map, object } of specEntries(tree)) {
    const { value } = entry;
    if (value.kind !== 'scalar' || typeof value.value !== 'string' || value.source === '') continue;
    const reference = refersToLayer(key.type.shape);
    // The spec itself and the layers have names; only layers can be meant by theirs.
    if (!reference && (entry.key !== 'name' || object.name === 'root')) continue;
    places.push({
      name: value.value,
      role: reference ? 'reference' : 'definition',
      range: value.range,
      quoted: /^["']/.test(value.source),
      layer: reference ? undefined : map.range,
    });
  }
  return places;
}

/** The name that stands at an offset. */
export function nameAt(places: readonly NamePlace[], offset: number): NamePlace | undefined {
  return places.find(({ range }) => range.start <= offset && offset <= range.end);
}

/** All places of the same name. */
export const placesOf = (places: readonly NamePlace[], name: string): readonly NamePlace[] =>
  places.filter((place) => place.name === name);
