import { describe, expect, test } from 'vitest';
import { KERAS_3_FACTS, modelText, networkOf, outline, read } from './kerasHarness.js';
import { TENSORFLOW_MODELS, writeModel } from './tensorflowModels.js';

describe('networks of models that TF.js writes have its shapes and parameters', () => {
  test.each(Object.entries(TENSORFLOW_MODELS))('%s', (_, make) => {
    const { text, trainable, outputShape } = writeModel(make);
    const { model, warnings } = read(text);
    const network = networkOf(model);
    expect(network.errors).toEqual([]);
    expect(network.parameterCount).toBe(trainable);
    expect(network.outputShape).toEqual(outputShape);
    expect(warnings.filter((code) => code !== 'keras.unsupported')).toEqual([]);
  });
});

describe('networks of models that Keras 3 wrote have its shapes and parameters', () => {
  test.each(Object.keys(KERAS_3_FACTS))('%s', (name) => {
    const { model } = read(modelText(`keras3-${name}`));
    const network = networkOf(model);
    const facts = KERAS_3_FACTS[name];
    const frozen = network.links.reduce((sum, link) => sum + (link.frozen ? link.parameterCount : 0), 0);
    expect(network.errors).toEqual([]);
    expect(network.parameterCount - frozen).toBe(facts?.trainable);
    expect(network.outputShape).toEqual(facts?.outputShape);
  });
});

describe('files that TF.js wrote', () => {
  test.each(['a chain', 'residual blocks'] as const)('%s is read as it was kept', (name) => {
    const { text } = writeModel(TENSORFLOW_MODELS[name]);
    const kept = modelText(`tensorflow-${name.replace(/ /g, '-')}`);
    const layers = (of: string): string[] =>
      outline(read(of).model?.layers, ['units', 'activation', 'skipValue', 'init']);
    expect(layers(text)).toEqual(layers(kept));
    expect(layers(kept).length).toBeGreaterThan(3);
  });
});

test('skips reach over as many links as they do in the graph, and add what it adds', () => {
  const skips = (name: string): unknown[] =>
    networkOf(read(modelText(name)).model).links.map((link) =>
      link.skips.map(({ from, span, value }) => [from, span, value]),
    );
  const none: readonly unknown[] = [];
  expect(skips('keras3-preactivation')).toEqual([
    none,
    ...[1, 2, 3, 4, 5].map((from) => [[from, 1, 'preactivation']]),
    none,
  ]);
  expect(skips('keras3-residual-convolutions')).toEqual([
    none,
    ...[1, 3, 5].flatMap((from) => [none, [[from, 2, 'activation']]]),
    none,
  ]);
});

test('a norm before a sum belongs to z, a norm behind it to the input of the next link', () => {
  const { links } = networkOf(read(modelText('keras3-residual-convolutions')).model);
  expect(links.map(({ norm }) => norm?.kind)).toEqual([...new Array<string>(7).fill('batchNorm'), undefined]);
  const { links: attention } = networkOf(read(modelText('keras3-attention')).model);
  expect(attention.map(({ operationsIn }) => operationsIn.map(({ kind }) => kind))).toEqual([
    [],
    [],
    ['layerNorm'],
    ['layerNorm', 'globalAveragePool'],
  ]);
});
