import { parse } from 'yaml';

import type { TextEdit } from '../base/textRange.js';
import type { MapEntry, SourceNode } from './sourceTree.js';

export const insertAt = (offset: number, newText: string): TextEdit => ({
  range: { start: offset, end: offset },
  newText,
});

export const removeBetween = (start: number, end: number): TextEdit => ({
  range: { start, end },
  newText: '',
});

export const lineEndOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** Offset of the first character of the line that an offset is on. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** Offset behind the last character of the line that an offset is on, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  const end = feed < 0 ? text.length : feed;
  return end > offset && text.charAt(end - 1) === '\r' ? end - 1 : end;
}

/** Offset of the next line; the text's length on the last one. */
export function nextLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? text.length : feed + 1;
}

/** Whether nothing but blanks stands before an offset on its line. */
export const beginsLine = (text: string, offset: number): boolean =>
  text.slice(lineStart(text, offset), offset).replace('\uFEFF', '').trim() === '';

/** Behind the blanks at an offset, on the same line. */
export const skipBlanks = (text: string, offset: number): number =>
  offset + (/^[ \t]*/.exec(text.slice(offset, lineEnd(text, offset)))?.[0].length ?? 0);

/** An alias has the range of its `*name`, and what is in it that of the anchor. */
const isAlias = (text: string, node: SourceNode): boolean => text.charAt(node.range.start) === '*';

/** Where the last character of a node ends; the range of a block collection may take blank lines along. */
export function contentEnd(text: string, node: SourceNode): number {
  if (isAlias(text, node) || node.kind === 'scalar') return node.range.end;
  if (node.kind === 'list') {
    const last = node.items.at(-1);
    return text.charAt(node.range.start) === '[' || last === undefined
      ? node.range.end
      : contentEnd(text, last);
  }
  const last = node.entries.at(-1);
  return node.flow || last === undefined ? node.range.end : entryEnd(text, last);
}

export const isUnwritten = (node: SourceNode): boolean => node.kind === 'scalar' && node.source === '';

/** Where an entry ends: behind its value, or behind the colon of a key without one. */
export function entryEnd(text: string, { keyRange, value }: MapEntry): number {
  if (!isUnwritten(value)) return contentEnd(text, value);
  const colon = /^\s*:/.exec(text.slice(keyRange.end, keyRange.end + 100));
  return keyRange.end + (colon?.[0].length ?? 0);
}

/** Whether a text is JSON rather than YAML: `{` and a quoted key. */
export const looksLikeJson = (text: string): boolean => /^\uFEFF?\s*\{\s*"/.test(text);

/** A value of YAML's flow style as JSON: `{kind: he}` becomes `{ "kind": "he" }`. */
export function toJson(valueText: string): string {
  const value: unknown = parse(valueText);
  // Line ends within texts are escaped: those that are left are layout.
  return JSON.stringify(value, undefined, 1).replace(/\n\s*/g, ' ');
}
