/**
 * Small experiments that together use every layer, loss and optimiser that PyTorch has, too. 100 steps each, from the
 * seed on.
 * @typedef {object} ComparedSpec
 * @property {string} name
 * @property {string} data
 * @property {readonly string[]} layers
 * @property {string} [loss] mse unless it is said
 * @property {string} [training] beside batchSize and steps
 */

const TEACHER = '{source: teacher, inputs: 5, outputs: 2, samples: 64, noise: 0.1}';
const DIGITS = '{source: digits, samples: 96}';
const LINES = '{source: mnist1d, samples: 96}';
const RING = '{source: ring-waves, inputs: 12, samples: 64}';
const SPIRALS = '{source: spirals, classes: 3, samples: 64, noise: 0.05}';

const CHAIN = [
  '{type: dense, units: 8, activation: tanh}',
  '{type: dense, units: 8, activation: tanh}',
  '{type: dense, units: 2}',
];
const CLASSES = [
  '{type: dense, units: 8, activation: silu}',
  '{type: dense, units: 8, activation: gelu}',
  '{type: dense, units: 3}',
];

/** @type {readonly ComparedSpec[]} */
export const SPECS = [
  { name: 'dense tanh, sgd', data: TEACHER, layers: CHAIN, training: 'learningRate: 0.05' },
  {
    name: 'momentum',
    data: TEACHER,
    layers: CHAIN,
    training: 'learningRate: 0.01, optimizer: {kind: momentum, momentum: 0.9}',
  },
  {
    name: 'nesterov',
    data: TEACHER,
    layers: CHAIN,
    training: 'learningRate: 0.01, optimizer: {kind: nesterov, momentum: 0.8}',
  },
  { name: 'adam', data: TEACHER, layers: CHAIN, training: 'learningRate: 0.01, optimizer: adam' },
  { name: 'rmsprop', data: TEACHER, layers: CHAIN, training: 'learningRate: 0.002, optimizer: rmsprop' },
  {
    name: 'weight decay and learning rate multiplier',
    data: TEACHER,
    layers: [
      '{type: dense, units: 8, activation: sigmoid, weightDecay: 0.1}',
      '{type: dense, units: 8, activation: softplus, learningRateMultiplier: 0.3}',
      '{type: dense, units: 8, activation: tanh, frozen: true}',
      '{type: dense, units: 2, bias: false}',
    ],
    training: 'learningRate: 0.05, weightDecay: 0.02',
  },
  {
    name: 'weight decay under adam',
    data: TEACHER,
    layers: CHAIN,
    training: 'learningRate: 0.01, optimizer: adam, weightDecay: 0.1',
  },
  {
    name: 'schedule in steps',
    data: TEACHER,
    layers: CHAIN,
    training: 'learningRate: 0.05, schedule: {kind: step, every: 30, factor: 0.4}',
  },
  {
    name: 'cosine schedule, adam',
    data: TEACHER,
    layers: CHAIN,
    training: 'learningRate: 0.01, optimizer: adam, schedule: {kind: cosine, end: 0.1}',
  },
  {
    name: 'cross-entropy',
    data: SPIRALS,
    layers: CLASSES,
    loss: 'crossEntropy',
    training: 'learningRate: 0.1',
  },
  {
    name: 'divergence',
    data: SPIRALS,
    layers: CLASSES,
    loss: 'klDivergence',
    training: 'learningRate: 0.1, optimizer: {kind: momentum, momentum: 0.5}',
  },
  { name: 'hinge of classes', data: SPIRALS, layers: CLASSES, loss: 'hinge', training: 'learningRate: 0.02' },
  {
    name: 'activations with kinks',
    data: TEACHER,
    layers: [
      '{type: dense, units: 8, activation: relu, init: he}',
      '{type: dense, units: 8, activation: leakyRelu, init: he}',
      '{type: dense, units: 8, activation: elu}',
      '{type: dense, units: 2}',
    ],
    training: 'learningRate: 0.02',
  },
  {
    name: 'residual blocks and a long skip',
    data: TEACHER,
    layers: [
      '{type: dense, name: lift, units: 8, activation: tanh}',
      '{type: residual, layers: [{type: dense, units: 8, activation: tanh}]}',
      '{type: residual, skipValue: activation, layers: [{type: dense, units: 6, activation: tanh}, {type: dense, units: 8, activation: relu}]}',
      '{type: dense, units: 8, skipFrom: lift, activation: tanh}',
      '{type: dense, units: 2}',
    ],
    training: 'learningRate: 0.02',
  },
  {
    name: 'tied layers, momentum',
    data: TEACHER,
    layers: [
      '{type: dense, units: 8, activation: tanh}',
      '{type: dense, name: own, units: 8, activation: tanh}',
      '{type: dense, units: 8, activation: tanh, tieWith: own}',
      '{type: dense, units: 2}',
    ],
    training: 'learningRate: 0.01, optimizer: momentum',
  },
  {
    name: 'local',
    data: RING,
    layers: ['{repeat: 4, layers: [{type: local, activation: tanh}]}', '{type: local}'],
    training: 'learningRate: 0.02',
  },
  {
    name: 'layerNorm',
    data: TEACHER,
    layers: [
      '{type: dense, units: 8}',
      '{type: layerNorm, activation: tanh}',
      '{type: dense, units: 8, activation: gelu}',
      '{type: layerNorm}',
      '{type: dense, units: 2}',
    ],
    training: 'learningRate: 0.02, optimizer: adam',
  },
  {
    name: 'batchNorm',
    data: TEACHER,
    layers: [
      '{type: dense, units: 8}',
      '{type: batchNorm, activation: tanh}',
      '{type: dense, units: 8, activation: tanh}',
      '{type: batchNorm}',
      '{type: dense, units: 2}',
    ],
    training: 'learningRate: 0.02',
  },
  {
    name: 'conv1d, circular, with pools',
    data: LINES,
    layers: [
      '{type: conv1d, filters: 4, kernel: 5, padding: circular, activation: tanh}',
      '{type: maxPool1d, size: 2}',
      '{type: conv1d, filters: 6, kernel: 3, stride: 2, padding: same, groups: 2, activation: silu}',
      '{type: avgPool1d, size: 2}',
      '{type: flatten}',
      '{type: dense, units: 10}',
    ],
    loss: 'crossEntropy',
    training: 'learningRate: 0.05',
  },
  {
    name: 'conv2d, batchNorm, momentum',
    data: DIGITS,
    layers: [
      '{type: conv2d, filters: 4, kernel: 3, padding: valid}',
      '{type: batchNorm, activation: relu}',
      '{type: conv2d, filters: 4, kernel: [3, 2], stride: [2, 1], padding: same, activation: tanh}',
      '{type: globalAveragePool}',
      '{type: dense, units: 10}',
    ],
    loss: 'crossEntropy',
    training: 'learningRate: 0.02, optimizer: momentum',
  },
];

/**
 * The text of a spec: batches of 8, as many steps as are compared.
 * @param {ComparedSpec} spec
 * @param {number} steps
 */
export const specText = ({ name, data, layers, loss = 'mse', training = '' }, steps) => `bbd: 1
name: ${name}
seed: 5
data: ${data}
layers:
${layers.map((layer) => `  - ${layer}\n`).join('')}loss: ${loss}
training: {batchSize: 8, steps: ${steps}, ${training}}
analysis: {every: 1, mode: batch}
`;
