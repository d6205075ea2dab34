import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../../../src/base/textRange.js';
import { readKerasModel, type KerasModel } from '../../../src/keras/readKerasModel.js';
import type { LayerListAst } from '../../../src/spec/keysLayers.js';
import { readLayers, type ReadLayers } from '../../../src/network/readLayers.js';

export interface ReadFile {
  readonly text: string;
  readonly model: KerasModel | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Codes of what is worse than information. */
  readonly warnings: readonly string[];
}

export function read(source: string | object): ReadFile {
  const text = typeof source === 'string' ? source : JSON.stringify(source, undefined, 1);
  const diagnostics: Diagnostic[] = [];
  const model = readKerasModel(text, (diagnostic) => diagnostics.push(diagnostic));
  const warnings = diagnostics.filter(({ severity }) => severity !== 'information').map(({ code }) => code);
  return { text, model, diagnostics, warnings };
}

const folder = new URL('models/', import.meta.url);
export const modelText = (name: string): string => readFileSync(new URL(`${name}.json`, folder), 'utf8');

/** What Keras itself says of a model in models/. */
export interface KerasFacts {
  readonly parameters: number;
  readonly trainable: number;
  readonly outputShape: readonly number[];
}
export const KERAS_3_FACTS = JSON.parse(modelText('keras3-facts')) as Readonly<Record<string, KerasFacts>>;

/** The values that a file gives, kind first, one layer a line: `dense units=3 activation="tanh"`. */
export function outline(layers: LayerListAst | undefined, keys: readonly string[], indent = ''): string[] {
  return (layers ?? []).flatMap(({ value }) => {
    if (value === undefined) return [`${indent}unreadable`];
    const values: Readonly<
      Record<string, { readonly value: unknown; readonly given?: boolean } | undefined>
    > = value.values;
    const said = keys.flatMap((key) => {
      const one = values[key];
      return one === undefined || one.given === false ? [] : [`${key}=${JSON.stringify(one.value)}`];
    });
    const inner = value.kind === 'residual' ? outline(value.values.layers?.value, keys, `${indent}  `) : [];
    return [`${indent}${[value.kind, ...said].join(' ')}`, ...inner];
  });
}

/** A Keras 2 layer of a sequential model. */
export const layer = (className: string, config: object): object => ({ class_name: className, config });

/** A Keras 2 sequential model whose first layer takes values of a shape. */
export function sequential(shape: readonly (number | null)[], layers: readonly object[]): object {
  const input = layer('InputLayer', { batch_input_shape: [null, ...shape], name: 'input' });
  return { class_name: 'Sequential', config: { name: 'made', layers: [input, ...layers] } };
}

/** The network that the layers of a file make, as the walker of specs sees it. */
export function networkOf(
  model: KerasModel | undefined,
): ReadLayers & { readonly errors: readonly string[] } {
  const errors: string[] = [];
  const range = { start: 0, end: 0 };
  const source = { list: model?.layers ?? [], range, input: model?.inputShape?.value, weightDecay: 0 };
  const layers = readLayers(
    source,
    ({ severity, message }) => {
      if (severity === 'error') errors.push(message);
    },
    (problem) => errors.push(JSON.stringify(problem)),
  );
  return { ...layers, errors };
}
