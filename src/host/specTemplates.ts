/** A spec to begin with. */
export interface SpecTemplate {
  readonly id: string;
  readonly title: string;
  /** What it shows, in a few words. */
  readonly description: string;
  /** Its first line is the title of its tab until it is saved. */
  readonly text: string;
}

const HINT = '# Run "BBD: Analyze network" to train this network and see the Lagrangian of every layer.';

/** Small enough to train in seconds, complete enough to change from. */
export const SPEC_TEMPLATES: readonly SpecTemplate[] = [
  {
    id: 'regression',
    title: 'Regression',
    description: 'Equal tanh layers learn a random function',
    text: `name: My network
${HINT}
bbd: 1
seed: 1
data: {source: teacher, inputs: 8, outputs: 1, samples: 256, noise: 0.05}
layers: # from input to output
  - {type: dense, units: 16, activation: tanh}
  - repeat: 3
    layers:
      - {type: dense, units: 16, activation: tanh}
  - {type: dense, units: 1}
loss: mse
training: {optimizer: sgd, learningRate: 0.02, batchSize: 8, steps: 1000}
analysis: {every: 10, probe: 8, mode: probe}
`,
  },
  {
    id: 'classification',
    title: 'Classification',
    description: 'Relu layers tell two spirals apart',
    text: `name: My classifier
${HINT}
bbd: 1
seed: 1
data: {source: spirals, classes: 2, samples: 400, noise: 0.02}
layers:
  - {type: dense, units: 32, activation: relu, init: he}
  - repeat: 3
    layers:
      - {type: dense, units: 32, activation: relu, init: he}
  - {type: dense, units: 2} # one a class; crossEntropy applies softmax itself
loss: crossEntropy
training: {optimizer: sgd, learningRate: 0.05, batchSize: 16, steps: 2000}
`,
  },
  {
    id: 'table',
    title: 'Table of your own',
    description: 'A csv file beside the spec; save the spec first',
    text: `name: My table
# Save this file beside the table, then run "BBD: Analyze network".
bbd: 1
seed: 1
data:
  source: csv
  path: table.csv # relative to this file
  targets: 1 # the last column; or the name of a column, or a list of names
layers:
  - {type: dense, units: 16, activation: tanh}
  - {type: dense, units: 16, activation: tanh}
  - {type: dense, units: 1} # as many as there are targets, or classes
loss: mse
training: {learningRate: 0.02, batchSize: 8, steps: 1000}
`,
  },
  {
    id: 'residual',
    title: 'Residual network',
    description: 'z + W tanh(z) + b, the form with a continuum limit along depth',
    text: `name: My residual network
${HINT}
bbd: 1
seed: 1
data: {source: teacher, inputs: 8, outputs: 1, samples: 256}
layers:
  - {type: dense, units: 16, activation: tanh}
  - repeat: 6
    layers:
      - type: residual
        layers:
          - {type: dense, units: 16, activation: tanh, init: {kind: glorot, gain: 0.5}}
  - {type: dense, units: 1}
loss: mse
training: {learningRate: 0.02, batchSize: 8, steps: 1000}
`,
  },
  {
    id: 'convolution',
    title: 'Convolution on digits',
    description: '8×8 handwritten digits, equal convolutions with circular padding',
    text: `name: My convolutional network
${HINT}
bbd: 1
seed: 1
data: {source: digits} # 8×8×1, ten classes
layers:
  - {type: conv2d, filters: 8, kernel: 3, padding: circular, activation: relu, init: he}
  - repeat: 3
    layers:
      - {type: conv2d, filters: 8, kernel: 3, padding: circular, activation: relu, init: he}
  - {type: avgPool2d, size: 2} # 8×8×8 to 4×4×8
  - {type: flatten} # to 128
  - {type: dense, units: 10}
loss: crossEntropy
training: {learningRate: 0.02, batchSize: 16, steps: 1000}
`,
  },
  {
    id: 'ring',
    title: 'Local network on a ring',
    description: "The paper's local layers move a smooth field along",
    text: `name: My local network
${HINT}
bbd: 1
seed: 1
data: {source: ring-waves, inputs: 32, waves: 3, shift: 2}
layers:
  - repeat: 5
    layers:
      - {type: local, activation: tanh}
  - {type: local}
loss: mse
training: {learningRate: 0.02, batchSize: 8, steps: 1000}
`,
  },
  {
    id: 'keras',
    title: 'Companion of a Keras file',
    description: 'Data, loss and training for a model.json beside it; save the spec first',
    text: `name: My Keras model
# Save this file beside the model: model.to_json() of Keras, or model.json of TensorFlow.js.
bbd: 1
seed: 1
data: {source: teacher, inputs: 8, outputs: 1, samples: 256} # as many inputs and outputs as the model has
network: {keras: model.json}
loss: mse
training: {learningRate: 0.02, batchSize: 8, steps: 1000}
`,
  },
];
