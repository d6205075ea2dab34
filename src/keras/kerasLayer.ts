import type { TextRange } from '../base/textRange.js';
import { quote } from '../spec/describe.js';
import type { Report } from '../spec/diagnosticList.js';
import type { Located } from '../spec/valueType.js';
import { isGiven, itemsOf, located, member, numberOf, rangeOf, textOf, type JsonNode } from './jsonNode.js';
import type { KerasCode } from './kerasCodes.js';

/** An entry of a model's list of layers. */
export interface KerasLayer {
  readonly className: string;
  readonly name: Located<string>;
  /** The whole entry; of a wrapped layer, the wrapper's. */
  readonly node: JsonNode;
  /** Its settings; of a wrapped layer, its own. */
  readonly config: JsonNode | undefined;
  readonly range: TextRange;
}

/** Reads an entry; undefined when it does not even say its class. */
export function readLayer(node: JsonNode, index: number, report: Report<KerasCode>): KerasLayer | undefined {
  const classNode = member(node, 'class_name');
  const className = textOf(classNode);
  if (className === undefined) {
    report({
      code: 'keras.layer',
      severity: 'error',
      message: `Layer ${index + 1} does not say what it is: "class_name" is missing.`,
      range: classNode === undefined ? startOfNode(node) : rangeOf(classNode),
    });
    return undefined;
  }
  const config = member(node, 'config');
  // The graph refers to the entry's own name; sequential models have the config's alone.
  const nameNode = [member(node, 'name'), member(config, 'name')].find((at) => textOf(at) !== undefined);
  const name =
    nameNode === undefined
      ? { value: `${className.slice(0, MAX_NAME)}${index + 1}`, range: startOfNode(node), given: false }
      : located(textOf(nameNode) ?? '', nameNode);
  return unwrap({ className: operationName(className, config), name, node, config, range: rangeOf(node) });
}

const MAX_NAME = 80;

/** Keras 2 writes operators on tensors as calls of TensorFlow's functions. */
function operationName(className: string, config: JsonNode | undefined): string {
  if (className !== 'TFOpLambda' && className !== 'TensorFlowOpLayer') return className;
  const operation = textOf(member(config, 'function'));
  return operation === 'math.add' || operation === '__operators__.add' ? 'Add' : className;
}

/**
 * A layer that is applied at every place on its own does what the same layer does on the last axis: what matters is the
 * layer inside.
 */
function unwrap(layer: KerasLayer): KerasLayer {
  if (layer.className !== 'TimeDistributed') return layer;
  const inner = member(layer.config, 'layer');
  const className = textOf(member(inner, 'class_name'));
  return className === 'Dense' ? { ...layer, className, config: member(inner, 'config') } : layer;
}

/** The first character, for what is missing something. */
export const startOfNode = ({ offset, length }: JsonNode): TextRange => ({
  start: offset,
  end: offset + Math.min(1, length),
});

/** Where a layer's name stands, or its beginning: all of a long entry would drown the rest. */
export const placeOf = ({ name, node }: KerasLayer): TextRange =>
  name.given ? name.range : startOfNode(node);

/** `"dense_3" (Dense)`, shortened: for messages. */
export const titleOf = ({ name, className }: KerasLayer): string =>
  `${quote(name.value)} (${className.slice(0, MAX_NAME)})`;

/** A whole number of a config, at least 1; undefined when it is not one. */
export function countOf(node: JsonNode | undefined): Located<number> | undefined {
  const value = numberOf(node);
  return node !== undefined && value !== undefined && Number.isSafeInteger(value) && value >= 1
    ? located(value, node)
    : undefined;
}

/** Sizes along the axes: a list of whole numbers from 1, or one for all. */
export function sizesOf(node: JsonNode | undefined, axes: number): Located<readonly number[]> | undefined {
  if (!isGiven(node)) return undefined;
  const alone = countOf(node);
  if (alone !== undefined) return located(new Array<number>(axes).fill(alone.value), node);
  const sizes = itemsOf(node).flatMap((item) => countOf(item)?.value ?? []);
  return sizes.length === axes && itemsOf(node).length === axes ? located(sizes, node) : undefined;
}

/** A shape as Keras writes it, with the axis of samples first, without that axis. Unknown sizes are undefined. */
export function shapeOf(node: JsonNode | undefined): readonly (number | undefined)[] | undefined {
  // TensorFlow wraps some shapes as {class_name: TensorShape, items: […]}.
  const list = node?.type === 'object' ? member(node, 'items') : node;
  if (list?.type !== 'array' || itemsOf(list).length === 0) return undefined;
  return itemsOf(list)
    .slice(1)
    .map((size) => countOf(size)?.value);
}

/** The shape if all its sizes are known. */
export function knownShape(
  shape: readonly (number | undefined)[] | undefined,
): readonly number[] | undefined {
  const known = shape?.filter((size) => size !== undefined);
  return known !== undefined && known.length === shape?.length ? known : undefined;
}
