import type { SyntaxProblem } from './diagnosticList.js';
import { lineEnd, nextLine } from './editText.js';
import { readFoldedItem, shiftProblem, shiftTree } from './foldedItem.js';
import type { SourceNode } from './sourceTree.js';

/** Items of a block list in consecutive lines. */
export interface Run {
  /** Where the first item begins, behind its dash. */
  readonly start: number;
  /** Where the last item ends. */
  readonly end: number;
  readonly items: readonly SourceNode[];
  /** What is wrong with the syntax of items. */
  readonly problems: readonly SyntaxProblem[];
}

export interface FoldedText {
  /** As long as the text itself, so that every offset means the same. */
  readonly text: string;
  /** By their beginning. */
  readonly runs: ReadonlyMap<number, Run>;
}

/** A longer item is no layer. */
const MAX_ITEM_LENGTH = 1000;

const DASH_AND_BRACE = /( *)- +(?=\{)/y;
const DASH_AND_KEY = /( *)- +(?=[A-Za-z]\w*:(?:[ \r\n]|$))/y;
const KEY = /( *)(?=[A-Za-z]\w*:(?:[ \r\n]|$))/y;
const EMPTY_LINE = / *(?:#[^\r\n]*)?\r?\n/y;
/** What gets its meaning from elsewhere: anchors, aliases and tags. */
const REFERENCE = /[&*!]/;
/** A text in the lines below its key. */
const BLOCK_TEXT = /: +[|>]/;

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}

/** Behind empty lines and lines with a comment alone. */
function skipEmptyLines(text: string, offset: number): number {
  let at = offset;
  for (let empty = matchAt(EMPTY_LINE, text, at); empty !== null; empty = matchAt(EMPTY_LINE, text, at)) {
    at += empty[0].length;
  }
  return at;
}

/** An item without blanks and a comment behind it. A number sign within quotes begins none. */
function withoutComment(item: string): string {
  const comment = item.indexOf(' #');
  const stripped = comment >= 0 && !/["']/.test(item.slice(comment)) ? item.slice(0, comment) : item;
  return stripped.trimEnd();
}

interface Item {
  /** Of its dash. */
  readonly column: number;
  readonly start: number;
  readonly end: number;
  readonly item: SourceNode;
  readonly problem: SyntaxProblem | undefined;
  /** The next line that is not empty. */
  readonly next: number;
}

/**
 * Whether a line may go on with an item of the line above: it is further in than the dash, or a bracket that closes
 * right below it, which the `yaml` package lets pass; a tab may be anything.
 */
function goesOn(text: string, offset: number, column: number): boolean {
  const below = text.slice(offset, offset + column + 1);
  const first = below.trimStart().charAt(0);
  return /^ *\t/.test(below) || (below.length > column && first === '') || first === '}' || first === ']';
}

/** Whether a comment on a line of its own is further in than a dash: it belongs to the keys above. */
const hasInnerComment = (between: string, column: number): boolean =>
  between.split('\n').some((line, i) => i > 0 && line.search(/\S/) > column);

/** The end of the last line of an item that has a key on each of its lines, all of them indented alike. */
function endOfKeys(text: string, start: number, column: number): number {
  let stop = lineEnd(text, start);
  for (;;) {
    const next = nextLine(text, stop);
    if (next > text.length || matchAt(KEY, text, next)?.[1]?.length !== column) return stop;
    stop = lineEnd(text, next);
  }
}

/**
 * The item on the line that begins at an offset, if it is one in braces, or one of keys on lines of their own, and all
 * of it is there.
 */
function readItem(text: string, offset: number): Item | undefined {
  const brace = matchAt(DASH_AND_BRACE, text, offset);
  const dash = brace ?? matchAt(DASH_AND_KEY, text, offset);
  if (dash === null) return undefined;
  const start = offset + dash[0].length;
  const stop = brace === null ? endOfKeys(text, start, dash[0].length) : lineEnd(text, start);
  if (stop - offset > MAX_ITEM_LENGTH) return undefined;
  const lastLine = Math.max(start, text.lastIndexOf('\n', stop - 1) + 1);
  // Keys on several lines belong together by their column.
  const indentation = brace === null ? dash[0].length : 0;
  const source =
    ' '.repeat(indentation) + text.slice(start, lastLine) + withoutComment(text.slice(lastLine, stop));
  if (REFERENCE.test(source) || (brace === null && BLOCK_TEXT.test(source))) return undefined;
  const column = dash[1]?.length ?? 0;
  const next = skipEmptyLines(text, nextLine(text, stop));
  if (goesOn(text, next, column)) return undefined;
  if (brace === null && hasInnerComment(text.slice(stop, next), column)) return undefined;
  const read = readFoldedItem(source);
  if (read === undefined) return undefined;
  const shift = start - indentation;
  return {
    column,
    start,
    end: shift + read.end,
    item: shiftTree(read.tree, shift),
    problem: read.problem === undefined ? undefined : shiftProblem(read.problem, shift),
    next,
  };
}

/** The longest run of items from an offset on, equally indented, with empty lines in between. */
function readRun(text: string, offset: number): (Run & { readonly next: number }) | undefined {
  const first = readItem(text, offset);
  if (first === undefined) return undefined;
  const items = [first];
  let last = first;
  for (;;) {
    const item = readItem(text, last.next);
    if (item?.column !== first.column) break;
    items.push(item);
    last = item;
  }
  return {
    start: first.start,
    end: last.end,
    items: items.map(({ item }) => item),
    problems: items.flatMap(({ problem }) => problem ?? []),
    next: last.next,
  };
}

/**
 * Replaces every run of such items by one plain word of the same length. A network is a long list of them, most of
 * them alike: to compose them one by one would take nearly all of the time that reading a spec takes. And an
 * item that is broken, since it is being typed, would take all items below it along.
 *
 * This changes nothing else if the word turns out to be an item of a block list, from its first character to its
 * last: then it stood where a node begins, so did the first item, and the lines below at the same column go on with
 * the same list. For what is in an item cannot go on in a line that is not further in than its dash.
 * @returns undefined when there is nothing to replace
 */
export function foldItems(text: string): FoldedText | undefined {
  const runs = new Map<number, Run>();
  const pieces: string[] = [];
  let copied = 0;
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length;) {
    const run = readRun(text, at);
    if (run === undefined) {
      at = nextLine(text, at);
      continue;
    }
    runs.set(run.start, run);
    pieces.push(text.slice(copied, run.start), 'x'.repeat(run.end - run.start));
    copied = run.end;
    at = run.next;
  }
  return runs.size === 0 ? undefined : { text: pieces.join('') + text.slice(copied), runs };
}
