import { describe, expect, test } from 'vitest';
import { looksLikeKerasModel } from '../../../src/keras/modelNode.js';
import { layer, modelText, outline, read, sequential } from './kerasHarness.js';

const dense = (config: object = {}): object => layer('Dense', { units: 4, name: 'd', ...config });

/** The value of one key of the only layer. */
function only(config: object, key: string, shape: readonly number[] = [3]): unknown {
  const { model } = read(sequential(shape, [dense(config)]));
  const values: Readonly<Record<string, { readonly value: unknown } | undefined>> =
    model?.layers[0]?.value?.values ?? {};
  return values[key]?.value;
}

describe('what is no model is said with its reason', () => {
  test.each([
    ['', 'keras.noModel', 'empty'],
    ['[]', 'keras.noModel', 'a list'],
    ['17', 'keras.noModel', 'the number 17'],
    ['{}', 'keras.noModel', 'class_name'],
    ['{"class_name": "Dense", "config": {"units": 3}}', 'keras.noModel', '"Dense" is no Sequential'],
    ['{"class_name": "Sequential", "config": {"layers": []}}', 'keras.noModel', 'no layers'],
    ['{"format": "graph-model", "modelTopology": {"node": []}}', 'keras.noModel', 'graph model'],
    ['{"class_name": "Sequential", "config": {"layers": [{]}}', 'keras.json', 'not valid JSON'],
    ['{"a": NaN}', 'keras.json', 'NaN'],
    ['{"a": 1', 'keras.json', '}'],
    ['{"a": 1 /* b */}', 'keras.json', 'comments'],
    ['['.repeat(100_000), 'keras.nesting', '200'],
    [' '.repeat(8_000_001), 'keras.tooLarge', '8 million'],
  ])('%.40s', (text, code, words) => {
    const { diagnostics } = read(text);
    expect(diagnostics[0]).toMatchObject({ code, severity: 'error' });
    expect(diagnostics[0]?.message).toContain(words);
  });

  test('a broken file says its syntax alone, and gives what can be read', () => {
    const { model, diagnostics } = read(
      '{"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"units": 3}}',
    );
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toContain(
      'keras.json',
    );
    expect(outline(model?.layers, ['units'])).toEqual(['dense units=3']);
  });
});

describe('where a model stands in a file', () => {
  const model = sequential([3], [dense()]);
  test.each([
    ['alone', model],
    ['as the topology of TF.js', { format: 'layers-model', modelTopology: model, weightsManifest: [] }],
    [
      'with its version',
      { modelTopology: { keras_version: '2.15.0', model_config: model }, weightsManifest: [] },
    ],
    [
      'as the config of an old file',
      { class_name: 'Sequential', config: [dense({ batch_input_shape: [null, 3] })] },
    ],
  ])('%s', (_, file) => {
    const { model: found, warnings } = read(file);
    expect(outline(found?.layers, ['units'])).toEqual(['dense units=4']);
    expect(found?.inputShape?.value).toEqual([3]);
    expect(warnings).toEqual([]);
    expect(looksLikeKerasModel(JSON.stringify(file))).toBe(true);
  });

  test.each(['', 'bbd: 1', '{"bbd": 1, "layers": []}', '{"name": "package", "version": "1.0.0"}', '[1, 2]'])(
    'other files do not look like one: %s',
    (text) => {
      expect(looksLikeKerasModel(text)).toBe(false);
    },
  );

  test('files that Keras 3 wrote look like one', () => {
    expect(looksLikeKerasModel(modelText('keras3-projection'))).toBe(true);
  });
});

describe('ranges point at what they name', () => {
  test('a layer at its entry, its units at their number, its name at its text', () => {
    const { model, text } = read(sequential([3], [dense({ units: 17, name: 'hidden', activation: 'tanh' })]));
    const ast = model?.layers[0]?.value;
    const at = (range?: { readonly start: number; readonly end: number }): string =>
      text.slice(range?.start, range?.end);
    if (ast?.kind !== 'dense') throw new Error('no dense layer');
    expect(JSON.parse(at(ast.range))).toMatchObject({ class_name: 'Dense' });
    expect(at(ast.values.units?.range)).toBe('17');
    expect(at(ast.values.name?.range)).toBe('"hidden"');
    expect(at(ast.values.activation.range)).toBe('"tanh"');
    expect(at(ast.values.type?.range)).toBe('"Dense"');
    expect(at(model?.inputShape?.range).replace(/\s/g, '')).toBe('[null,3]');
  });

  test('a message at the value that it is about', () => {
    const { diagnostics, text } = read(sequential([3], [dense({ activation: 'warp' })]));
    const [{ code, range } = { code: '', range: { start: 0, end: 0 } }] = diagnostics;
    expect(code).toBe('keras.activation');
    expect(text.slice(range.start, range.end)).toBe('"warp"');
  });
});

