import { DiagnosticList } from './diagnosticList.js';
import { parseTree } from './parseTree.js';
import { entryOf, type ListNode, type MapNode, type SourceNode } from './sourceTree.js';

/** Changes that are told one by one; of more only how many. */
const MOST_TOLD = 4;
/** Characters of a value that are told. */
const VALUE_LENGTH = 24;
/** Pairs of items that two lists are aligned by; longer ones are compared place by place. */
const MOST_PAIRS = 40_000;

const NOTHING = '—';
/** What is read with its keys alone: nobody asks where a learning rate stands. */
const UNNAMED_PLACES: ReadonlySet<string> = new Set(['training', 'layers', 'network']);

/**
 * What is different between two specs, in a few words: `learningRate 0.05 → 0.1, repeat 8 → 12`. Comments, order of keys and
 * the way a number is written do not count. Layers are aligned, so that one that was put in between is one change.
 * @returns undefined where one of them cannot be read; empty where there is no difference
 */
export function describeChanges(before: string, after: string): string | undefined {
  const [from, to] = [before, after].map((text) => parseTree(text, new DiagnosticList()));
  if (from === undefined || to === undefined) return undefined;
  const changes = changesOf(from, to, []);
  const told = changes.slice(0, MOST_TOLD).join(', ');
  return changes.length <= MOST_TOLD ? told : `${told} and ${changes.length - MOST_TOLD} more`;
}

type Place = readonly string[];

function changesOf(before: SourceNode | undefined, after: SourceNode | undefined, place: Place): string[] {
  if (before?.kind === 'map' && after?.kind === 'map') return changesOfMap(before, after, place);
  if (isListOfMaps(before) && isListOfMaps(after)) return changesOfList(before, after, place);
  const [from, to] = [before, after].map(shortText);
  const same = before === undefined || after === undefined ? before === after : isSame(before, after);
  return same ? [] : [`${placeText(place)} ${from} → ${to}`.trim()];
}

function changesOfMap(before: MapNode, after: MapNode, place: Place): string[] {
  const keys = new Set([...before.entries, ...after.entries].map(({ key }) => key));
  return [...keys].flatMap((key) =>
    changesOf(entryOf(before, key)?.value, entryOf(after, key)?.value, [
      ...place,
      ...(UNNAMED_PLACES.has(key) || key === place.at(-1) ? [] : [key]),
    ]),
  );
}

function changesOfList(before: ListNode, after: ListNode, place: Place): string[] {
  return alignItems(before.items, after.items).flatMap(({ from, to }) => {
    if (to === undefined) return [`− ${shortText(from)}`];
    if (from === undefined) return [`+ ${shortText(to)}`];
    return changesOf(from, to, [...place, itemName(after, to)]);
  });
}

const isListOfMaps = (node: SourceNode | undefined): node is ListNode =>
  node?.kind === 'list' && node.items.some(({ kind }) => kind === 'map');

interface Pair {
  readonly from: SourceNode | undefined;
  readonly to: SourceNode | undefined;
}

/** Pairs up the items of two lists, in order, so that the pairs are as alike as can be (Needleman & Wunsch 1970). */
function alignItems(before: readonly SourceNode[], after: readonly SourceNode[]): Pair[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isSame(before[head], after[head])) head++;
  let tail = 0;
  while (tail < shorter - head && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  const froms = before.slice(head, before.length - tail);
  const tos = after.slice(head, after.length - tail);
  if (froms.length * tos.length > MOST_PAIRS) {
    const length = Math.max(froms.length, tos.length);
    return Array.from({ length }, (_, i) => ({ from: froms[i], to: tos[i] }));
  }
  // costs[i][j]: of the items from i on against those from j on.
  const costs = Array.from({ length: froms.length + 1 }, () => new Float64Array(tos.length + 1));
  const cost = (i: number, j: number): number => costs[i]?.[j] ?? Infinity;
  const pairCost = (i: number, j: number): number => differenceOf(froms[i], tos[j]) + cost(i + 1, j + 1);
  for (let i = froms.length; i >= 0; i--) {
    for (let j = tos.length; j >= 0; j--) {
      if (i === froms.length && j === tos.length) continue;
      costs[i]![j] = Math.min(pairCost(i, j), 1 + cost(i + 1, j), 1 + cost(i, j + 1));
    }
  }
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < froms.length || j < tos.length;) {
    if (cost(i, j) === pairCost(i, j)) pairs.push({ from: froms[i++], to: tos[j++] });
    else if (cost(i, j) === 1 + cost(i + 1, j)) pairs.push({ from: froms[i++], to: undefined });
    else pairs.push({ from: undefined, to: tos[j++] });
  }
  return pairs;
}

/** 0 for the same, below 2 for two of one type, Infinity for what is better told as one gone and one come. */
function differenceOf(a: SourceNode | undefined, b: SourceNode | undefined): number {
  if (a === undefined || b === undefined) return Infinity;
  if (isSame(a, b)) return 0;
  if (a.kind !== 'map' || b.kind !== 'map') return a.kind === b.kind ? 1.5 : Infinity;
  if (typeOf(a) !== typeOf(b)) return Infinity;
  const keys = new Set([...a.entries, ...b.entries].map(({ key }) => key));
  const changed = [...keys].filter((key) => !isSame(entryOf(a, key)?.value, entryOf(b, key)?.value));
  return 0.2 + changed.length / keys.size;
}

function typeOf(item: MapNode): string {
  if (entryOf(item, 'repeat') !== undefined) return 'repeat';
  const type = entryOf(item, 'type')?.value;
  return type?.kind === 'scalar' ? String(type.value) : '';
}

/** `repeat` where it is the only one, else its name, else `layer 3`. */
function itemName(list: ListNode, item: SourceNode): string {
  if (item.kind === 'map') {
    const repeats = list.items.filter((other) => other.kind === 'map' && typeOf(other) === 'repeat');
    if (repeats.length === 1 && repeats[0] === item) return 'repeat';
    const name = entryOf(item, 'name')?.value;
    if (name?.kind === 'scalar' && name.value !== null) return String(name.value);
  }
  return `layer ${list.items.indexOf(item) + 1}`;
}

const placeText = (place: Place): string => place.join(' ');

function isSame(a: SourceNode | undefined, b: SourceNode | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.kind === 'scalar' && b.kind === 'scalar') return Object.is(a.value, b.value);
  if (a.kind === 'list' && b.kind === 'list') {
    return a.items.length === b.items.length && a.items.every((item, i) => isSame(item, b.items[i]));
  }
  if (a.kind !== 'map' || b.kind !== 'map' || a.entries.length !== b.entries.length) return false;
  return a.entries.every(({ key, value }) => isSame(value, entryOf(b, key)?.value));
}

/** A value in a few characters; of a map or a list, what it says without its keys. */
function shortText(node: SourceNode | undefined): string {
  if (node === undefined) return NOTHING;
  const text = wordsOf(node).join(' ');
  return text.length <= VALUE_LENGTH ? text : `${text.slice(0, VALUE_LENGTH - 1)}…`;
}

function wordsOf(node: SourceNode): readonly string[] {
  switch (node.kind) {
    case 'scalar':
      return node.value === null ? [NOTHING] : [String(node.value)];
    case 'list':
      return node.items.flatMap(wordsOf);
    case 'map':
      return node.entries.flatMap(({ key, value }) =>
        key === 'repeat' ? ['repeat', ...wordsOf(value)] : wordsOf(value),
      );
  }
}
