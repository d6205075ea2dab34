import { parseDocument } from 'yaml';

import type { TextRange } from '../base/textRange.js';
import { DiagnosticList, type SyntaxProblem } from './diagnosticList.js';
import type { SourceNode } from './sourceTree.js';
import { describeSyntaxError } from './syntaxProblem.js';
import { TreeBuilder } from './treeBuilder.js';
import { YAML_OPTIONS } from './yamlOptions.js';

/** An item of a list, such as `{type: dense, units: 32}`, read on its own: all ranges count from its text's beginning. */
export interface FoldedItem {
  readonly tree: SourceNode;
  /** Where it ends: with its last brace, or with the text where that is broken. */
  readonly end: number;
  /** What is wrong with its syntax: the first error says it. */
  readonly problem: SyntaxProblem | undefined;
}

/** Distinct items that are remembered: all those of a few large specs. */
const MAX_REMEMBERED = 10_000;

const remembered = new Map<string, FoldedItem | undefined>();

function readItem(source: string): FoldedItem | undefined {
  const { contents, errors, warnings } = parseDocument(source, YAML_OPTIONS);
  const found = new DiagnosticList();
  const tree = new TreeBuilder(source, found).build(contents);
  if (tree?.kind !== 'map' || tree.range.start !== source.search(/\S/) || warnings.length > 0)
    return undefined;
  const [error] = errors;
  if (error !== undefined) {
    return { tree, end: source.length, problem: describeSyntaxError(error, source) };
  }
  // What else is said about it needs the text around it: equal keys point at each other.
  if (found.list().length > 0) return undefined;
  // Where a value ends that is not written is told by what follows.
  const last = tree.flow ? undefined : tree.entries.at(-1)?.value;
  if (last?.kind === 'scalar' && last.source === '') return undefined;
  return { tree, end: tree.range.end, problem: undefined };
}

/**
 * Reads one item by itself; undefined when that cannot be done. Equal texts, as most layers of a network are, are
 * read once.
 * @param source without anchors, aliases and tags: one line in braces, or several lines of a key each, equally indented
 */
export function readFoldedItem(source: string): FoldedItem | undefined {
  if (remembered.has(source)) return remembered.get(source);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const item = readItem(source);
  remembered.set(source, item);
  return item;
}

const shiftRange = ({ start, end }: TextRange, by: number): TextRange => ({
  start: start + by,
  end: end + by,
});

/** The same tree further on in the text. */
export function shiftTree(node: SourceNode, by: number): SourceNode {
  const range = shiftRange(node.range, by);
  switch (node.kind) {
    case 'scalar':
      return { kind: 'scalar', range, value: node.value, source: node.source };
    case 'list':
      return { kind: 'list', range, items: node.items.map((item) => shiftTree(item, by)) };
    case 'map':
      return {
        kind: 'map',
        range,
        entries: node.entries.map(({ key, keyRange, value }) => ({
          key,
          keyRange: shiftRange(keyRange, by),
          value: shiftTree(value, by),
        })),
        flow: node.flow,
        column: node.column,
      };
  }
}

/** The same problem further on in the text. */
export function shiftProblem(problem: SyntaxProblem, by: number): SyntaxProblem {
  const { range, fix } = problem;
  const moved = { ...problem, range: shiftRange(range, by) };
  if (fix === undefined) return moved;
  const edits = fix.edits.map((edit) => ({ ...edit, range: shiftRange(edit.range, by) }));
  return { ...moved, fix: { ...fix, edits } };
}
