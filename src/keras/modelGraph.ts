import type { Report } from '../spec/diagnosticList.js';
import { MAX_LAYERS } from '../spec/keysLayers.js';
import type { Located } from '../spec/valueType.js';
import { orderTasks } from './callOrder.js';
import { booleanOf, itemsOf, located, member, type JsonNode } from './jsonNode.js';
import type { KerasCode } from './kerasCodes.js';
import {
  knownShape,
  placeOf,
  readLayer,
  shapeOf,
  startOfNode,
  titleOf,
  type KerasLayer,
} from './kerasLayer.js';
import { isModel, isSequential, layersOf } from './modelNode.js';
import { readReferences, type Reference } from './tensorReference.js';

/** One application of a layer; models in models are written out. */
export interface GraphNode {
  readonly layer: KerasLayer;
  /** Unique in the model. */
  readonly name: string;
  /** Where its inputs come from, in their order. */
  readonly inputs: readonly GraphNode[];
  /** Whether it is applied for the first time; further applications share its parameters. */
  readonly isFirstUse: boolean;
  /** Where the file says that the parameters do not train: in the layer, or in a model around it. */
  readonly frozen: Located<boolean> | undefined;
}

export interface ModelGraph {
  /** In an order in which each stands behind its inputs. */
  readonly nodes: readonly GraphNode[];
  readonly outputs: readonly GraphNode[];
  /** Shapes of outputs that the file writes down, without the axis of samples. */
  readonly statedShapes: ReadonlyMap<GraphNode, readonly number[]>;
}

/** Reads the layers of a model and what feeds which. What makes no graph is reported. */
export function readGraph(model: JsonNode, report: Report<KerasCode>): ModelGraph {
  const builder = new GraphBuilder(report);
  const outputs = builder.addModel(model, { inputs: [], prefix: '', frozen: undefined });
  return { nodes: builder.nodes, outputs, statedShapes: builder.statedShapes };
}

/** How a model is used. */
interface Use {
  /** What it is applied to; nothing for the whole model, whose inputs are the data. */
  readonly inputs: readonly GraphNode[];
  /** Of the names in it. */
  readonly prefix: string;
  readonly frozen: Located<boolean> | undefined;
}

/** One entry of a layer's `inbound_nodes`. */
interface Call {
  readonly key: string;
  readonly needs: readonly string[];
  readonly layer: KerasLayer;
  readonly references: readonly Reference[];
}

const keyOf = (layer: string, call: number): string => `${call} ${layer}`;

const frozenAt = (config: JsonNode | undefined): Located<boolean> | undefined => {
  const node = member(config, 'trainable');
  return node !== undefined && booleanOf(node) === false ? located(true, node) : undefined;
};

