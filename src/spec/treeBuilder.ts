import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Alias,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

import type { TextRange } from '../base/textRange.js';
import { quote } from './describe.js';
import type { DiagnosticList } from './diagnosticList.js';
import type { Run } from './foldItems.js';
import type { MapEntry, SourceNode } from './sourceTree.js';
import type { SpecCode } from './specCodes.js';
import { visibleRange } from './syntaxProblem.js';

/** Nodes that aliases may stand for altogether: enough for any spec, too few for a "billion laughs" text. */
const MAX_ALIAS_NODES = 20_000;

type Collection = YAMLMap | YAMLSeq;

/** Turns the nodes of the `yaml` package into ours: aliases resolved, keys strings and unique, tags refused. */
export class TreeBuilder {
  private readonly anchors = new Map<string, unknown>();
  /** Collections that are being read: an alias to one of them would have no end. */
  private readonly open = new Set<unknown>();
  private aliasDepth = 0;
  private aliasNodes = 0;
  private exhausted = false;

  constructor(
    private readonly text: string,
    private readonly diagnostics: DiagnosticList,
    private readonly runs: ReadonlyMap<number, Run> = new Map(),
    private readonly met = new Set<Run>(),
  ) {}

  /** @returns undefined when the text cannot be expanded */
  build(contents: unknown): SourceNode | undefined {
    const tree = this.readNode(contents, { start: 0, end: 0 });
    return this.exhausted ? undefined : tree;
  }

  private problem(code: SpecCode, message: string, range: TextRange): void {
    this.diagnostics.reportSyntax({ code, severity: 'error', message, range });
  }

  private rangeOf(node: Collection | Scalar | Alias, fallback: TextRange): TextRange {
    const [start, end] = node.range ?? [];
    return start === undefined || end === undefined ? fallback : visibleRange(this.text, start, end);
  }

  /** @param place stands in for the range of a node that is not written */
  private readNode(node: unknown, place: TextRange): SourceNode {
    if (this.aliasDepth > 0) this.aliasNodes++;
    if (isAlias(node)) return this.readAlias(node, place);
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return blankAt(place);
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (node.tag !== undefined) {
      this.problem(
        'spec.tag',
        `Tags are not allowed: remove ${quote(node.tag.replace('tag:yaml.org,2002:', '!!'))}.`,
        startOfValue(this.rangeOf(node, place)),
      );
    }
    if (isScalar(node)) return this.readScalar(node, place);
    this.open.add(node);
    const tree = isMap(node) ? this.readMap(node, place) : this.readList(node, place);
    this.open.delete(node);
    return tree;
  }

  private readAlias(node: Alias, place: TextRange): SourceNode {
    const range = this.rangeOf(node, place);
    const target = this.anchors.get(node.source);
    const name = quote(`*${node.source}`);
    if (target === undefined) {
      this.problem('spec.alias', `${name} refers to no anchor "&${node.source}" above it.`, range);
    } else if (this.open.has(target)) {
      this.problem('spec.alias', `${name} refers to a group that it is part of.`, range);
    } else if (this.aliasNodes <= MAX_ALIAS_NODES) {
      this.aliasDepth++;
      const tree = this.readNode(target, range);
      this.aliasDepth--;
      if (this.aliasNodes <= MAX_ALIAS_NODES) return { ...tree, range };
      this.reportExhausted(range);
    }
    return blankAt(range);
  }

  /** Once: every alias that was being read ends up here. */
  private reportExhausted(range: TextRange): void {
    if (this.exhausted) return;
    this.exhausted = true;
    this.problem(
      'spec.alias',
      `The aliases up to here stand for more than ${MAX_ALIAS_NODES} values: write fewer.`,
      range,
    );
  }

  private readScalar(node: Scalar, place: TextRange): SourceNode {
    const { value } = node;
    const known =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
    if (isUnwritten(node)) return blankAt(place);
    const range = this.rangeOf(node, place);
    return { kind: 'scalar', range, value: known, source: this.text.slice(range.start, range.end) };
  }

  private readList(node: YAMLSeq, place: TextRange): SourceNode {
    const range = this.rangeOf(node, place);
    return {
      kind: 'list',
      range,
      items:
        this.runs.size === 0 || node.flow === true
          ? node.items.map((item) => this.readItem(item, range))
          : node.items.flatMap((item) => this.readRun(item) ?? this.readItem(item, range)),
    };
  }

