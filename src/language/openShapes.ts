import type { Key, ObjectKind } from '../spec/objectKind.js';
import { SPEC } from '../spec/keysRoot.js';
import type { ValueShape, VariantsShape } from '../spec/valueType.js';
import type { OpenEntry, OpenFrame } from './openStructure.js';

/** The shapes of a value, alternatives side by side. */
export function alternatives(shape: ValueShape): readonly ValueShape[] {
  return shape.kind === 'oneOf' ? shape.shapes.flatMap(alternatives) : [shape];
}

/** The kinds of object that a shape admits, for a map that has these entries so far. */
export function kindsOf(shape: ValueShape, entries: readonly OpenEntry[]): readonly ObjectKind[] {
  return alternatives(shape).flatMap((one) => {
    if (one.kind === 'object') return [one.object];
    return one.kind === 'variants' ? variantsWith(one, entries) : [];
  });
}

function variantsWith(shape: VariantsShape, entries: readonly OpenEntry[]): readonly ObjectKind[] {
  for (const { key } of entries) {
    const marked = Object.hasOwn(shape.marked, key) ? shape.marked[key] : undefined;
    if (marked !== undefined) return [marked];
  }
  const said = entries.find(({ key }) => key === shape.discriminator)?.value;
  if (said !== undefined && Object.hasOwn(shape.variants, said)) {
    const kind = shape.variants[said];
    if (kind !== undefined) return [kind];
  }
  return [...Object.values(shape.variants), ...Object.values(shape.marked)];
}

/** What the innermost of some open frames may hold. */
export interface OpenShapes {
  /** Of the innermost frame itself. */
  readonly own: readonly ValueShape[];
  /** Of the value of its last key, or of its items. */
  readonly next: readonly ValueShape[];
  /** The last key and what kinds of object it is a key of; nothing in a list. */
  readonly keys: readonly {
    readonly name: string;
    readonly key: Key<unknown>;
    readonly object: ObjectKind;
  }[];
}

/** Follows open frames from the top of the format. */
export function shapesOf(frames: readonly OpenFrame[]): OpenShapes {
  let shapes: OpenShapes = { own: [], next: [SPEC.shape], keys: [] };
  for (const frame of frames) {
    const own = shapes.next;
    if (frame.kind === 'list') {
      const lists = own
        .flatMap(alternatives)
        .flatMap((shape) => (shape.kind === 'list' ? [shape.item()] : []));
      shapes = { own, next: lists, keys: [] };
      continue;
    }
    const name = frame.entries.at(-1)?.key;
    const keys = own
      .flatMap((shape) => kindsOf(shape, frame.entries))
      .flatMap((object) => {
        const key = name !== undefined && Object.hasOwn(object.keys, name) ? object.keys[name] : undefined;
        return name === undefined || key === undefined ? [] : [{ name, key, object }];
      });
    shapes = { own, next: distinct(keys.map(({ key }) => key.type.shape)), keys };
  }
  return shapes;
}

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];
