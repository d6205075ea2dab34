import type { Node } from 'jsonc-parser';
import type { TextRange } from '../base/textRange.js';
import type { Located } from '../spec/valueType.js';

/** A value of a JSON text with its place; broken texts may lack children. */
export type JsonNode = Node;

/** Texts keep their quotes, objects and arrays their brackets. */
export const rangeOf = ({ offset, length }: JsonNode): TextRange => ({ start: offset, end: offset + length });

/** The value of a key; of a key that stands twice, the last, as JSON readers do. */
export function member(node: JsonNode | undefined, key: string): JsonNode | undefined {
  if (node?.type !== 'object') return undefined;
  return node.children?.findLast(({ children }) => children?.[0]?.value === key)?.children?.[1];
}

/** The values of an array; of anything else, none. */
export const itemsOf = (node: JsonNode | undefined): readonly JsonNode[] =>
  node?.type === 'array' ? (node.children ?? []) : [];

/** The values of an object's keys; of anything else, none. */
export const valuesOf = (node: JsonNode | undefined): readonly JsonNode[] =>
  node?.type === 'object' ? (node.children ?? []).flatMap(({ children }) => children?.[1] ?? []) : [];

export function textOf(node: JsonNode | undefined): string | undefined {
  const value: unknown = node?.type === 'string' ? node.value : undefined;
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(node: JsonNode | undefined): number | undefined {
  const value: unknown = node?.type === 'number' ? node.value : undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function booleanOf(node: JsonNode | undefined): boolean | undefined {
  const value: unknown = node?.type === 'boolean' ? node.value : undefined;
  return typeof value === 'boolean' ? value : undefined;
}

/** Whether there is a value that says something. */
export const isGiven = (node: JsonNode | undefined): node is JsonNode =>
  node !== undefined && node.type !== 'null';

/** A value that the file holds at a node. */
export const located = <T>(value: T, node: JsonNode): Located<T> => ({
  value,
  range: rangeOf(node),
  given: true,
});
