import { LineIndex } from '../base/textRange.js';
import type { MapNode, SourceNode } from '../spec/sourceTree.js';

const STEP = 2;

/**
 * How far the lines shall be indented that begin an entry or an item of the block style: two columns a level, items
 * inside the key that holds them.
 * @returns by line, zero-based; other lines are not in it
 */
export function lineIndents(text: string, tree: SourceNode): ReadonlyMap<number, number> {
  const lines = new LineIndex(text);
  const indents = new Map<number, number>();

  const setIndent = (offset: number, indent: number): void => {
    const { line, column } = lines.positionAt(offset);
    const before = text.slice(offset - column, offset).replace('\uFEFF', '');
    if (/^[\s-]*$/.test(before) && !indents.has(line)) indents.set(line, indent);
  };
  const visit = (node: SourceNode, indent: number): void => {
    // What an alias stands for has its own place.
    if (text.charAt(node.range.start) === '*') return;
    if (node.kind === 'map' && !node.flow) visitMap(node, indent);
    else if (node.kind === 'list' && text.charAt(node.range.start) === '-') {
      for (const item of node.items) {
        setIndent(dashBefore(text, item.range.start), indent);
        visit(item, indent + STEP);
      }
    } else setIndent(node.range.start, indent);
  };
  const visitMap = (map: MapNode, indent: number): void => {
    for (const { keyRange, value } of map.entries) {
      setIndent(keyRange.start, indent);
      if (value.range.start > keyRange.end) visit(value, indent + STEP);
    }
  };
  visit(tree, 0);
  return indents;
}

/** The dash of an item that begins at an offset: on its line, or alone on one above. */
function dashBefore(text: string, offset: number): number {
  const before = /-[ \t]*(?:#[^\n]*)?(?:\r?\n[ \t]*(?:#[^\n]*)?)*(?:&\S+[ \t]*)?$/.exec(
    text.slice(0, offset),
  );
  return before === null ? offset : before.index;
}
