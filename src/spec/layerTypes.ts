import { choice } from './choiceType.js';

/** What stands after `type:` in a layer. A repeat has no type. */
export const LAYER_TYPES = choice(
  [
    {
      name: 'dense',
      documentation: 'Every unit sees every output of the layer before.',
      synonyms: ['fullyConnected', 'fc', 'affine'],
    },
    {
      name: 'local',
      documentation: 'Every unit sees two neighbours on a ring, with weights of its own.',
      synonyms: ['locallyConnected', 'locallyConnected1d', 'ring'],
    },
    {
      name: 'conv1d',
      documentation: 'A kernel that slides along a line, the same weights everywhere.',
      synonyms: ['convolution1d', 'convolutional1d'],
    },
    {
      name: 'conv2d',
      documentation: 'A kernel that slides over an image, the same weights everywhere.',
      synonyms: ['convolution2d', 'convolutional2d', 'conv', 'convolution'],
    },
    {
      name: 'residual',
      documentation: 'Layers with a skip around them: what goes in is added to what comes out.',
      synonyms: ['skip', 'resBlock', 'residualBlock', 'shortcut'],
    },
    {
      name: 'layerNorm',
      documentation: 'Every sample to mean 0 and variance 1 over its neurons, then scale and shift.',
      synonyms: ['layerNormalization'],
    },
    {
      name: 'batchNorm',
      documentation: 'Every neuron to mean 0 and variance 1 over the batch, then scale and shift.',
      synonyms: ['batchNormalization', 'batchNorm1d', 'batchNorm2d', 'bn'],
    },
    { name: 'dropout', documentation: 'Sets a random share of the values to 0 while training.' },
    {
      name: 'flatten',
      documentation: 'Makes one row of numbers of an image or a line.',
      synonyms: ['reshape'],
    },
    {
      name: 'maxPool1d',
      documentation: 'The largest value of every window along a line.',
      synonyms: ['maxPooling1d'],
    },
    {
      name: 'maxPool2d',
      documentation: 'The largest value of every window of an image.',
      synonyms: ['maxPooling2d', 'maxPool', 'pool'],
    },
    {
      name: 'avgPool1d',
      documentation: 'The mean of every window along a line.',
      synonyms: ['averagePooling1d', 'averagePool1d', 'meanPool1d'],
    },
    {
      name: 'avgPool2d',
      documentation: 'The mean of every window of an image.',
      synonyms: ['averagePooling2d', 'averagePool2d', 'meanPool2d', 'avgPool'],
    },
    {
      name: 'globalAveragePool',
      documentation: 'The mean of every channel.',
      synonyms: [
        'globalAveragePooling',
        'globalAveragePooling1d',
        'globalAveragePooling2d',
        'globalAvgPool',
        'adaptiveAvgPool2d',
        'gap',
      ],
    },
  ],
  {
    hints: {
      repeat: 'Write "repeat: 3" and "layers: […]" without a type.',
      linear: 'A linear layer is "type: dense" without an activation.',
      activation: 'An activation is a key of the layer before it, such as "activation: relu".',
      relu: 'An activation is a key of the layer before it: "activation: relu".',
      softmax: 'Leave the layer out: crossEntropy applies softmax itself.',
      input: 'Leave the layer out: the data says how many inputs there are.',
      inputLayer: 'Leave the layer out: the data says how many inputs there are.',
      add: 'Write "type: residual" around the layers that are skipped, or "skipFrom: NAME" in a layer.',
      conv3d: 'Images have two axes here: use conv2d.',
      groupNorm: 'Use layerNorm.',
      depthwiseConv2d: 'Write "type: conv2d" with as many groups as there are channels.',
      globalMaxPool: 'Use globalAveragePool.',
      lstm: 'Networks are feed-forward here, without recurrence.',
      gru: 'Networks are feed-forward here, without recurrence.',
      simpleRnn: 'Networks are feed-forward here, without recurrence.',
      attention:
        'Attention has no layer of its own here; a Keras file may hold it as a layer that is not looked into.',
      multiHeadAttention:
        'Attention has no layer of its own here; a Keras file may hold it as a layer that is not looked into.',
      embedding: 'Inputs are numbers here: write one-hot columns and a dense layer.',
    },
  },
);