describe('settings of a layer', () => {
  test.each([
    ['linear', undefined],
    ['swish', 'silu'],
    ['gelu', 'gelu'],
    [{ class_name: 'LeakyReLU', config: { negative_slope: 0.01 } }, 'leakyRelu'],
    [{ module: 'builtins', class_name: 'function', config: 'silu', registered_name: 'silu' }, 'silu'],
    [null, undefined],
  ])('the activation %j is read as %j', (activation, expected) => {
    const { model, warnings } = read(sequential([3], [dense({ activation })]));
    expect(outline(model?.layers, ['activation'])).toEqual([
      expected === undefined ? 'dense' : `dense activation="${expected}"`,
    ]);
    expect(warnings).toEqual([]);
  });

  test.each([
    ['leaky_relu', 'leakyRelu', '0.2'],
    ['relu6', 'relu', 'below 6'],
    ['selu', 'elu', '1.0507'],
  ])('%s is the nearest of ours, and the difference is said', (activation, expected, words) => {
    const { model, diagnostics } = read(sequential([3], [dense({ activation })]));
    expect(outline(model?.layers, ['activation'])).toEqual([`dense activation="${expected}"`]);
    expect(diagnostics[0]).toMatchObject({ code: 'keras.activation', severity: 'warning' });
    expect(diagnostics[0]?.message).toContain(words);
  });

  test('softmax before the end is not one of ours', () => {
    const { model } = read(sequential([3], [dense({ activation: 'softmax' }), dense({ name: 'e' })]));
    expect(outline(model?.layers, ['className'])).toEqual([
      'opaque className="Dense with \\"softmax\\""',
      'dense',
    ]);
  });

  const scaling = (mode: string, scale = 1): object => ({
    class_name: 'VarianceScaling',
    config: { scale, mode, distribution: 'truncated_normal' },
  });
  test.each([
    ['glorot_uniform', { kind: 'glorot', gain: 1 }],
    [
      { class_name: 'HeNormal', config: {} },
      { kind: 'he', gain: 1 },
    ],
    [scaling('fan_in', 2), { kind: 'he', gain: 1 }],
    [scaling('fan_in', 4), { kind: 'lecun', gain: 2 }],
    [scaling('fan_avg', 4), { kind: 'glorot', gain: 2 }],
    [scaling('fan_out', 1), { kind: 'normal', gain: 0.5 }],
    [
      { class_name: 'RandomNormal', config: { mean: 0, stddev: 0.2 } },
      { kind: 'normal', gain: 0.2 },
    ],
    [
      { class_name: 'Orthogonal', config: { gain: 1.5 } },
      { kind: 'orthogonal', gain: 1.5 },
    ],
  ])('the initializer %j has the variance of %j', (kernel_initializer, expected) => {
    expect(only({ kernel_initializer }, 'init')).toEqual(expected);
  });

  test('uniform weights have the variance of a twelfth of their square', () => {
    const kernel_initializer = { class_name: 'RandomUniform', config: { minval: -3, maxval: 3 } };
    expect(only({ kernel_initializer }, 'init')).toEqual({ kind: 'normal', gain: 6 / Math.sqrt(12) });
    expect(read(sequential([3], [dense({ kernel_initializer })])).diagnostics[0]?.message).toContain(
      'same variance',
    );
  });

  test('weights that all start alike have no counterpart, and that is said', () => {
    const { warnings } = read(sequential([3], [dense({ kernel_initializer: 'ones' })]));
    expect(warnings).toEqual(['keras.initializer']);
  });

  test('the same initializer is said once', () => {
    const layers = Array.from({ length: 9 }, (_, i) =>
      dense({ name: `d${i}`, kernel_initializer: 'he_uniform' }),
    );
    expect(read(sequential([3], layers)).diagnostics).toHaveLength(1);
  });

  test('L2 regularization l is a weight decay of 2 l', () => {
    expect(only({ kernel_regularizer: { class_name: 'L2', config: { l2: 0.03 } } }, 'weightDecay')).toBe(
      0.06,
    );
    expect(only({ kernel_regularizer: null }, 'weightDecay')).toBeUndefined();
  });

  test('what is not taken over is named', () => {
    const kernel_regularizer = { class_name: 'L1L2', config: { l1: 0.1, l2: 0 } };
    const config = {
      kernel_regularizer,
      bias_constraint: { class_name: 'MaxNorm', config: {} },
      bias_initializer: 'ones',
    };
    const { diagnostics } = read(sequential([3], [dense(config)]));
    expect(diagnostics.map(({ code }) => code)).toEqual(new Array<string>(3).fill('keras.ignored'));
  });

  test('a layer that does not train is frozen, also by the model around it', () => {
    expect(only({ trainable: false }, 'frozen')).toBe(true);
    const inner = {
      class_name: 'Sequential',
      config: { name: 'inner', trainable: false, layers: [dense()] },
    };
    const { model } = read(sequential([3], [inner]));
    expect(outline(model?.layers, ['frozen'])).toEqual(['dense frozen=true']);
  });

  test.each([
    [dense({ units: 0 }), 'units'],
    [layer('Dense', { name: 'd' }), 'units'],
    [layer('Conv2D', { name: 'c', filters: 3 }), 'kernel_size'],
    [layer('Conv1D', { name: 'c', kernel_size: [3] }), 'filters'],
    [layer('Dropout', { name: 'c', rate: 1 }), 'rate'],
    [layer('MaxPooling1D', { name: 'c', pool_size: [] }), 'pool_size'],
  ])('a layer that lacks what it needs is an error: %j', (broken, key) => {
    const { diagnostics } = read(sequential([8, 3], [broken]));
    const problem = diagnostics.find(({ severity }) => severity === 'error');
    expect(problem?.code).toBe('keras.layer');
    expect(problem?.message).toContain(`"${key}"`);
  });

  test('channels first is an error', () => {
    const conv = layer('Conv2D', {
      name: 'c',
      filters: 3,
      kernel_size: [3, 3],
      data_format: 'channels_first',
    });
    expect(read(sequential([3, 8, 8], [conv])).warnings).toContain('keras.channelsFirst');
  });
});

