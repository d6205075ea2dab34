import { CST, Lexer } from 'yaml';

export type TokenKind =
  'space' | 'newline' | 'comment' | 'dash' | 'colon' | 'comma' | 'open' | 'close' | 'blockScalar' | 'other';

/** A piece of a spec's text as YAML cuts it; all of them in a row are the text. */
export interface SpecToken {
  readonly kind: TokenKind;
  readonly start: number;
  readonly source: string;
}

const KINDS: Partial<Record<NonNullable<ReturnType<typeof CST.tokenType>>, TokenKind>> = {
  'space': 'space',
  'newline': 'newline',
  'comment': 'comment',
  'seq-item-ind': 'dash',
  'map-value-ind': 'colon',
  'comma': 'comma',
  'flow-map-start': 'open',
  'flow-seq-start': 'open',
  'flow-map-end': 'close',
  'flow-seq-end': 'close',
  'block-scalar-header': 'blockScalar',
};

/** The tokens of a text, none left out. */
export function lexSpec(text: string): readonly SpecToken[] {
  const tokens: SpecToken[] = [];
  let start = 0;
  let isScalar = false;
  for (const source of new Lexer().lex(text)) {
    const type = CST.tokenType(source);
    // Control characters announce a document and a plain scalar; they are not in the text.
    if (type === 'doc-mode' || type === 'flow-error-end') continue;
    if (type === 'scalar' && source === CST.SCALAR) {
      isScalar = true;
      continue;
    }
    const kind = isScalar || type === null ? 'other' : (KINDS[type] ?? 'other');
    isScalar = false;
    tokens.push({ kind, start, source });
    start += source.length;
  }
  return tokens;
}
