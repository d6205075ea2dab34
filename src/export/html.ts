import { parseSymbol } from '../quantities/symbol.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Any text as HTML or XML, in an element or in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const TAGS = { sub: 'sub', super: 'sup' } as const;

/** A symbol of the table of definitions, its indices and powers lowered and raised. */
export const symbolHtml = (symbol: string): string =>
  parseSymbol(symbol)
    .map(({ text, position }) => {
      const escaped = escapeHtml(text);
      return position === 'base' ? escaped : `<${TAGS[position]}>${escaped}</${TAGS[position]}>`;
    })
    .join('');
