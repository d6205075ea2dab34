import { LineIndex, type TextEdit, type TextRange } from '../base/textRange.js';
import { DiagnosticList } from '../spec/diagnosticList.js';
import { parseTree } from '../spec/parseTree.js';
import type { SourceNode } from '../spec/sourceTree.js';
import { applyEdits } from './applyEdits.js';
import { lexSpec, type SpecToken } from './lexSpec.js';
import { lineIndents } from './lineIndents.js';
import { indentEdits } from './indentEdits.js';
import { spacingEdits } from './spacingEdits.js';

/**
 * The edits that put a spec in order: two columns of indentation a level, one space where one is due, at most one
 * blank line in a row. They touch nothing but white space, and there are none where the text has errors or would
 * change its meaning.
 * @param range format the lines of this range only
 */
export function formatSpec(text: string, range?: TextRange): readonly TextEdit[] {
  const tree = readTree(text);
  if (tree === undefined) return [];
  const tokens = lexSpec(text);
  // In a text over several lines white space counts.
  if (tokens.some(({ kind }) => kind === 'blockScalar')) return [];
  const edits = [...indentEdits(text, tokens, lineIndents(text, tree)), ...spacingEdits(text, tokens)].filter(
    (edit) => text.slice(edit.range.start, edit.range.end) !== edit.newText,
  );
  const chosen = range === undefined ? edits : edits.filter(withinLines(text, range));
  const formatted = applyEdits(text, chosen);
  return meansTheSame({ tree, tokens }, formatted) ? chosen : [];
}

/** Undefined for a text with errors in its syntax. */
function readTree(text: string): SourceNode | undefined {
  const diagnostics = new DiagnosticList();
  const tree = parseTree(text, diagnostics);
  return diagnostics.hasError ? undefined : tree;
}

function withinLines(text: string, range: TextRange): (edit: TextEdit) => boolean {
  const lines = new LineIndex(text);
  const first = lines.positionAt(range.start).line;
  const last = lines.positionAt(range.end).line;
  return (edit) => {
    const start = lines.positionAt(edit.range.start).line;
    return first <= start && lines.positionAt(edit.range.end).line <= last;
  };
}

function meansTheSame(
  before: { readonly tree: SourceNode; readonly tokens: readonly SpecToken[] },
  formatted: string,
): boolean {
  const tree = readTree(formatted);
  if (tree === undefined || plain(tree) !== plain(before.tree)) return false;
  return comments(lexSpec(formatted)) === comments(before.tokens);
}

const comments = (tokens: readonly SpecToken[]): string =>
  tokens.flatMap(({ kind, source }) => (kind === 'comment' ? [source.trimEnd()] : [])).join('\n');

/** A tree without its places. */
function plain(node: SourceNode): string {
  switch (node.kind) {
    case 'scalar':
      return `${typeof node.value} ${JSON.stringify(node.value)}`;
    case 'list':
      return `[${node.items.map(plain).join()}]`;
    case 'map':
      return `{${node.entries.map(({ key, value }) => `${JSON.stringify(key)}:${plain(value)}`).join()}}`;
  }
}
