import type { SyntaxProblem } from './diagnosticList.js';
import { lineEnd, nextLine } from './editText.js';
import { readOneLineItem, shiftProblem, shiftTree } from './oneLineItem.js';
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

/** A longer line is no layer. */
const MAX_LINE_LENGTH = 1000;

const DASH_AND_BRACE = /( *)- +(?=\{)/y;
const EMPTY_LINE = / *(?:#[^\r\n]*)?\r?\n/y;
/** What gets its meaning from elsewhere: anchors, aliases and tags. */
const REFERENCE = /[&*!]/;

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

interface ItemLine {
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

/** The item on the line that begins at an offset, if it is one in braces and all of it is there. */
function readLine(text: string, offset: number): ItemLine | undefined {
  const dash = matchAt(DASH_AND_BRACE, text, offset);
  if (dash === null) return undefined;
  const start = offset + dash[0].length;
  const stop = lineEnd(text, start);
  if (stop - offset > MAX_LINE_LENGTH) return undefined;
  const source = withoutComment(text.slice(start, stop));
  if (REFERENCE.test(source)) return undefined;
  const column = dash[1]?.length ?? 0;
  const next = skipEmptyLines(text, nextLine(text, stop));
  if (goesOn(text, next, column)) return undefined;
  const read = readOneLineItem(source);
  if (read === undefined) return undefined;
  return {
    column,
    start,
    end: start + read.end,
    item: shiftTree(read.tree, start),
    problem: read.problem === undefined ? undefined : shiftProblem(read.problem, start),
    next,
  };
}

/** The longest run of item lines from an offset on, equally indented, with empty lines in between. */
function readRun(text: string, offset: number): (Run & { readonly next: number }) | undefined {
  const first = readLine(text, offset);
  if (first === undefined) return undefined;
  const lines = [first];
  let last = first;
  for (;;) {
    const line = readLine(text, last.next);
    if (line?.column !== first.column) break;
    lines.push(line);
    last = line;
  }
  return {
    start: first.start,
    end: last.end,
    items: lines.map(({ item }) => item),
    problems: lines.flatMap(({ problem }) => problem ?? []),
    next: last.next,
  };
}

/**
 * Replaces every run of one-line items by one plain word of the same length. A network is a long list of such lines,
 * most of them alike: to compose them one by one would take nearly all of the time that reading a spec takes. And an
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
