import { LineIndex } from '../base/textRange.js';
import type { SourceNode } from '../spec/sourceTree.js';

/** Lines that can be folded away behind the first one; zero-based. */
export interface FoldingRange {
  readonly start: number;
  readonly end: number;
  readonly kind: 'comment' | 'region' | undefined;
}

/** What can be folded: groups, lists and items of more than one line, runs of comments, `# region` … `# endregion`. */
export function foldingRanges(text: string, tree: SourceNode | undefined): readonly FoldingRange[] {
  const lines = text.split(/\r?\n/);
  const index = new LineIndex(text);
  const byStart = new Map<number, FoldingRange>();
  const add = (start: number, end: number, kind: FoldingRange['kind']): void => {
    const known = byStart.get(start);
    if (end > start && (known === undefined || known.end < end)) byStart.set(start, { start, end, kind });
  };
  const lineAt = (offset: number): number => index.positionAt(offset).line;
  const visit = (node: SourceNode): void => {
    if (node.kind === 'scalar') return;
    if (node.kind === 'list') {
      for (const item of node.items) {
        if (item.kind !== 'scalar') add(lineAt(item.range.start), lineAt(lastPlace(item)), undefined);
        visit(item);
      }
      return;
    }
    for (const { keyRange, value } of node.entries) {
      add(lineAt(keyRange.start), lineAt(lastPlace(value)), undefined);
      visit(value);
    }
  };
  if (tree !== undefined) visit(tree);
  for (const { start, end, kind } of commentRanges(lines)) add(start, end, kind);
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}

/** YAML takes blank lines behind a list along: the last place is where its last value ends. */
function lastPlace(node: SourceNode): number {
  const last =
    node.kind === 'list' ? node.items.at(-1) : node.kind === 'map' ? node.entries.at(-1) : undefined;
  const bracket = node.kind === 'map' && node.flow;
  if (bracket || last === undefined) return Math.max(node.range.start, node.range.end - 1);
  const inner =
    'value' in last && 'keyRange' in last
      ? Math.max(last.keyRange.end, lastPlace(last.value))
      : lastPlace(last);
  return inner;
}

function commentRanges(lines: readonly string[]): readonly FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const regions: number[] = [];
  let first: number | undefined;
  lines.forEach((line, i) => {
    const comment = /^\s*#\s*(region|endregion)?\b/.exec(line) ?? /^\s*#()/.exec(line);
    const marker = comment?.[1];
    if (marker === 'region') regions.push(i);
    const opened = marker === 'endregion' ? regions.pop() : undefined;
    if (opened !== undefined) ranges.push({ start: opened, end: i, kind: 'region' });
    const plain = comment !== null && (marker === undefined || marker === '');
    if (plain) first ??= i;
    if (first !== undefined && (!plain || i === lines.length - 1)) {
      ranges.push({ start: first, end: plain ? i : i - 1, kind: 'comment' });
      first = undefined;
    }
  });
  return ranges;
}
