import { describe, expect, test } from 'vitest';
import { modelText, outline, read } from './kerasHarness.js';

describe('files that Keras 3 wrote', () => {
  test('a chain of dense layers', () => {
    const { model, warnings, diagnostics } = read(modelText('keras3-mlp'));
    expect(model?.name).toBe('mlp');
    expect(model?.inputShape?.value).toEqual([8]);
    expect(outline(model?.layers, ['units', 'activation', 'init'])).toEqual([
      ...new Array<string>(4).fill('dense units=32 activation="tanh" init={"kind":"glorot","gain":1}'),
      'dense units=3 init={"kind":"glorot","gain":1}',
    ]);
    expect(warnings).toEqual([]);
    expect(diagnostics.map(({ code }) => code).sort()).toEqual(['keras.initializer', 'keras.softmax']);
  });

  test('sums of h and a normalised z are residual blocks of the activation', () => {
    const { model, warnings } = read(modelText('keras3-residual-convolutions'));
    expect(warnings).toEqual([]);
    const block = [
      'residual skipValue="activation"',
      '  conv2d filters=8 kernel=[3,3] padding="same" bias=false',
      '  batchNorm activation="relu"',
      '  conv2d filters=8 kernel=[3,3] padding="same" bias=false',
      '  batchNorm activation="relu"',
    ];
    expect(
      outline(model?.layers, ['units', 'filters', 'kernel', 'padding', 'bias', 'activation', 'skipValue']),
    ).toEqual([
      'conv2d filters=8 kernel=[3,3] padding="same" bias=false',
      'batchNorm activation="relu"',
      ...block,
      ...block,
      ...block,
      'globalAveragePool',
      'dense units=10 bias=true',
    ]);
  });

  test('sums of z are residual blocks of the theory, also when they are written as an operator', () => {
    const { model, warnings } = read(modelText('keras3-preactivation'));
    expect(warnings).toEqual([]);
    const block = ['residual skipValue="preactivation"', '  dense units=16 activation="tanh"'];
    expect(outline(model?.layers, ['units', 'activation', 'skipValue'])).toEqual([
      'dense units=16 activation="tanh"',
      ...new Array<readonly string[]>(5).fill(block).flat(),
      'dense units=1',
    ]);
  });

  test('a shortcut with weights of its own is one layer that is not looked into, with its parameters', () => {
    const { model, warnings, diagnostics, text } = read(modelText('keras3-projection'));
    expect(warnings).toEqual(['keras.merge']);
    expect(outline(model?.layers, ['className', 'parameterCount', 'outputShape', 'activation'])).toEqual([
      'conv2d activation="relu"',
      'conv2d',
      'opaque className="Add" parameterCount=40 outputShape=[6,6,8]',
      'flatten',
      'dense',
    ]);
    const merge = diagnostics.find(({ code }) => code === 'keras.merge');
    expect(merge?.message).toContain('"shortcut"');
    expect(text.slice(merge?.range.start, merge?.range.end)).toBe('"Add"');
  });

  test('attention and embeddings are named at their place, and skips around them stay', () => {
    const { model, warnings } = read(modelText('keras3-attention'));
    expect(warnings).toEqual(new Array<string>(3).fill('keras.unsupported'));
    expect(outline(model?.layers, ['className', 'parameterCount', 'outputShape'])).toEqual([
      'opaque className="Embedding" parameterCount=800 outputShape=[20,16]',
      'residual',
      '  opaque className="MultiHeadAttention" parameterCount=1088 outputShape=[20,16]',
      'layerNorm',
      'residual',
      '  opaque className="MultiHeadAttention" parameterCount=1088 outputShape=[20,16]',
      'layerNorm',
      'globalAveragePool',
      'dense',
    ]);
  });

  test('depthwise and separable convolutions are grouped ones; zeros before a convolution are its padding', () => {
    const { model, warnings } = read(modelText('keras3-separable'));
    expect(warnings).toEqual([]);
    const keys = ['filters', 'groups', 'kernel', 'size', 'padding', 'rate', 'activation', 'weightDecay'];
    expect(outline(model?.layers, keys)).toEqual([
      'conv2d filters=6 groups=1 kernel=[3,3] padding="same" activation="relu"',
      'conv2d filters=12 groups=6 kernel=[3,3] padding="same" activation="leakyRelu"',
      'conv2d filters=12 groups=12 kernel=[3,3] padding="same"',
      'conv2d filters=5 kernel=[1,1] padding="valid" activation="elu"',
      'maxPool2d size=[2,2] padding="valid"',
      'avgPool2d size=[2,2] padding="same"',
      'dropout rate=0.1',
      'flatten',
      'dropout rate=0.25',
      'dense weightDecay=0.02',
    ]);
  });

  test('a model in a model that is called twice shares its weights', () => {
    const { model, warnings } = read(modelText('keras3-nested'));
    expect(warnings).toEqual([]);
    expect(outline(model?.layers, ['name', 'frozen', 'tieWith'])).toEqual([
      'dense name="frozen" frozen=true',
      'dense name="core"',
      'dense name="cell/core" tieWith="core"',
      'dense name="dense"',
    ]);
  });

  test('recurrences are layers that are not looked into', () => {
    const { model } = read(modelText('keras3-recurrent'));
    expect(outline(model?.layers, ['className', 'parameterCount', 'outputShape'])).toEqual([
      'opaque className="LSTM" parameterCount=308 outputShape=[12,7]',
      'opaque className="GRU" parameterCount=210 outputShape=[5]',
      'dense',
    ]);
  });
});
