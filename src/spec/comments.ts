import { Lexer } from 'yaml';

import type { TextRange } from '../base/textRange.js';

export interface Comment {
  /** Without the number sign and without blanks around. */
  readonly text: string;
  /** From the number sign to the end of the line. */
  readonly range: TextRange;
  /** Whether nothing but blanks stands before it on its line. */
  readonly ownLine: boolean;
}

/** Where there are no quotes and no block scalars, a number sign behind a blank begins a comment. */
const QUOTE_OR_BLOCK = /["'|>]/;
const COMMENT = /(?<![^ \t\r\n])#[^\r\n]*/g;
const BYTE_ORDER_MARK = '\uFEFF';

/** The lexer announces a scalar by this character; what follows is its text, whatever it begins with. */
const SCALAR_FOLLOWS = '\x1f';
/** Announcements are characters of their own, which the text does not have. */
const ANNOUNCEMENTS: ReadonlySet<string> = new Set(['\x02', '\x18', SCALAR_FOLLOWS]);

function* offsetsByLexer(text: string): Generator<readonly [offset: number, source: string]> {
  let offset = 0;
  let scalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith('#') && !scalar) yield [offset, lexeme];
    scalar = lexeme === SCALAR_FOLLOWS;
    if (!ANNOUNCEMENTS.has(lexeme)) offset += lexeme.length;
  }
}

function* offsetsByPattern(text: string): Generator<readonly [offset: number, source: string]> {
  for (const match of text.matchAll(COMMENT)) yield [match.index, match[0]];
}

/** The comments of a YAML text, in order. Number signs within quoted or block texts are none. */
export function readComments(text: string): readonly Comment[] {
  if (!text.includes('#')) return [];
  const skipped = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  const body = text.slice(skipped);
  const found = QUOTE_OR_BLOCK.test(body) ? offsetsByLexer(body) : offsetsByPattern(body);
  return Array.from(found, ([offset, source]) => {
    const start = offset + skipped;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    return {
      text: source.slice(1).trim(),
      range: { start, end: start + source.length },
      ownLine: text.slice(Math.max(lineStart, skipped), start).trim() === '',
    };
  });
}
