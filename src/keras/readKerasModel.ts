import type { Diagnostic } from '../base/textRange.js';
import type { CodedDiagnostic, Report } from '../spec/diagnosticList.js';
import type { LayerListAst } from '../spec/keysLayers.js';
import type { Located } from '../spec/valueType.js';
import { buildChain } from './buildChain.js';
import { readInputShape } from './inputShape.js';
import { member, textOf } from './jsonNode.js';
import type { KerasCode } from './kerasCodes.js';
import { type Shape } from './layerFacts.js';
import { findMainPath } from './mainPath.js';
import { readGraph } from './modelGraph.js';
import { findModel } from './modelNode.js';
import { parseJson } from './parseJson.js';

/** A model of a Keras file as layers of the format; ranges are places in the file. */
export interface KerasModel {
  readonly name: string;
  /** Without the axis of samples; undefined where the file leaves sizes open. */
  readonly inputShape: Located<Shape> | undefined;
  /** In the order in which data pass them. */
  readonly layers: LayerListAst;
}

/**
 * Reads `model.to_json()` of Keras 2 and 3, and the `model.json` of a TF.js layers model. Never throws: what is wrong or
 * different goes to `report`, and what can be read comes back.
 * @returns undefined when the text holds no model
 */
export function readKerasModel(
  text: string,
  report: (diagnostic: Diagnostic) => void,
): KerasModel | undefined {
  const once = onceForAll(report);
  const json = parseJson(text, once);
  if (json === undefined) return undefined;
  // What is missing in a broken file may well be there: its syntax is said, and no more.
  const model = findModel(json.root, json.broken ? () => undefined : once);
  if (model === undefined) return undefined;
  const graph = readGraph(model, once);
  const path = findMainPath(graph, once);
  const inputShape = readInputShape(model, path, once);
  return {
    name: textOf(member(member(model, 'config'), 'name')) ?? 'Keras model',
    inputShape,
    layers: buildChain(graph, path, inputShape?.value, once),
  };
}

/** The distribution of first weights is the same in most layers: to say it once is enough. */
function onceForAll(report: Report<KerasCode>): Report<KerasCode> {
  const said = new Set<string>();
  return (diagnostic: CodedDiagnostic<KerasCode>) => {
    if (diagnostic.code === 'keras.initializer' && diagnostic.severity === 'information') {
      if (said.has(diagnostic.message)) return;
      said.add(diagnostic.message);
    }
    report(diagnostic);
  };
}