  private readRun(item: unknown): readonly SourceNode[] | undefined {
    const items = this.runOf(item)?.items;
    if (items !== undefined && this.aliasDepth > 0)
      this.aliasNodes += items.reduce((sum, node) => sum + countNodes(node), 0);
    return items;
  }

  /** The run of items that an item of a block list stands for. */
  private runOf(item: unknown): Run | undefined {
    const run = isScalar(item) ? this.runs.get(item.range?.[0] ?? -1) : undefined;
    if (run === undefined || !isScalar(item) || item.range?.[1] !== run.end) return undefined;
    this.met.add(run);
    return run;
  }

  /** Finds the runs of a group that is not read, since it stands where a key should. */
  private meetRuns(node: unknown): void {
    if (isSeq(node) && node.flow !== true) {
      for (const item of node.items) if (this.runOf(item) === undefined) this.meetRuns(item);
    } else if (isMap(node)) {
      for (const { key, value } of node.items) {
        this.meetRuns(key);
        this.meetRuns(value);
      }
    }
  }

  private readItem(item: unknown, list: TextRange): SourceNode {
    // `[a: 1]` is a list with a map of one key.
    if (isPair(item)) return blankAt(list);
    const blank = isScalar(item) ? (item.range?.[0] ?? list.start) : list.start;
    return this.readNode(item, visibleRange(this.text, blank, blank));
  }

  private readMap(node: YAMLMap, place: TextRange): SourceNode {
    const entries: MapEntry[] = [];
    const byKey = new Map<string, MapEntry>();
    for (const { key, value } of node.items) {
      const entry = this.readEntry(key, value, place);
      if (entry === undefined) continue;
      const first = byKey.get(entry.key);
      if (first === undefined) {
        byKey.set(entry.key, entry);
        entries.push(entry);
      } else {
        this.diagnostics.report({
          code: 'spec.duplicateKey' satisfies SpecCode,
          severity: 'error',
          message: `${quote(entry.key)} is there already: keep one of the two.`,
          range: entry.keyRange,
          related: [{ message: 'The first one', range: first.keyRange }],
        });
      }
    }
    const range = this.mapRange(node, entries, place);
    const flow = node.flow === true;
    return { kind: 'map', range, entries, flow, column: flow ? 0 : this.columnAt(range.start) };
  }

  private columnAt(offset: number): number {
    const lineStart = this.text.lastIndexOf('\n', offset - 1) + 1;
    return this.text.slice(lineStart, offset).replace('\uFEFF', '').length;
  }

  private readEntry(key: unknown, value: unknown, place: TextRange): MapEntry | undefined {
    if (!isScalar(key) || isUnwritten(key)) {
      this.meetRuns(key);
      const range = isMap(key) || isSeq(key) || isAlias(key) ? this.rangeOf(key, place) : place;
      this.problem('spec.syntax', 'A key must be a plain word before its colon.', startOfValue(range));
      return undefined;
    }
    const keyRange = this.rangeOf(key, place);
    const name = typeof key.value === 'string' ? key.value : this.text.slice(keyRange.start, keyRange.end);
    return { key: name, keyRange, value: this.readNode(value, keyRange) };
  }

  /** A block map reaches from its first key to its last value; YAML's own range takes blank lines along. */
  private mapRange(node: YAMLMap, entries: readonly MapEntry[], place: TextRange): TextRange {
    const first = entries[0];
    const last = entries.at(-1);
    if (node.flow === true || first === undefined || last === undefined) return this.rangeOf(node, place);
    return { start: first.keyRange.start, end: Math.max(last.keyRange.end, last.value.range.end) };
  }
}

function countNodes(node: SourceNode): number {
  if (node.kind === 'scalar') return 1;
  const inner = node.kind === 'list' ? node.items : node.entries.map(({ value }) => value);
  return inner.reduce((sum, item) => sum + countNodes(item), 1);
}

/** A value that is left out, as in `units:`. */
const isUnwritten = ({ range }: Scalar): boolean => range?.[0] === range?.[1];

const blankAt = (range: TextRange): SourceNode => ({ kind: 'scalar', range, value: null, source: '' });

const startOfValue = (range: TextRange): TextRange => ({
  start: range.start,
  end: Math.min(range.end, range.start + 1),
});
