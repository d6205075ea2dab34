import type { TextRange } from '../base/textRange.js';

/**
 * A spec's text as a tree of maps, lists and scalars, each with its place. Aliases are resolved (the node of an alias
 * has the range of the alias; what is inside it, that of the anchor) and every key is a string that occurs once.
 */
export type SourceNode = MapNode | ListNode | ScalarNode;

export interface MapNode {
  readonly kind: 'map';
  readonly range: TextRange;
  readonly entries: readonly MapEntry[];
  /** Written as `{…}`, not as one line a key. */
  readonly flow: boolean;
  /** Column of its keys, counted from 0; 0 for a flow map, whose entries need not be aligned. */
  readonly column: number;
}

export interface MapEntry {
  readonly key: string;
  readonly keyRange: TextRange;
  readonly value: SourceNode;
}

export interface ListNode {
  readonly kind: 'list';
  readonly range: TextRange;
  readonly items: readonly SourceNode[];
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly range: TextRange;
  /** As YAML 1.2's core schema reads it; null also where nothing is written. */
  readonly value: string | number | boolean | null;
  /** How it is written, e.g. `1e-3`, quotes included; empty where nothing is written. */
  readonly source: string;
}

/** The entry of `key`, if the map has one. */
export function entryOf(map: MapNode, key: string): MapEntry | undefined {
  return map.entries.find((entry) => entry.key === key);
}
