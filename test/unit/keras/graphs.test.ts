import { describe, expect, test } from 'vitest';
import { outline, read, type ReadFile } from './kerasHarness.js';

type Config = Readonly<Record<string, unknown>>;
/** name, class, config, inputs */
type Entry = readonly [string, string, Config, ...(readonly string[])];

/** A Keras 2 functional model whose last layer is the output. */
function functional(entries: readonly Entry[], more: object = {}): ReadFile {
  const layers = entries.map(([name, className, config, ...inputs]) => ({
    name,
    class_name: className,
    config: { name, ...config },
    inbound_nodes: inputs.length === 0 ? [] : [inputs.map((input) => [input, 0, 0, {}])],
  }));
  const last = entries.at(-1)?.[0];
  return read({
    class_name: 'Functional',
    config: { name: 'graph', layers, input_layers: [['x', 0, 0]], output_layers: [[last, 0, 0]], ...more },
  });
}

const X: Entry = ['x', 'InputLayer', { batch_input_shape: [null, 4] }];
const dense = (name: string, from: string, config: Config = {}): Entry => [
  name,
  'Dense',
  { units: 4, ...config },
  from,
];
const tanh = (name: string, from: string): Entry => [name, 'Activation', { activation: 'tanh' }, from];
const add = (name: string, ...from: readonly string[]): Entry => [name, 'Add', {}, ...from];

const KEYS = ['name', 'activation', 'skipFrom', 'skipValue'];

describe('sums', () => {
  test('of the input and z: a block around the first layer', () => {
    const { model, warnings } = functional([X, dense('a', 'x'), add('s', 'x', 'a')]);
    expect(outline(model?.layers, KEYS)).toEqual([
      'residual name="s" skipValue="preactivation"',
      '  dense name="a"',
    ]);
    expect(warnings).toEqual([]);
  });

  test('of h and z: the activation is added', () => {
    const { model } = functional([
      X,
      dense('a', 'x', { activation: 'tanh' }),
      dense('b', 'a'),
      add('s', 'b', 'a'),
    ]);
    expect(outline(model?.layers, KEYS)).toEqual([
      'dense name="a" activation="tanh"',
      'residual name="s" skipValue="activation"',
      '  dense name="b"',
    ]);
  });

  test('of z and z: the preactivation is added, whatever follows on the way', () => {
    const { model } = functional([X, dense('a', 'x'), tanh('t', 'a'), dense('b', 't'), add('s', 'a', 'b')]);
    expect(outline(model?.layers, KEYS)).toEqual([
      'dense name="a" activation="tanh"',
      'residual name="s" skipValue="preactivation"',
      '  dense name="b"',
    ]);
  });

  test('an activation behind a sum is that of the last layer inside', () => {
    const { model } = functional([X, dense('a', 'x'), add('s', 'x', 'a'), tanh('t', 's'), dense('b', 't')]);
    expect(outline(model?.layers, KEYS)).toEqual([
      'residual name="s" skipValue="preactivation"',
      '  dense name="a" activation="tanh"',
      'dense name="b"',
    ]);
  });

  test('within sums are blocks within blocks; three summands are two skips', () => {
    const nested = functional([X, dense('a', 'x'), dense('b', 'a'), add('s', 'a', 'b'), add('t', 'x', 's')]);
    expect(outline(nested.model?.layers, ['name'])).toEqual([
      'residual name="t"',
      '  dense name="a"',
      '  residual name="s"',
      '    dense name="b"',
    ]);
    const three = functional([X, dense('a', 'x'), dense('b', 'a'), add('s', 'a', 'x', 'b')]);
    expect(outline(three.model?.layers, ['name'])).toEqual([
      'residual name="s"',
      '  dense name="a"',
      '  residual name="s"',
      '    dense name="b"',
    ]);
  });

  test('that cross are a block and a skip by name', () => {
    const { model, warnings } = functional([
      X,
      dense('a', 'x'),
      dense('b', 'a'),
      add('s', 'x', 'b'),
      dense('c', 's'),
      add('t', 'a', 'c'),
    ]);
    expect(outline(model?.layers, KEYS)).toEqual([
      'residual name="s" skipValue="preactivation"',
      '  dense name="a"',
      '  dense name="b"',
      'dense name="c" skipFrom="a" skipValue="preactivation"',
    ]);
    expect(warnings).toEqual([]);
  });

  test.each([
    ['two activations', [X, dense('a', 'x'), dense('b', 'a', { activation: 'tanh' }), add('s', 'a', 'b')]],
    [
      'a value behind dropout',
      [X, dense('a', 'x'), ['o', 'Dropout', { rate: 0.5 }, 'a'], add('s', 'x', 'o')],
    ],
    ['the values of a branch', [X, dense('a', 'x'), dense('b', 'a'), dense('p', 'x'), add('s', 'b', 'p')]],
    ['an image beside', [X, dense('a', 'x'), dense('b', 'a'), ['c', 'Concatenate', {}, 'a', 'b']]],
  ] as const)('of what the model cannot say is one layer that is not looked into: %s', (_, entries) => {
    const { model, warnings } = functional(entries);
    expect(warnings).toEqual(['keras.merge']);
    expect(model?.layers.at(-1)?.value?.kind).toBe('opaque');
  });

  test('the parameters of a branch count with the layer where it joins', () => {
    const { model } = functional([
      X,
      dense('a', 'x'),
      dense('b', 'a'),
      dense('p', 'x', { units: 4, use_bias: false }),
      add('s', 'b', 'p'),
    ]);
    expect(outline(model?.layers, ['parameterCount'])).toEqual([
      'dense',
      'dense',
      'opaque parameterCount=16',
    ]);
  });
});

