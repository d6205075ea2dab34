export { plainSymbol } from '../../src/quantities/plainSymbol.js';

/** A piece of a formula and how it stands. */
export interface SymbolPart {
  readonly text: string;
  readonly position: 'base' | 'sub' | 'super';
}

/**
 * Splits a formula written as in TeX, `½‖Ẇ^(m)‖²` or `K_W` or `z^(m+1)` or `L_{bulk}`, into pieces: `_` and `^` raise
 * or lower what follows, which is one group in braces, one in parentheses (kept), or one letter or digit.
 */
export function parseSymbol(source: string): SymbolPart[] {
  const parts: SymbolPart[] = [];
  const add = (text: string, position: SymbolPart['position']): void => {
    const last = parts.at(-1);
    if (position === 'base' && last?.position === 'base') {
      parts[parts.length - 1] = { text: last.text + text, position };
    } else if (text !== '') parts.push({ text, position });
  };
  const pattern = /[_^](?:\{([^}]*)\}|(\([^)]*\))|(.))|[^_^]+/gu;
  for (const match of source.matchAll(pattern)) {
    const [whole, braced, parenthesised, single] = match;
    const raised = braced ?? parenthesised ?? single;
    if (raised === undefined) add(whole, 'base');
    else add(raised, whole.startsWith('_') ? 'sub' : 'super');
  }
  return parts;
}
