import { readOneLineItem, shiftTree } from './oneLineItem.js';
import type { SourceNode } from './sourceTree.js';

/** Items of a block list in consecutive lines. */
export interface Run {
  /** Where the first item begins, behind its dash. */
  readonly start: number;
  /** Where the last item ends. */
  readonly end: number;
  readonly items: readonly SourceNode[];
}

export interface FoldedText {
  /** As long as the text itself, so that every offset means the same. */
  readonly text: string;
  /** By their beginning. */
  readonly runs: ReadonlyMap<number, Run>;
}

/**
 * A line with one item in braces. Nothing in it means anything beyond its line: no quotes, anchors, aliases, tags,
 * block texts and directives, and a number sign in the comment only.
 */
const ITEM_LINE = /( *)- +(\{[\w .,:+\-/{}[\]]*\})[ \t]*(?<comment>(?<=[ \t])#[^\r\n]*)?\r?(?:\n|$(?![^]))/y;
const EMPTY_LINE = / *(?:#[^\r\n]*)?\r?\n/y;

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}

interface Line {
  readonly indentation: number;
  readonly item: SourceNode;
  readonly next: number;
}

/** The item on the line that begins at an offset. */
function readLine(text: string, offset: number): Line | undefined {
  const match = matchAt(ITEM_LINE, text, offset);
  const source = match?.[2];
  if (match === null || source === undefined) return undefined;
  const tree = readOneLineItem(source);
  if (tree === undefined) return undefined;
  const item = shiftTree(tree, text.indexOf('{', offset));
  return { indentation: match[1]?.length ?? 0, item, next: offset + match[0].length };
}

/** The longest run of item lines from an offset on, equally indented, with blank lines and comments in between. */
function readRun(text: string, offset: number): (Run & { readonly next: number }) | undefined {
  const first = readLine(text, offset);
  if (first === undefined) return undefined;
  const items = [first.item];
  let next = first.next;
  for (let at = next; at < text.length;) {
    const line = readLine(text, at);
    if (line === undefined) {
      const empty = matchAt(EMPTY_LINE, text, at);
      if (empty === null) break;
      at += empty[0].length;
    } else {
      if (line.indentation !== first.indentation) break;
      items.push(line.item);
      next = at = line.next;
    }
  }
  return { start: first.item.range.start, end: items.at(-1)?.range.end ?? 0, items, next };
}

function nextLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? text.length : feed + 1;
}

/**
 * Replaces every run of one-line items by one plain word of the same length. A network is a long list of such
 * lines, most of them alike: to compose them one by one would take nearly all of the time that reading a spec takes.
 *
 * This changes nothing but the time if the word turns out to be an item of a block list, from its first
 * character to its last: then it stood where a node begins, so did the first item, and the lines below at the same
 * column go on with the same list.
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
