import type { TextRange } from '../base/textRange.js';
import { ROOT } from './keysRoot.js';
import type { Key, ObjectKind } from './objectKind.js';
import type { MapNode, SourceNode } from './sourceTree.js';
import { variantOf } from './structuredTypes.js';
import type { Choice, ValueShape } from './valueType.js';

/** A key of a spec, found at a place of its text. */
export interface KeyPlace {
  readonly name: string;
  readonly key: Key<unknown>;
  /** The kind of object that it is a key of. */
  readonly object: ObjectKind;
  /** Whether the place is on the key itself or on its value. */
  readonly on: 'key' | 'value';
  /** The key, or the value. */
  readonly range: TextRange;
  /** The chosen value, where the place is on one of an enumeration. */
  readonly choice: Choice | undefined;
}

const holds = ({ start, end }: TextRange, offset: number): boolean => start <= offset && offset <= end;

/**
 * The key whose name or value stands at an offset, the innermost; undefined where there is none.
 * @param tree of a spec's text
 */
export function keyAt(tree: SourceNode | undefined, offset: number): KeyPlace | undefined {
  return tree?.kind === 'map' ? keyInMap(tree, ROOT, offset) : undefined;
}

function keyInMap(map: MapNode, object: ObjectKind, offset: number): KeyPlace | undefined {
  for (const { key: name, keyRange, value } of map.entries) {
    const key = Object.hasOwn(object.keys, name) ? object.keys[name] : undefined;
    if (key === undefined) continue;
    const found = { name, key, object };
    if (holds(keyRange, offset)) return { ...found, on: 'key', range: keyRange, choice: undefined };
    if (!holds(value.range, offset)) continue;
    const inner = keyInValue(value, key.type.shape, offset);
    if (inner !== undefined) return inner;
    if (value.kind !== 'scalar') continue;
    return { ...found, on: 'value', range: value.range, choice: choiceOf(value, key.type.shape) };
  }
  return undefined;
}

function keyInValue(node: SourceNode, shape: ValueShape, offset: number): KeyPlace | undefined {
  if (shape.kind === 'oneOf') {
    for (const alternative of shape.shapes) {
      const found = keyInValue(node, alternative, offset);
      if (found !== undefined) return found;
    }
  } else if (shape.kind === 'list' && node.kind === 'list') {
    const item = node.items.find(({ range }) => holds(range, offset));
    return item === undefined ? undefined : keyInValue(item, shape.item(), offset);
  } else if (node.kind === 'map') {
    const object =
      shape.kind === 'object' ? shape.object : shape.kind === 'variants' ? variantOf(node, shape) : undefined;
    return object === undefined ? undefined : keyInMap(node, object, offset);
  }
  return undefined;
}

function choiceOf(node: SourceNode, shape: ValueShape): Choice | undefined {
  if (node.kind !== 'scalar') return undefined;
  if (shape.kind === 'choice') return shape.choices.find(({ name }) => name === node.value);
  if (shape.kind !== 'oneOf') return undefined;
  for (const alternative of shape.shapes) {
    const found = choiceOf(node, alternative);
    if (found !== undefined) return found;
  }
  return undefined;
}
