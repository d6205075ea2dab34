import type { TextEdit, TextRange } from '../base/textRange.js';
import { insertFlowMember, removeFlowMember } from './editFlow.js';
import {
  beginsLine,
  contentEnd,
  entryEnd,
  insertAt,
  isUnwritten,
  lineEnd,
  lineEndOf,
  lineStart,
  looksLikeJson,
  nextLine,
  removeBetween,
  skipBlanks,
  toJson,
} from './editText.js';
import { entryOf, type MapEntry, type MapNode } from './sourceTree.js';

/**
 * The edit that gives a key of a map another value, or appends it where the map does not have it. Comments and style
 * stay, also in JSON; a map that an alias stands for is changed where its anchor is.
 * @param valueText one line of YAML in flow style, such as `tanh` or `{kind: he, gain: 2}`
 */
export function setEntry(text: string, map: MapNode, key: string, valueText: string): TextEdit {
  const json = looksLikeJson(text);
  const written = json ? toJson(valueText) : valueText;
  const entry = entryOf(map, key);
  if (entry !== undefined) return replaceValue(text, map, entry, written);
  const pair = `${json ? JSON.stringify(key) : key}: ${written}`;
  const { entries } = map;
  const last = entries.at(-1);
  if (map.flow || last === undefined) {
    return insertFlowMember(text, map.range.start, memberRanges(text, entries), entries.length, pair);
  }
  return appendLine(text, entryEnd(text, last), ' '.repeat(map.column) + pair);
}

/** Appends a line behind the one that an offset is on, or at it where it begins a line. */
export function appendLine(text: string, offset: number, line: string): TextEdit {
  const eol = lineEndOf(text);
  return offset > 0 && text.charAt(offset - 1) === '\n'
    ? insertAt(offset, line + eol)
    : insertAt(lineEnd(text, offset), eol + line);
}

const memberRanges = (text: string, entries: readonly MapEntry[]): readonly TextRange[] =>
  entries.map((entry) => ({ start: entry.keyRange.start, end: entryEnd(text, entry) }));

function replaceValue(text: string, map: MapNode, entry: MapEntry, written: string): TextEdit {
  const { value } = entry;
  if (isUnwritten(value)) {
    const end = entryEnd(text, entry);
    return insertAt(end, `${end === entry.keyRange.end ? ':' : ''} ${written}`);
  }
  const { start } = value.range;
  const end = contentEnd(text, value);
  // A list may stand right below its key; anything else must be further in.
  const outside = !map.flow && beginsLine(text, start) && start - lineStart(text, start) <= map.column;
  const trailingLine = end > start && text.charAt(end - 1) === '\n' ? lineEndOf(text) : '';
  return { range: { start, end }, newText: (outside ? '  ' : '') + written + trailingLine };
}

/**
 * The edits that take a key and its value out of a map, with the line or the comma that they leave behind. Comments
 * beside it stay; those within its value go. None where the map does not have the key.
 */
export function removeEntry(text: string, map: MapNode, key: string): readonly TextEdit[] {
  const index = map.entries.findIndex((entry) => entry.key === key);
  const entry = map.entries[index];
  if (entry === undefined) return [];
  if (map.flow) return removeFlowMember(text, memberRanges(text, map.entries), index);
  const { start } = entry.keyRange;
  const end = entryEnd(text, entry);
  if (map.entries.length === 1) return [{ range: { start, end }, newText: '{}' }];
  return [removeBlockMember(text, start, end, map.entries[index + 1]?.keyRange.start)];
}

/**
 * Takes a member out of a block collection of several.
 * @param next where the next member begins
 */
export function removeBlockMember(text: string, start: number, end: number, next?: number): TextEdit {
  // A block scalar ends with its line.
  if (text.charAt(end - 1) === '\n') {
    return beginsLine(text, start)
      ? removeBetween(lineStart(text, start), end)
      : removeBetween(start, next ?? end);
  }
  const rest = skipBlanks(text, end);
  // A comment behind it stays, on the line alone.
  if (rest < lineEnd(text, rest)) return removeBetween(start, rest);
  if (beginsLine(text, start)) return removeBetween(lineStart(text, start), nextLine(text, rest));
  const clear = next !== undefined && text.slice(end, next).trim() === '';
  return removeBetween(start, clear ? next : rest);
}
