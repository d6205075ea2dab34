import type { TextEdit } from '../base/textRange.js';
import type { SpecToken } from './lexSpec.js';

/** A comment nearer than this to what is before it keeps its distance; one further away its column. */
const NEAR = 3;

/** Edits of the white space behind the first token of a line, and of blank lines. */
export function spacingEdits(text: string, tokens: readonly SpecToken[]): readonly TextEdit[] {
  const visible = tokens.filter(
    ({ kind, source }) => kind !== 'space' && kind !== 'newline' && source !== '\uFEFF',
  );
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const edits: TextEdit[] = [];
  const first = visible[0];
  if (first === undefined) return [];
  const begin = text.startsWith('\uFEFF') ? 1 : 0;
  const lead = text.slice(begin, first.start);
  const leadingLines = lead.lastIndexOf('\n') + 1;
  if (leadingLines > 0) edits.push({ range: { start: begin, end: begin + leadingLines }, newText: '' });
  let moved = 0;
  visible.forEach((token, i) => {
    const start = token.start + token.source.trimEnd().length;
    const next = visible[i + 1];
    const end = next?.start ?? text.length;
    const gap = text.slice(start, end);
    if (next === undefined) {
      edits.push({ range: { start, end }, newText: newline });
    } else if (gap.includes('\n')) {
      const lastLine = start + gap.lastIndexOf('\n') + 1;
      const blank = gap.split('\n').length > 2;
      edits.push({ range: { start, end: lastLine }, newText: newline.repeat(blank ? 2 : 1) });
      moved = 0;
    } else {
      const wanted = spaceBetween(token, next, gap, moved);
      moved += wanted.length - gap.length;
      edits.push({ range: { start, end }, newText: wanted });
    }
  });
  return edits;
}

/**
 * The white space between two tokens of one line.
 * @param moved how far the end of the first one has been moved to the right
 */
function spaceBetween(token: SpecToken, next: SpecToken, gap: string, moved: number): string {
  if (next.kind === 'comment') {
    return ' '.repeat(gap.length < NEAR ? Math.max(1, gap.length) : Math.max(1, gap.length - moved));
  }
  if (token.kind === 'open' || next.kind === 'close' || next.kind === 'comma' || next.kind === 'colon')
    return '';
  return ' ';
}
