import { LineIndex, type TextEdit } from '../base/textRange.js';
import type { SpecToken } from './lexSpec.js';

/** A line that a token begins, with its indentation now and then. */
interface Line {
  readonly start: number;
  readonly column: number;
  readonly kind: 'structure' | 'comment' | 'continuation';
  /** Known for lines of the structure. */
  readonly indent: number | undefined;
}

/**
 * Edits that indent lines as `indents` says. Comments go with the line that they are aligned with, and the lines of
 * a bracket that is open with the one that it began on.
 * @param indents by line
 */
export function indentEdits(
  text: string,
  tokens: readonly SpecToken[],
  indents: ReadonlyMap<number, number>,
): readonly TextEdit[] {
  const lines = linesOf(text, tokens, indents);
  let shift = 0;
  return lines.map((line, i) => {
    const { start, column } = line;
    if (line.indent !== undefined) shift = line.indent - column;
    const indent =
      line.indent ??
      (line.kind === 'comment' ? commentIndent(lines, i) : undefined) ??
      Math.max(0, column + shift);
    return { range: { start, end: start + column }, newText: ' '.repeat(indent) };
  });
}

/** The lines that begin with a token; blank ones, and those inside a scalar, are left out. */
function linesOf(
  text: string,
  tokens: readonly SpecToken[],
  indents: ReadonlyMap<number, number>,
): readonly Line[] {
  const index = new LineIndex(text);
  const lines: Line[] = [];
  let begins = true;
  for (const { kind, start, source } of tokens) {
    if (kind === 'newline') begins = true;
    if (kind === 'newline' || kind === 'space' || source === '\uFEFF') continue;
    if (begins) {
      const { line, column } = index.positionAt(start);
      const bom = line === 0 && text.startsWith('\uFEFF') ? 1 : 0;
      const indent = indents.get(line);
      lines.push({
        start: start - column + bom,
        column: column - bom,
        kind: kind === 'comment' ? 'comment' : indent === undefined ? 'continuation' : 'structure',
        indent: kind === 'comment' ? undefined : indent,
      });
    }
    begins = false;
  }
  return lines;
}

/** Where a comment goes: with the line below that begins at its column, else the nearest above, else the one below. */
function commentIndent(lines: readonly Line[], at: number): number | undefined {
  const column = lines[at]?.column;
  const below = lines.slice(at + 1).find(({ kind }) => kind !== 'comment');
  if (below?.column === column && below?.indent !== undefined) return below.indent;
  for (let i = at - 1; i >= 0; i--) {
    const line = lines[i];
    if (line?.kind === 'structure' && line.column === column) return line.indent;
    if (line?.kind === 'structure' && column !== undefined && line.column < column) break;
  }
  return below === undefined || below.kind === 'continuation' ? undefined : below.indent;
}
