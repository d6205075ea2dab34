import { endsFlow, leadingKey, type OpenFrame } from './openStructure.js';

/**
 * The keys that a map which is open at a place has after it.
 * @param offset after the word that the cursor stands in
 * @param frames open there, outermost first
 */
export function keysAfter(text: string, offset: number, frames: readonly OpenFrame[]): readonly string[] {
  const map = frames.at(-1);
  if (map?.kind !== 'map') return [];
  const around = frames.findLast((frame) => !frame.flow);
  return map.flow ? flowKeys(text, offset, around?.column) : blockKeys(text, offset, map.column);
}

function blockKeys(text: string, offset: number, column: number): readonly string[] {
  const keys: string[] = [];
  const [, ...lines] = text.slice(offset).split(/\r?\n/);
  for (const line of lines) {
    const indent = line.search(/\S/);
    if (indent < 0 || indent > column || line.charAt(indent) === '#') continue;
    const found = leadingKey(line.slice(indent));
    if (indent < column || found === undefined) break;
    keys.push(found.key);
  }
  return keys;
}

const FLOW_TOKEN =
  /\r?\n|#[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[{}[\],]|:(?=\s)|[^\s,{}[\]:"'](?:[^\n,{}[\]:]|:(?=\S))*/g;

function flowKeys(text: string, offset: number, blockColumn: number | undefined): readonly string[] {
  const keys: string[] = [];
  let depth = 0;
  let scalar: string | undefined;
  for (const { 0: token, index } of text.slice(offset).matchAll(FLOW_TOKEN)) {
    if (token.endsWith('\n')) {
      const start = offset + index + token.length;
      const end = text.indexOf('\n', start);
      if (endsFlow(text.slice(start, end < 0 ? undefined : end), blockColumn)) break;
      continue;
    }
    if (token.startsWith('#')) continue;
    if (token === '}' || token === ']') depth--;
    if (depth < 0) break;
    if (token === ':' && depth === 0 && scalar !== undefined) keys.push(scalar);
    if (token === '{' || token === '[') depth++;
    scalar = /^[{}[\],:]$/.test(token) ? undefined : token.replace(/^(["'])(.*)\1$/, '$2').trim();
  }
  return keys;
}
