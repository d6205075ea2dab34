import type { Report } from '../spec/diagnosticList.js';
import type { Located } from '../spec/valueType.js';
import { located, member, rangeOf, type JsonNode } from './jsonNode.js';
import type { KerasCode } from './kerasCodes.js';
import { knownShape, placeOf, shapeOf } from './kerasLayer.js';
import type { Shape } from './layerFacts.js';
import type { MainPath } from './mainPath.js';

/** Shape of the data as the first layer says it, or the model itself where it was built by its first use. */
export function readInputShape(
  model: JsonNode,
  { nodes: [first] }: MainPath,
  report: Report<KerasCode>,
): Located<Shape> | undefined {
  if (first === undefined) return undefined;
  const { config, node } = first.layer;
  const candidates = [
    member(config, 'batch_shape'),
    member(config, 'batch_input_shape'),
    member(member(node, 'build_config'), 'input_shape'),
    member(member(model, 'config'), 'build_input_shape'),
    member(member(model, 'build_config'), 'input_shape'),
  ].filter((at) => at !== undefined);
  for (const candidate of candidates) {
    const shape = knownShape(shapeOf(candidate));
    if (shape !== undefined && shape.length > 0) return located(shape, candidate);
  }
  const place = candidates.find((at) => shapeOf(at) !== undefined);
  report({
    code: 'keras.inputShape',
    severity: 'information',
    message: `The model leaves ${place === undefined ? 'the shape of its input' : 'sizes of its input'} open: the data says it.`,
    range: place === undefined ? placeOf(first.layer) : rangeOf(place),
  });
  return undefined;
}
