import type { TextRange } from '../base/textRange.js';
import type { SourceNode } from '../spec/sourceTree.js';

const holds = ({ start, end }: TextRange, offset: number): boolean => start <= offset && offset <= end;

/** The ranges that hold an offset, each inside the next: word, value, entry, group, … up to the whole text. */
export function selectionRanges(tree: SourceNode | undefined, offset: number): readonly TextRange[] {
  const found: TextRange[] = [];
  const add = (range: TextRange): void => {
    const inner = found[0];
    if (inner === undefined || (range.start >= inner.start && range.end <= inner.end)) found.unshift(range);
  };
  for (let node = tree; node !== undefined;) {
    if (!holds(node.range, offset)) break;
    add(node.range);
    node = step(node, offset, add);
  }
  return found;
}

/** The child that holds the offset; ranges on the way to it are added. */
function step(node: SourceNode, offset: number, add: (range: TextRange) => void): SourceNode | undefined {
  if (node.kind === 'scalar') return undefined;
  if (node.kind === 'list') return node.items.find(({ range }) => holds(range, offset));
  const entry = node.entries.find(({ keyRange, value }) =>
    holds({ start: keyRange.start, end: Math.max(keyRange.end, value.range.end) }, offset),
  );
  if (entry === undefined) return undefined;
  add({ start: entry.keyRange.start, end: Math.max(entry.keyRange.end, entry.value.range.end) });
  if (holds(entry.keyRange, offset)) {
    add(entry.keyRange);
    return undefined;
  }
  return entry.value;
}
