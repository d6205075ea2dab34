import type { TextEdit, TextRange } from '../base/textRange.js';
import {
  beginsLine,
  insertAt,
  lineEnd,
  lineEndOf,
  lineStart,
  nextLine,
  removeBetween,
  skipBlanks,
} from './editText.js';

/** Offset of the next character that is neither blank nor in a comment. */
function nextToken(text: string, offset: number): number {
  const gap = /^(?:\s|(?<=\s)#[^\n]*)*/.exec(text.slice(offset));
  return offset + (gap?.[0].length ?? 0);
}

/**
 * Inserts a member into a flow collection `{…}` or `[…]`, on a line of its own where the others are.
 * @param opening offset of the bracket
 * @param members ranges of the members there are
 * @param index before which one; their number to append
 */
export function insertFlowMember(
  text: string,
  opening: number,
  members: readonly TextRange[],
  index: number,
  written: string,
): TextEdit {
  const next = members[index];
  const last = members.at(-1);
  if (next !== undefined) {
    const separator = beginsLine(text, next.start) ? newLineLike(text, next.start) : ' ';
    return insertAt(next.start, `${written},${separator}`);
  }
  if (last === undefined) return insertAt(opening + 1, written);
  if (!beginsLine(text, last.start)) return insertAt(last.end, `, ${written}`);
  const separator = newLineLike(text, last.start);
  // A comment beside the last member stays beside it.
  const rest = text.slice(last.end, lineEnd(text, last.end));
  const comment = /^([ \t]*)(,?)([ \t]*#.*)$/.exec(rest);
  if (comment === null) return insertAt(last.end, `,${separator}${written}`);
  const [, blanks = '', comma = '', remark = ''] = comment;
  return {
    range: { start: last.end, end: last.end + rest.length },
    newText: `,${blanks}${remark}${separator}${written}${comma}`,
  };
}

/** A line end and the indentation of the line that an offset is on. */
function newLineLike(text: string, offset: number): string {
  return lineEndOf(text) + text.slice(lineStart(text, offset), offset).replace('\uFEFF', '');
}

/** Removes a member of a flow collection with the comma that it no longer needs; comments stay. */
export function removeFlowMember(
  text: string,
  members: readonly TextRange[],
  index: number,
): readonly TextEdit[] {
  const member = members[index];
  if (member === undefined) return [];
  const after = nextToken(text, member.end);
  if (text.charAt(after) === ',') return removeWithComma(text, member, after);
  const before = members[index - 1];
  if (before === undefined) return [removeBetween(member.start, member.end)];
  const comma = nextToken(text, before.end);
  if (text.charAt(comma) !== ',') return [removeBetween(member.start, member.end)];
  return text.slice(comma + 1, member.start).trim() === ''
    ? [removeBetween(comma, member.end)]
    : [removeBetween(comma, comma + 1), removeBetween(member.start, member.end)];
}

/** A member and the comma behind it. */
function removeWithComma(text: string, member: TextRange, comma: number): readonly TextEdit[] {
  if (text.slice(member.end, comma).trim() !== '') {
    return [removeBetween(member.start, member.end), removeBetween(comma, comma + 1)];
  }
  const end = skipBlanks(text, comma + 1);
  const wholeLine = beginsLine(text, member.start) && end === lineEnd(text, end);
  return wholeLine
    ? [removeBetween(lineStart(text, member.start), nextLine(text, end))]
    : [removeBetween(member.start, end)];
}
