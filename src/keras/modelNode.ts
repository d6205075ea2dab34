import { describeJson } from './describeJson.js';
import { itemsOf, member, rangeOf, textOf, type JsonNode } from './jsonNode.js';
import type { Report } from '../spec/diagnosticList.js';
import type { KerasCode } from './kerasCodes.js';

/** Classes of models; a layer of one of them is a model in a model. */
const MODEL_CLASSES = ['Sequential', 'Functional', 'Model'];

/** Whether an object of a file is a model whose layers are told. */
export function isModel(node: JsonNode): boolean {
  const className = textOf(member(node, 'class_name'));
  return (
    (className !== undefined && MODEL_CLASSES.includes(className)) ||
    member(member(node, 'config'), 'layers')?.type === 'array'
  );
}

/** Sequential models have no graph: each layer takes what the one before gives. */
export const isSequential = (model: JsonNode): boolean =>
  textOf(member(model, 'class_name')) === 'Sequential' ||
  !layersOf(model).some((layer) => member(layer, 'inbound_nodes') !== undefined);

/** Keras 1 and early Keras 2 wrote a sequential model's config as the list of layers itself. */
export function layersOf(model: JsonNode): readonly JsonNode[] {
  const config = member(model, 'config');
  return itemsOf(config?.type === 'array' ? config : member(config, 'layers'));
}

/**
 * The model of a file: that of `model.to_json()`, or within the `modelTopology` of a TF.js `model.json`, with or without
 * its `model_config`.
 */
export function findModel(root: JsonNode, report: Report<KerasCode>): JsonNode | undefined {
  const topology = member(root, 'modelTopology');
  const holder = topology ?? root;
  const model = member(holder, 'model_config') ?? holder;
  if (isModel(model)) {
    if (layersOf(model).length > 0) return model;
    const place = member(model, 'class_name') ?? model;
    report({ code: 'keras.noModel', severity: 'error', message: NO_LAYERS, range: rangeOf(place) });
    return undefined;
  }
  report({
    code: 'keras.noModel',
    severity: 'error',
    message: `This JSON holds no Keras model: ${reason(root, topology, model)}`,
    range: { start: model.offset, end: model.offset + Math.min(1, model.length) },
  });
  return undefined;
}

const NO_LAYERS =
  'This Keras model has no layers in its file. A subclassed model does not tell its layers: build it as a Sequential or Functional model.';

function reason(root: JsonNode, topology: JsonNode | undefined, model: JsonNode): string {
  const graph = textOf(member(root, 'format')) === 'graph-model' || member(topology, 'node') !== undefined;
  if (graph) {
    return 'it is a TF.js graph model, whose layers are dissolved. Convert it as a layers model (--output_format tfjs_layers_model).';
  }
  const className = textOf(member(model, 'class_name'));
  if (className !== undefined) {
    return `"${className.slice(0, 80)}" is no Sequential or Functional model with layers. Write the whole model with model.to_json().`;
  }
  if (model.type !== 'object') return `it is ${describeJson(model)}. Write the model with model.to_json().`;
  return '"class_name" is missing. Write the model with model.to_json(), or name the model.json of a TF.js layers model.';
}

/** A cheap look at a text, to tell whether the reader should be asked at all; a broken model may pass. */
export function looksLikeKerasModel(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  const beginning = text.slice(0, LOOKED_AT);
  return (
    /"(?:modelTopology|model_config|inbound_nodes)"\s*:/.test(beginning) ||
    (/"class_name"\s*:\s*"(?:Sequential|Functional|Model)"/.test(beginning) && /"config"\s*:/.test(beginning))
  );
}

/** TF.js writes the topology first, Keras the class; both stand near the beginning. */
const LOOKED_AT = 20_000;
