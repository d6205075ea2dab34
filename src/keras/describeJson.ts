import { quote } from '../spec/describe.js';
import { textOf, type JsonNode } from './jsonNode.js';

/** What a value is, after "not": `the text "abc"`. */
export function describeJson(node: JsonNode): string {
  const text = textOf(node);
  if (text !== undefined) return `the text ${quote(text)}`;
  switch (node.type) {
    case 'object':
      return 'an object';
    case 'array':
      return 'a list';
    case 'null':
      return 'null';
    case 'number':
      return `the number ${String(node.value)}`;
    default:
      return String(node.value);
  }
}
