import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

import type { Diagnostic } from '../../../src/base/textRange.js';
import { checkKerasModel } from '../../../src/network/checkKerasModel.js';
import { checkSpec, type CheckedSpec } from '../../../src/network/checkSpec.js';
import { isInside } from './specTexts.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const denseModel = (): tf.Sequential =>
  tf.sequential({
    name: 'small',
    layers: [
      tf.layers.dense({ name: 'first', units: 16, activation: 'tanh', inputShape: [8] }),
      tf.layers.dense({ name: 'second', units: 16, activation: 'tanh' }),
      tf.layers.dense({ name: 'head', units: 1 }),
    ],
  });

const imageModel = (): tf.Sequential =>
  tf.sequential({
    layers: [
      tf.layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same', inputShape: [8, 8, 1] }),
      tf.layers.batchNormalization(),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10 }),
    ],
  });

const jsonOf = (model: tf.LayersModel): string =>
  JSON.stringify(model.toJSON(undefined, false), undefined, 2);

const specFor = (data: string): string => `bbd: 1
data: ${data}
network: {keras: models/small.json}
loss: mse
`;

const checkWith = (spec: string, file: string): CheckedSpec =>
  checkSpec(spec, { readDataFile: () => ({ ok: true, value: file }) });

const errorsOf = ({ diagnostics }: CheckedSpec): readonly Diagnostic[] =>
  diagnostics.filter(({ severity }) => severity === 'error');

describe('a Keras file opened by itself', () => {
  it('is a network with the data and the training that are assumed', () => {
    const text = jsonOf(denseModel());
    const checked = checkKerasModel(text);
    expect(errorsOf(checked)).toEqual([]);
    expect(checked.name).toBe('small');
    expect(checked.experiment).toMatchObject({
      data: { source: 'teacher', inputs: 8, outputs: 1, samples: 512 },
      network: { loss: 'mse', parameterCount: denseModel().countParams() },
      training: { optimizer: { kind: 'sgd' } },
    });
    expect(checked.assumptions.join(' ')).toMatch(/inputs of shape 8 .*mse.*sgd/);
    expect(checked.layersFile).toBeUndefined();
    for (const { name, range } of checked.links) {
      expect(isInside(range, text)).toBe(true);
      expect(text.slice(range.start, range.end)).toContain(`"${name}"`);
    }
  });

  it('takes images, and trains their layers', () => {
    const checked = checkKerasModel(jsonOf(imageModel()));
    expect(errorsOf(checked)).toEqual([]);
    expect(checked.network).toMatchObject({ inputShape: [8, 8, 1], outputs: 10 });
    expect(checked.gap).toBeUndefined();
    expect(checked.experiment?.network.links.map(({ type }) => type)).toContain('conv2d');
  });

  it('whose input has no shape is an error', () => {
    const text = jsonOf(denseModel()).replace(/("batch_input_shape": \[\s*null,\s*)8/, '$1null');
    const checked = checkKerasModel(text);
    expect(checked.network).toBeUndefined();
    expect(errorsOf(checked)).not.toEqual([]);
  });

  it.each(['', '{', '[]', 'null', '{"class_name": "Sequential"}', '\0'])('that is %j answers', (text) => {
    const checked = checkKerasModel(text);
    expect(checked.network).toBeUndefined();
    expect(errorsOf(checked).length).toBeGreaterThan(0);
  });
});

describe('a spec that names a Keras file', () => {
  it('has its layers, all at the place where it is named', () => {
    const spec = specFor('{source: teacher, inputs: 8}');
    const checked = checkWith(spec, jsonOf(denseModel()));
    expect(errorsOf(checked)).toEqual([]);
    expect(checked.layersFile).toBe('models/small.json');
    expect(checked.experiment?.network.links.map(({ name, outputs }) => [name, outputs])).toEqual([
      ['first', 16],
      ['second', 16],
      ['head', 1],
    ]);
    for (const { range, ast } of checked.layers) {
      expect(spec.slice(range.start, range.end)).toBe('models/small.json');
      expect(ast?.range).toEqual(range);
      for (const key of Object.values(ast?.values ?? {})) {
        if (key !== undefined) expect(key.range).toEqual(range);
      }
    }
  });

  it('compares its shape with that of the data, naming both', () => {
    const [error] = errorsOf(checkWith(specFor('{source: digits}'), jsonOf(denseModel())));
    expect(error?.code).toBe('network.inputMismatch');
    expect(error?.message).toMatch(/shape 8, .*shape 8×8×1/);
  });

  it('says the file and the line of what is wrong in it, and offers no edit of it', () => {
    const spec = specFor('{source: teacher, inputs: 8, outputs: 3}');
    const file = jsonOf(denseModel());
    const [error] = errorsOf(checkWith(spec, file));
    const line = file.slice(0, file.lastIndexOf('"units": 1')).split('\n').length;
    expect(error).toMatchObject({ code: 'network.outputMismatch' });
    expect(error?.message).toContain(`"models/small.json", line ${line}: `);
    expect(error).not.toHaveProperty('fix');
    expect(spec.slice(error?.range.start, error?.range.end)).toBe('models/small.json');
    expect(spec.slice(error?.related?.[0]?.range.start, error?.related?.[0]?.range.end)).toBe('3');
    expect(error?.related?.[0]?.message).not.toContain('line');
  });

  it('is refused when the file is not there', () => {
    const checked = checkSpec(specFor('{source: teacher, inputs: 8}'), {
      readDataFile: () => ({ ok: false, error: { kind: 'missing', message: 'Not there.' } }),
    });
    expect(errorsOf(checked)).toMatchObject([{ code: 'data.missingFile', message: 'Not there.' }]);
  });

  it('is refused when the file is something else', () => {
    const checked = checkWith(specFor('{source: teacher, inputs: 8}'), 'hello');
    expect(checked.network).toBeUndefined();
    expect(errorsOf(checked)[0]?.message).toContain('"models/small.json", line 1: ');
  });
});
