import { assertNever } from '../base/result.js';
import type { SourceNode } from './sourceTree.js';
import type { ValueShape } from './valueType.js';

const MAX_QUOTED_LENGTH = 40;

/** Text from a spec in a message, shortened. */
export function quote(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ').trim();
  return `"${oneLine.length > MAX_QUOTED_LENGTH ? `${oneLine.slice(0, MAX_QUOTED_LENGTH)}…` : oneLine}"`;
}

/** A number as one can type it into a spec: `1e6`, `0.05`. */
export function writeNumber(value: number): string {
  const plain = String(value);
  const short = value.toExponential().replace('e+', 'e');
  return Math.abs(value) >= 1e5 && short.length < plain.length ? short : plain;
}

/** `a`, `a or b`, `a, b or c`. */
export function listWords(words: readonly string[], conjunction: 'or' | 'and'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

/** What a shape admits, after "must be": `a whole number from 1 to 1e6`. */
export function describeShape(shape: ValueShape): string {
  switch (shape.kind) {
    case 'integer':
      return `a whole number from ${writeNumber(shape.minimum)} to ${writeNumber(shape.maximum)}`;
    case 'number':
      return `a number from ${writeNumber(shape.minimum)} to ${writeNumber(shape.maximum)}`;
    case 'boolean':
      return 'true or false';
    case 'text':
      return 'a text';
    case 'choice':
      return listWords(
        shape.choices.map(({ name }) => name),
        'or',
      );
    case 'object':
      return `a group of keys such as {${Object.keys(shape.object.keys).slice(0, 2).join(': …, ')}: …}`;
    case 'variants':
      return `a group of keys such as {${shape.discriminator}: ${Object.keys(shape.variants)[0] ?? '…'}, …}`;
    case 'list':
      return `a list of ${shape.length === undefined ? '' : `${shape.length} `}${shape.itemTitle}`;
    case 'oneOf':
      return listWords(shape.shapes.map(describeShape), 'or');
    default:
      return assertNever(shape);
  }
}

/** What a node is, after "not": `the text "abc"`. */
export function describeNode(node: SourceNode): string {
  if (node.kind === 'map') return 'a group of keys';
  if (node.kind === 'list') return 'a list';
  switch (typeof node.value) {
    case 'string':
      return `the text ${quote(node.value)}`;
    case 'number':
      return `the number ${node.source}`;
    case 'boolean':
      return String(node.value);
    default:
      return 'nothing';
  }
}
