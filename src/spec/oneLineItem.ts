import { parseDocument } from 'yaml';

import { DiagnosticList } from './diagnosticList.js';
import type { SourceNode } from './sourceTree.js';
import { TreeBuilder } from './treeBuilder.js';
import { YAML_OPTIONS } from './yamlOptions.js';

/** Distinct items that are remembered: all those of a few large specs. */
const MAX_REMEMBERED = 10_000;

const remembered = new Map<string, SourceNode | undefined>();

function readItem(source: string): SourceNode | undefined {
  const document = parseDocument(source, YAML_OPTIONS);
  if (document.errors.length > 0 || document.warnings.length > 0) return undefined;
  const diagnostics = new DiagnosticList();
  const tree = new TreeBuilder(source, diagnostics).build(document.contents);
  const whole = tree?.range.start === 0 && tree.range.end === source.length;
  return whole && diagnostics.list().length === 0 ? tree : undefined;
}

/**
 * The tree of a text such as `{type: dense, units: 32}` with ranges from its beginning; undefined when anything is
 * wrong with it. Equal texts, as most layers of a network are, are read once.
 * @param source one line without anchors, aliases, tags and quotes
 */
export function readOneLineItem(source: string): SourceNode | undefined {
  if (remembered.has(source)) return remembered.get(source);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const tree = readItem(source);
  remembered.set(source, tree);
  return tree;
}

/** The same tree further on in the text. */
export function shiftTree(node: SourceNode, by: number): SourceNode {
  const range = { start: node.range.start + by, end: node.range.end + by };
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
          keyRange: { start: keyRange.start + by, end: keyRange.end + by },
          value: shiftTree(value, by),
        })),
        flow: node.flow,
        column: node.column,
      };
  }
}
