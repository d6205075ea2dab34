import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TextRange } from '../../../src/base/textRange.js';
import { looksLikeKerasModel } from '../../../src/keras/modelNode.js';
import { KERAS_CODES } from '../../../src/keras/kerasCodes.js';
import type { LayerListAst } from '../../../src/spec/keysLayers.js';
import { modelText, read } from './kerasHarness.js';

function rangesOf(layers: LayerListAst): TextRange[] {
  return layers.flatMap(({ value, range }) => {
    if (value === undefined) return [range];
    const values = Object.values(value.values) as readonly ({ readonly range: TextRange } | undefined)[];
    const inner = value.kind === 'residual' ? rangesOf(value.values.layers?.value ?? []) : [];
    return [range, value.range, ...values.flatMap((one) => one?.range ?? []), ...inner];
  });
}

/** Everything comes back without a throw, and lies in the text. */
function check(text: string): void {
  const { model, diagnostics } = read(text);
  looksLikeKerasModel(text);
  const ranges = [...diagnostics.map(({ range }) => range), ...rangesOf(model?.layers ?? [])];
  for (const { start, end } of ranges) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(text.length);
  }
  for (const { code } of diagnostics) expect(KERAS_CODES).toContain(code);
  if (model === undefined) expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
}

test('any text gives a result', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200, unit: 'binary' }), check));
});

test('any bytes give a result', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      check(new TextDecoder().decode(bytes));
    }),
  );
});

const CLASSES = [
  'Sequential Functional InputLayer Dense Conv1D Conv2D DepthwiseConv2D SeparableConv2D Activation ReLU Softmax',
  'BatchNormalization LayerNormalization Dropout Flatten Reshape MaxPooling2D GlobalAveragePooling2D ZeroPadding2D Add',
  'Concatenate LSTM MultiHeadAttention Embedding TimeDistributed UpSampling2D Permute MyLayer',
]
  .join(' ')
  .split(' ');

const size = fc.oneof(fc.integer({ min: -1, max: 5 }), fc.constant(null), fc.double());
const sizes = fc.oneof(size, fc.array(size, { maxLength: 3 }), fc.array(fc.array(size, { maxLength: 2 })));
const word = fc.constantFrom(
  'same',
  'valid',
  'tanh',
  'softmax',
  'warp',
  'a',
  'b',
  'channels_first',
  'he_normal',
  'L2',
);
const value = fc.oneof(sizes, word, fc.boolean(), fc.jsonValue({ maxDepth: 2 }));
const KEYS = [
  'units filters kernel_size strides padding pool_size groups activation use_bias rate axis target_shape name trainable',
  'batch_shape batch_input_shape kernel_initializer kernel_regularizer depth_multiplier dilation_rate num_heads key_dim layers',
]
  .join(' ')
  .split(' ');
const config = fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 8 });
const reference = fc.tuple(
  word,
  fc.integer({ min: -1, max: 2 }),
  fc.integer({ min: -1, max: 1 }),
  fc.constant({}),
);
const entry = fc.record(
  {
    class_name: fc.constantFrom(...CLASSES),
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    config,
    inbound_nodes: fc.array(fc.array(reference, { maxLength: 3 }), { maxLength: 2 }),
  },
  { requiredKeys: ['class_name'] },
);
const wellFed = fc.array(fc.tuple(fc.constantFrom(...CLASSES), config, fc.nat(), fc.nat()), {
  maxLength: 12,
});

test('any layers of known classes with any settings give a result', () => {
  const model = fc.record({
    class_name: fc.constantFrom('Sequential', 'Functional'),
    config: fc.record({
      layers: fc.array(entry, { maxLength: 8 }),
      output_layers: fc.array(reference, { maxLength: 2 }),
    }),
  });
  fc.assert(
    fc.property(model, (made) => {
      check(JSON.stringify(made));
    }),
  );
});

test('any graph of known classes gives a result', () => {
  fc.assert(
    fc.property(wellFed, (made) => {
      const layers = made.map(([class_name, settings, first, second], i) => {
        const inputs = i === 0 ? [] : [...new Set([first % i, second % i])].map((at) => [`l${at}`, 0, 0, {}]);
        return {
          name: `l${i}`,
          class_name,
          config: settings,
          inbound_nodes: inputs.length === 0 ? [] : [inputs],
        };
      });
      const output_layers = [[`l${layers.length - 1}`, 0, 0]];
      check(JSON.stringify({ class_name: 'Functional', config: { layers, output_layers } }));
    }),
  );
});

test('a file that is cut or changed anywhere gives a result', () => {
  const texts = ['keras3-nested', 'keras3-projection', 'keras3-separable'].map(modelText);
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.nat(),
      fc.nat({ max: 40 }),
      fc.string({ maxLength: 5 }),
      (text, at, cut, put) => {
        const start = at % text.length;
        check(text.slice(0, start) + put + text.slice(start + cut));
      },
    ),
    { numRuns: 60 },
  );
});
