import { itemsOf, member, numberOf, textOf, valuesOf, type JsonNode } from './jsonNode.js';
import { knownShape, shapeOf } from './kerasLayer.js';

/** A tensor of a graph: an output of one application of a layer. */
export interface Reference {
  readonly layer: string;
  /** Which application of the layer, from 0. */
  readonly call: number;
  readonly output: number;
  /** Its shape where the file writes it down, as Keras 3 does. */
  readonly shape: readonly number[] | undefined;
}

/**
 * All tensors that an entry of `inbound_nodes`, `input_layers` or `output_layers` names, in order. Keras 2 and TF.js write
 * `[layer, call, output, {arguments}]`, Keras 3 objects of the class `__keras_tensor__`, both nested as the arguments are.
 */
export function readReferences(node: JsonNode | undefined): readonly Reference[] {
  if (node === undefined) return [];
  const isTensor = textOf(member(node, 'class_name')) === '__keras_tensor__';
  const history = isTensor ? member(member(node, 'config'), 'keras_history') : node;
  const [layer, call, output, ...more] = itemsOf(history);
  const name = textOf(layer);
  const [callIndex, outputIndex] = [numberOf(call), numberOf(output)];
  if (name !== undefined && callIndex !== undefined && outputIndex !== undefined) {
    const shape = isTensor ? knownShape(shapeOf(member(member(node, 'config'), 'shape'))) : undefined;
    return [{ layer: name, call: callIndex, output: outputIndex, shape }, ...more.flatMap(readReferences)];
  }
  return isTensor ? [] : [...itemsOf(node), ...valuesOf(node)].flatMap(readReferences);
}
