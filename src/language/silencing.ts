import type { TextEdit } from '../base/textRange.js';
import { SYMMETRY_CODES } from '../symmetry/symmetryCodes.js';
import type { Completion } from './completion.js';

const SILENCER = /#.*?\bbbd-ignore(?:-file)?((?:\s+[\w.]+)*\s*,?\s*)$/;

/** The codes that a comment which silences diagnostics can still name. */
export function silencingCodes(text: string, start: number, end: number): readonly Completion[] {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const named = SILENCER.exec(line)?.[1];
  if (named === undefined || !/\s$/.test(line)) return [];
  const written = named.split(/[\s,]+/);
  return SYMMETRY_CODES.filter((code) => !written.includes(code)).map((code, rank) => ({
    label: code,
    kind: 'value',
    documentation: 'See docs/diagnostics.md.',
    insert: code,
    range: { start, end },
    continues: false,
    rank,
  }));
}

/** Adds a comment that silences a code on the line of an offset; a silencing comment that is there takes it up. */
export function silenceOnLine(text: string, offset: number, code: string): TextEdit {
  const lineEnd = /\r?\n|$/.exec(text.slice(offset))?.index ?? 0;
  const end = offset + lineEnd;
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, end);
  const written = line.trimEnd();
  const at = end - (line.length - written.length);
  const inserted = /#.*\bbbd-ignore(?!-file)[\s\w.,]*$/.test(written)
    ? ` ${code}`
    : `${written === '' ? '' : ' '}# bbd-ignore ${code}`;
  return { range: { start: at, end: at }, newText: inserted };
}

/** Adds a comment that silences a code in the whole text, behind the comments that it begins with. */
export function silenceInFile(text: string, code: string): TextEdit {
  const existing = /^[ \t]*#.*\bbbd-ignore-file[^\r\n]*/m.exec(text);
  if (existing !== null) {
    const at = existing.index + existing[0].trimEnd().length;
    return { range: { start: at, end: at }, newText: ` ${code}` };
  }
  const header = /^\uFEFF?(?:#[^\n]*\n)*/.exec(text)?.[0].length ?? 0;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return { range: { start: header, end: header }, newText: `# bbd-ignore-file ${code}${newline}` };
}