describe('layers that have another name here', () => {
  const names = (
    shape: readonly number[],
    layers: readonly object[],
    keys: readonly string[] = [],
  ): string[] => outline(read(sequential(shape, layers)).model?.layers, keys);

  test('an activation of its own stands on the layer before it', () => {
    const relu = layer('ReLU', { name: 'r' });
    expect(names([3], [dense(), relu], ['activation'])).toEqual(['dense activation="relu"']);
    const norm = layer('BatchNormalization', { name: 'n', axis: [1] });
    expect(names([3], [dense(), norm, relu], ['activation'])).toEqual([
      'dense',
      'batchNorm activation="relu"',
    ]);
  });

  test('it changes places with dropout, maximum and flattening where that is exact', () => {
    const conv = layer('Conv2D', { name: 'c', filters: 2, kernel_size: 3 });
    const pool = layer('MaxPooling2D', { name: 'p', pool_size: 2 });
    const mean = layer('AveragePooling2D', { name: 'p', pool_size: 2 });
    const dropout = layer('Dropout', { name: 'o', rate: 0.5 });
    const activation = (name: string): object => layer('Activation', { name: 'a', activation: name });
    expect(names([8, 8, 1], [conv, pool, activation('tanh')], ['activation'])).toEqual([
      'conv2d activation="tanh"',
      'maxPool2d',
    ]);
    expect(names([8, 8, 1], [conv, dropout, activation('relu')], ['activation'])[0]).toBe(
      'conv2d activation="relu"',
    );
    for (const [between, name] of [
      [pool, 'gelu'],
      [mean, 'tanh'],
      [dropout, 'tanh'],
    ] as const) {
      expect(names([8, 8, 1], [conv, between, activation(name)])[2]).toBe('opaque');
    }
  });

  test('a dense layer over places is a convolution with a kernel of one', () => {
    expect(names([9, 3], [dense()], ['filters', 'kernel'])).toEqual(['conv1d filters=4 kernel=[1]']);
    const everywhere = layer('TimeDistributed', { name: 't', layer: dense() });
    expect(names([9, 3], [everywhere], ['filters', 'kernel', 'name'])).toEqual([
      'conv1d filters=4 kernel=[1] name="t"',
    ]);
  });

  test('a maximum over all places is a window over all', () => {
    expect(names([6, 5, 2], [layer('GlobalMaxPooling2D', { name: 'g' })], ['size'])).toEqual([
      'maxPool2d size=[6,5]',
      'flatten',
    ]);
  });

  test('what keeps the values as they are is left out', () => {
    const none = [
      layer('Flatten', { name: 'f' }),
      layer('Reshape', { name: 'r', target_shape: [3] }),
      layer('Activation', { name: 'a', activation: 'linear' }),
      layer('Rescaling', { name: 's', scale: 0.5 }),
    ];
    expect(names([3], [...none, dense()])).toEqual(['dense']);
    expect(names([8], [layer('Reshape', { name: 'r', target_shape: [8, 1] })])).toEqual([]);
  });

  test.each([
    ['dilated', layer('Conv2D', { name: 'c', filters: 2, kernel_size: 3, dilation_rate: 2 })],
    ['causal', layer('Conv1D', { name: 'c', filters: 2, kernel_size: 3, padding: 'causal' })],
    ['over other axes', layer('LayerNormalization', { name: 'n', axis: [1] })],
    ['unheard of', layer('MyLayer', { name: 'm' })],
  ])('a layer that is %s is named at its place', (_, foreign) => {
    const { diagnostics } = read(sequential([8, 8, 4], [foreign]));
    expect(diagnostics[0]).toMatchObject({ code: 'keras.unsupported' });
  });

  test('zeros that give another number of places are not the padding of a convolution', () => {
    const pad = layer('ZeroPadding2D', { name: 'z', padding: 3 });
    const conv = layer('Conv2D', { name: 'c', filters: 2, kernel_size: 3 });
    expect(names([8, 8, 1], [pad, conv])).toEqual(['opaque', 'conv2d']);
  });
});
