import { SPEC } from '../spec/keysRoot.js';
import type { Key, ObjectKind } from '../spec/objectKind.js';
import type { MapEntry, MapNode, SourceNode } from '../spec/sourceTree.js';
import { variantOf } from '../spec/structuredTypes.js';
import type { ValueShape } from '../spec/valueType.js';
import { alternatives } from './openShapes.js';

/** An entry of a spec that the format knows. */
export interface SpecEntry {
  readonly entry: MapEntry;
  readonly key: Key<unknown>;
  readonly map: MapNode;
  readonly object: ObjectKind;
}

/** Every entry of a spec that the format knows, in order of place; what stands in unknown places is left out. */
export function* specEntries(tree: SourceNode): Generator<SpecEntry> {
  yield* entriesWithin(tree, SPEC.shape);
}

function* entriesWithin(node: SourceNode, shape: ValueShape): Generator<SpecEntry> {
  for (const one of alternatives(shape)) {
    if (one.kind === 'list' && node.kind === 'list') {
      for (const item of node.items) yield* entriesWithin(item, one.item());
    }
    if (node.kind !== 'map') continue;
    const object =
      one.kind === 'object' ? one.object : one.kind === 'variants' ? variantOf(node, one) : undefined;
    if (object !== undefined) yield* entriesOf(node, object);
  }
}

function* entriesOf(map: MapNode, object: ObjectKind): Generator<SpecEntry> {
  for (const entry of map.entries) {
    const key = Object.hasOwn(object.keys, entry.key) ? object.keys[entry.key] : undefined;
    if (key === undefined) continue;
    yield { entry, key, map, object };
    yield* entriesWithin(entry.value, key.type.shape);
  }
}
