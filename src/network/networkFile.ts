import type { Diagnostic, TextRange } from '../base/textRange.js';
import { readKerasModel } from '../keras/readKerasModel.js';
import { FILE_PROBLEM_CODES } from './checkData.js';
import type { LayerListAst } from '../spec/keysLayers.js';
import type { SpecAst } from '../spec/parseSpec.js';
import type { Located } from '../spec/valueType.js';
import type { SpecEnvironment } from './environment.js';
import { foreignPlaces } from './foreignLayers.js';
import type { Shape } from './types.js';

/** Where the layers of a spec come from. */
export interface LayerOrigin {
  readonly list: LayerListAst;
  readonly range: TextRange;
  /** Of a file that says so. */
  readonly inputShape: Located<Shape> | undefined;
  /** The file that they are written in, as the spec names it; undefined when they stand in the spec. */
  readonly file: string | undefined;
  /** Takes what is said about them. */
  readonly report: (diagnostic: Diagnostic) => void;
}

/** Finds the layers of a spec, in its text or in the file that it names; undefined, with a report, where there are none. */
export function findLayers(
  { values }: SpecAst,
  environment: SpecEnvironment,
  report: (diagnostic: Diagnostic) => void,
): LayerOrigin | undefined {
  const { layers, network } = values;
  if (layers !== undefined) {
    const { value: list, range } = layers;
    return { list, range, inputShape: undefined, file: undefined, report };
  }
  const path = network?.value.values.keras;
  if (path === undefined) return undefined;
  const file = environment.readDataFile(path.value);
  if (!file.ok) {
    report({
      code: FILE_PROBLEM_CODES[file.error.kind],
      severity: 'error',
      message: file.error.message,
      range: path.range,
    });
    return undefined;
  }
  const places = foreignPlaces(path.value, file.value, path.range, report);
  const model = readKerasModel(file.value, (diagnostic) => {
    places.report({
      ...diagnostic,
      range: places.moveRange(diagnostic.range),
      ...(diagnostic.related === undefined
        ? {}
        : {
            related: diagnostic.related.map(({ message, range }) => ({
              message,
              range: places.moveRange(range),
            })),
          }),
    });
  });
  if (model === undefined) return undefined;
  const { inputShape } = model;
  return {
    list: places.move(model.layers),
    range: places.moveRange(path.range),
    inputShape: inputShape && { ...inputShape, range: places.moveRange(inputShape.range) },
    file: path.value,
    report: places.report,
  };
}