test('the longest way to the output is followed, and what leads elsewhere is named', () => {
  const { model, diagnostics } = functional(
    [
      X,
      dense('a', 'x'),
      dense('other', 'a'),
      dense('behind', 'other'),
      dense('b', 'a'),
      dense('c', 'b'),
      dense('d', 'c'),
    ],
    {
      output_layers: [
        ['d', 0, 0],
        ['behind', 0, 0],
      ],
    },
  );
  expect(outline(model?.layers, ['name']).map((line) => line.slice(-2, -1))).toEqual(['a', 'b', 'c', 'd']);
  expect(diagnostics.map(({ code, message }) => [code, message.includes('"other"')])).toEqual([
    ['keras.branch', true],
  ]);
});

test('a layer that is applied again shares its weights', () => {
  const shared = {
    name: 'a',
    class_name: 'Dense',
    config: { name: 'a', units: 4 },
    inbound_nodes: [[['x', 0, 0, {}]], [['a', 0, 0, {}]], [['a', 1, 0, {}]]],
  };
  const input = { name: 'x', class_name: 'InputLayer', config: X[2], inbound_nodes: [] };
  const { model, warnings } = read({
    class_name: 'Model',
    config: {
      name: 'loop',
      layers: [input, shared],
      input_layers: [['x', 0, 0]],
      output_layers: [['a', 2, 0]],
    },
  });
  expect(outline(model?.layers, ['name', 'tieWith'])).toEqual([
    'dense name="a"',
    'dense name="a#2" tieWith="a"',
    'dense name="a#3" tieWith="a"',
  ]);
  expect(warnings).toEqual([]);
});

test.each([0, 1])('a model in a model is found whether its calls count from %i', (from) => {
  const cell = {
    name: 'cell',
    class_name: 'Functional',
    config: {
      name: 'cell',
      layers: [
        { name: 'in', class_name: 'InputLayer', config: X[2], inbound_nodes: [] },
        { name: 'a', class_name: 'Dense', config: { units: 4 }, inbound_nodes: [[['in', 0, 0, {}]]] },
      ],
      input_layers: [['in', 0, 0]],
      output_layers: [['a', 0, 0]],
    },
    inbound_nodes: [[['x', 0, 0, {}]], [['b', 0, 0, {}]]],
  };
  const layers = [
    { name: 'x', class_name: 'InputLayer', config: X[2], inbound_nodes: [] },
    cell,
    { name: 'b', class_name: 'Dense', config: { units: 4 }, inbound_nodes: [[['cell', from, 0, {}]]] },
  ];
  const { model, warnings } = read({
    class_name: 'Functional',
    config: { layers, input_layers: [['x', 0, 0]], output_layers: [['cell', from + 1, 0]] },
  });
  expect(warnings).toEqual([]);
  expect(outline(model?.layers, ['name', 'tieWith'])).toEqual([
    'dense name="a"',
    'dense name="b"',
    'dense name="cell/a" tieWith="a"',
  ]);
});

