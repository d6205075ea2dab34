import type { TextEdit } from '../base/textRange.js';
import { readComments } from '../spec/comments.js';
import { CONTINUUM_CODES } from '../symmetry/continuumCodes.js';
import { SYMMETRY_CODES } from '../symmetry/symmetryCodes.js';
import type { Completion } from './suggestion.js';

const SILENCER = /#\s*bbd-ignore(?:-file)?((?:\s+[\w.]+)*\s*,?\s*)$/;

/** The codes that a comment which silences diagnostics can still name. */
export function silencingCodes(text: string, start: number, end: number): readonly Completion[] {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const named = SILENCER.exec(line)?.[1];
  if (named === undefined || !/\s$/.test(line)) return [];
  const written = named.split(/[\s,]+/);
  return [...SYMMETRY_CODES, ...CONTINUUM_CODES]
    .filter((code) => !written.includes(code))
    .map((code, rank) => ({
      label: code,
      kind: 'value',
      documentation: 'See docs/diagnostics.md.',
      insert: code,
      range: { start, end },
      continues: false,
      rank,
    }));
}

/**
 * Adds a comment that silences a code on the line of an offset: at its end, in the silencing comment that is there,
 * or above a line that ends with another comment.
 */
export function silenceOnLine(text: string, offset: number, code: string): TextEdit {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = offset + (/\r?\n|$/.exec(text.slice(offset))?.index ?? 0);
  const comment = readComments(text).find(({ range }) => start <= range.start && range.start < end);
  if (comment === undefined) {
    const written = text.slice(start, end).trimEnd();
    return insertAt(start + written.length, `${written === '' ? '' : ' '}# bbd-ignore ${code}`);
  }
  if (/^bbd-ignore(?![\w-])/.test(comment.text)) {
    return insertAt(comment.range.start + text.slice(comment.range.start, end).trimEnd().length, ` ${code}`);
  }
  const indentation = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  return insertAt(start, `${indentation}# bbd-ignore ${code}${newlineOf(text)}`);
}

const insertAt = (at: number, newText: string): TextEdit => ({ range: { start: at, end: at }, newText });

const newlineOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** Adds a comment that silences a code in the whole text, behind the comments that it begins with. */
export function silenceInFile(text: string, code: string): TextEdit {
  const existing = /^[ \t]*#[ \t]*bbd-ignore-file[^\r\n]*/m.exec(text);
  if (existing !== null) {
    const at = existing.index + existing[0].trimEnd().length;
    return insertAt(at, ` ${code}`);
  }
  const header = /^\uFEFF?(?:#[^\n]*\n)*/.exec(text)?.[0].length ?? 0;
  return insertAt(header, `# bbd-ignore-file ${code}${newlineOf(text)}`);
}
