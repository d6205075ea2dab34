import type { TextEdit, TextRange } from '../base/textRange.js';
import { insertFlowMember, removeFlowMember } from './editFlow.js';
import { appendLine, removeBlockMember } from './editMap.js';
import { beginsLine, contentEnd, insertAt, lineEndOf, lineStart, looksLikeJson, toJson } from './editText.js';
import type { ListNode } from './sourceTree.js';

const isFlow = (text: string, list: ListNode): boolean => text.charAt(list.range.start) === '[';

/** Items with what belongs to their beginning: an anchor. */
function memberRanges(text: string, list: ListNode): readonly TextRange[] {
  return list.items.map((item, i) => {
    const before = list.items[i - 1]?.range.end ?? list.range.start;
    const anchor = /&\S+\s+$/.exec(text.slice(before, item.range.start));
    return { start: item.range.start - (anchor?.[0].length ?? 0), end: contentEnd(text, item) };
  });
}

const columnOf = (text: string, offset: number): number =>
  text.slice(lineStart(text, offset), offset).replace('\uFEFF', '').length;

/** Where the dash of an item of a block list stands. */
function dashOf(text: string, list: ListNode, index: number): number {
  const { items, range } = list;
  const before = items[index - 1];
  const item = items[index];
  if (before === undefined || item === undefined) return range.start;
  const dash = new RegExp(`(?<=\\n {${columnOf(text, range.start)}})-(?=\\s)`);
  const gapStart = contentEnd(text, before) - 1;
  const found = dash.exec(text.slice(gapStart, Math.max(item.range.start, gapStart) + 1));
  return found === null ? item.range.start : gapStart + found.index;
}

/** The beginning of the comment lines right above a line that say something about it; its own beginning without. */
function leadingComments(text: string, start: number, column: number): number {
  let first = start;
  while (first > 0) {
    const above = lineStart(text, first - 1);
    const line = text.slice(above, first);
    if (line.search(/\S/) !== column || line.charAt(column) !== '#') break;
    first = above;
  }
  return first;
}

/**
 * The edit that puts an item into a list, in its style, also in JSON; comments stay with the items that they are
 * about.
 * @param index before which item; their number to append
 * @param itemText one line of YAML in flow style, such as `{type: flatten}`
 */
export function insertItem(text: string, list: ListNode, index: number, itemText: string): TextEdit {
  const { items, range } = list;
  if (isFlow(text, list)) {
    const written = looksLikeJson(text) ? toJson(itemText) : itemText;
    return insertFlowMember(text, range.start, memberRanges(text, list), index, written);
  }
  const column = columnOf(text, range.start);
  const indentation = ' '.repeat(column);
  const last = items.at(-1);
  if (index >= items.length && last !== undefined) {
    return appendLine(text, contentEnd(text, last), `${indentation}- ${itemText}`);
  }
  const dash = dashOf(text, list, index);
  const eol = lineEndOf(text);
  if (!beginsLine(text, dash)) return insertAt(dash, `- ${itemText}${eol}${indentation}`);
  const start = leadingComments(text, lineStart(text, dash), column);
  return insertAt(Math.max(start, text.startsWith('\uFEFF') ? 1 : 0), `${indentation}- ${itemText}${eol}`);
}

/** The edits that take an item out of a list, as `removeEntry` does with an entry. */
export function removeItem(text: string, list: ListNode, index: number): readonly TextEdit[] {
  const item = list.items[index];
  if (item === undefined) return [];
  if (isFlow(text, list)) return removeFlowMember(text, memberRanges(text, list), index);
  const dash = dashOf(text, list, index);
  const end = contentEnd(text, item);
  const next = index + 1 < list.items.length ? dashOf(text, list, index + 1) : undefined;
  // Further in than the dash: below a key, a list may stand right at its column, `[]` may not.
  const only = list.items.length === 1;
  const { start } = item.range;
  if (/^[^\S\n]*#/.test(text.slice(dash + 1, start))) {
    // Comments stand between the dash and the item: they stay, without the dash.
    const bare = { range: { start: dash, end: dash + 1 }, newText: only ? ' []' : '' };
    return [bare, removeBlockMember(text, start, end, next)];
  }
  if (only) return [{ range: { start: dash, end }, newText: ' []' }];
  return [removeBlockMember(text, dash, end, next)];
}
