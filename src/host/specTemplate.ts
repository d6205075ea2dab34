/**
 * The text of a new spec: small enough to train in a second, complete enough to change from. Its first line is the
 * title of its tab until it is saved.
 */
export const SPEC_TEMPLATE = `name: My network
# Run "BBD: Analyze network" to train this network and see the Lagrangian of every layer.
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
`;