class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  readonly statedShapes = new Map<GraphNode, readonly number[]>();
  private readonly names = new Set<string>();
  /** Entries of the file that were applied. */
  private readonly used = new Set<JsonNode>();
  /** Entries of the file that were gone through, models in models once for each of their uses. */
  private entries = 0;

  constructor(private readonly report: Report<KerasCode>) {}

  /** @returns its outputs; none when it could not be followed */
  addModel(model: JsonNode, use: Use): readonly GraphNode[] {
    if (!this.mayAdd(model)) return [];
    const layers = layersOf(model).flatMap((node, i) => readLayer(node, i, this.report) ?? []);
    const whole = { ...use, frozen: use.frozen ?? frozenAt(member(model, 'config')) };
    return isSequential(model) ? this.addChain(layers, whole) : this.addCalls(model, layers, whole);
  }

  /** Models that are used twice within models that are used twice would otherwise grow beyond bounds. */
  private mayAdd(model: JsonNode): boolean {
    if (this.entries > MAX_LAYERS) return false;
    this.entries += layersOf(model).length + 1;
    if (this.entries <= MAX_LAYERS) return true;
    this.report({
      code: 'keras.tooManyLayers',
      severity: 'error',
      message: `With models in models written out, the model has more than ${MAX_LAYERS} layers.`,
      range: startOfNode(model),
    });
    return false;
  }

  private addChain(layers: readonly KerasLayer[], use: Use): readonly GraphNode[] {
    let values = use.inputs;
    for (const layer of layers) {
      const isGivenInput = layer.className === 'InputLayer' && use.inputs.length > 0;
      if (!isGivenInput) values = this.addLayer(layer, values, use);
    }
    return values;
  }

  private addCalls(model: JsonNode, layers: readonly KerasLayer[], use: Use): readonly GraphNode[] {
    const config = member(model, 'config');
    const outputReferences = readReferences(member(config, 'output_layers'));
    const calls = alignCalls(layers, outputReferences);
    const values = new Map<string, readonly GraphNode[]>();
    readReferences(member(config, 'input_layers')).forEach(({ layer }, i) => {
      const input = use.inputs[i];
      if (input !== undefined) values.set(keyOf(layer, 0), [input]);
    });
    const valueOf = ({ layer, call, output, shape }: Reference): readonly GraphNode[] => {
      const of = values.get(keyOf(layer, call)) ?? [];
      const value = of[Math.min(output, of.length - 1)];
      if (value === undefined) return [];
      if (shape !== undefined) this.statedShapes.set(value, shape);
      return [value];
    };
    const { ordered, stuck } = orderTasks(calls.list);
    for (const { key, layer, references } of ordered) {
      if (!values.has(key)) values.set(key, this.addLayer(layer, references.flatMap(valueOf), use));
    }
    if (stuck[0] !== undefined) this.reportStuck(stuck[0].layer);
    return calls.outputs.flatMap(valueOf);
  }

  private reportStuck(layer: KerasLayer): void {
    this.report({
      code: 'keras.graph',
      severity: 'error',
      message: `The inputs of ${titleOf(layer)} cannot be followed back to an input of the model: its "inbound_nodes" go in a circle or name what is not there.`,
      range: placeOf(layer),
    });
  }

  /** Applies a layer, or the model that it is. */
  private addLayer(layer: KerasLayer, inputs: readonly GraphNode[], use: Use): readonly GraphNode[] {
    const frozen = use.frozen ?? frozenAt(layer.config);
    if (isModel(layer.node)) {
      const prefix = `${use.prefix}${layer.name.value}/`;
      return this.addModel(layer.node, { inputs, prefix, frozen });
    }
    const name = this.uniqueName(layer.name.value, use.prefix);
    const node: GraphNode = { layer, name, inputs, isFirstUse: !this.used.has(layer.node), frozen };
    this.used.add(layer.node);
    this.nodes.push(node);
    // Keras 3 writes the shape that a layer was built with: that of its input.
    const built = knownShape(shapeOf(member(member(layer.node, 'build_config'), 'input_shape')));
    const [input, ...more] = inputs;
    if (built !== undefined && input !== undefined && more.length === 0) this.statedShapes.set(input, built);
    return [node];
  }

  private uniqueName(name: string, prefix: string): string {
    let unique = this.names.has(name) ? `${prefix}${name}` : name;
    for (let i = 2; this.names.has(unique); i++) unique = `${prefix}${name}#${i}`;
    this.names.add(unique);
    return unique;
  }
}

/**
 * The calls of all layers, and the model's outputs. Keras counts the calls of a model in a model from 1, for the model has
 * one of its own, and other programs from 0: which it is shows in the largest number that is named.
 */
function alignCalls(
  layers: readonly KerasLayer[],
  outputs: readonly Reference[],
): { readonly list: readonly Call[]; readonly outputs: readonly Reference[] } {
  const raw = layers.flatMap((layer) => {
    const inbound = itemsOf(member(layer.node, 'inbound_nodes'));
    if (inbound.length === 0) return [{ layer, call: 0, references: [] }];
    return inbound.map((call, i) => ({ layer, call: i, references: readReferences(call) }));
  });
  const counts = new Map<string, number>();
  for (const { layer, call } of raw) counts.set(layer.name.value, call + 1);
  const shifted = new Set<string>();
  for (const { layer, call } of [...raw.flatMap(({ references }) => references), ...outputs]) {
    if (call === counts.get(layer)) shifted.add(layer);
  }
  const align = (reference: Reference): Reference =>
    shifted.has(reference.layer) ? { ...reference, call: reference.call - 1 } : reference;
  const list = raw.map(({ layer, call, references }) => {
    const aligned = references.map(align);
    const needs = aligned.map((reference) => keyOf(reference.layer, reference.call));
    return { key: keyOf(layer.name.value, call), needs, layer, references: aligned };
  });
  return { list, outputs: outputs.map(align) };
}