test('a layer whose first use is off the way is tied to none', () => {
  const shared = (...inputs: readonly string[]): object => ({
    name: 'shared',
    class_name: 'Dense',
    config: { units: 4 },
    inbound_nodes: inputs.map((input) => [[input, 0, 0, {}]]),
  });
  const layers = [
    { name: 'x', class_name: 'InputLayer', config: X[2], inbound_nodes: [] },
    { name: 'y', class_name: 'InputLayer', config: X[2], inbound_nodes: [] },
    { name: 'a', class_name: 'Dense', config: { units: 4 }, inbound_nodes: [[['x', 0, 0, {}]]] },
    shared('y', 'a'),
    {
      name: 'c',
      class_name: 'Concatenate',
      config: {},
      inbound_nodes: [
        [
          ['shared', 0, 0, {}],
          ['shared', 1, 0, {}],
        ],
      ],
    },
  ];
  const { model } = read({
    class_name: 'Functional',
    config: {
      layers,
      input_layers: [
        ['x', 0, 0],
        ['y', 0, 0],
      ],
      output_layers: [['c', 0, 0]],
    },
  });
  expect(outline(model?.layers, ['name', 'tieWith', 'outputShape'])).toEqual([
    'dense name="a"',
    'dense name="shared#2"',
    'opaque name="c" outputShape=[8]',
  ]);
});

test('a sum that TensorFlow wrote as an operator is a sum', () => {
  const layers = [
    { name: 'x', class_name: 'InputLayer', config: X[2], inbound_nodes: [] },
    { name: 'a', class_name: 'Dense', config: { units: 4 }, inbound_nodes: [[['x', 0, 0, {}]]] },
    {
      name: 'tf.__operators__.add',
      class_name: 'TFOpLambda',
      config: { name: 'tf.__operators__.add', function: '__operators__.add' },
      inbound_nodes: [['x', 0, 0, { y: ['a', 0, 0], name: null }]],
    },
  ];
  const { model } = read({
    class_name: 'Functional',
    config: { layers, input_layers: [['x', 0, 0]], output_layers: [['tf.__operators__.add', 0, 0]] },
  });
  expect(outline(model?.layers, ['skipValue'])).toEqual(['residual skipValue="preactivation"', '  dense']);
});

describe('graphs that make none', () => {
  test('a circle is an error at one of its layers', () => {
    const { diagnostics } = functional([X, dense('a', 'b'), dense('b', 'a')]);
    expect(diagnostics[0]).toMatchObject({ code: 'keras.graph', severity: 'error' });
  });

  test('an input that is not there is an error', () => {
    const { diagnostics } = functional([X, dense('a', 'nobody')]);
    expect(diagnostics[0]?.code).toBe('keras.graph');
  });

  test('models that double in models that double end at a limit', () => {
    let model: object = {
      class_name: 'Sequential',
      config: { name: 'm0', layers: [{ class_name: 'Dense', config: { units: 1 } }] },
    };
    for (let i = 1; i < 40; i++) {
      model = { class_name: 'Sequential', config: { name: `m${i}`, layers: [model, model] } };
      if (JSON.stringify(model).length > 2e4) break;
    }
    const shared = {
      name: 'm',
      ...model,
      inbound_nodes: Array.from({ length: 300 }, (_, i) => [
        [i === 0 ? 'x' : 'm', Math.max(0, i - 1), 0, {}],
      ]),
    };
    const input = { name: 'x', class_name: 'InputLayer', config: X[2], inbound_nodes: [] };
    const { diagnostics } = read({
      class_name: 'Functional',
      config: { layers: [input, shared], input_layers: [['x', 0, 0]], output_layers: [['m', 299, 0]] },
    });
    expect(diagnostics.filter(({ code }) => code === 'keras.tooManyLayers')).toHaveLength(1);
  });
});
