/** A small network that has something to show in every view, trained in a moment. */
export const EVERYTHING = `bbd: 1
name: Everything
seed: 3
data: {source: teacher, inputs: 4, outputs: 2, samples: 64, noise: 0.02, validation: 0.25}
layers:
  - {type: dense, name: lift, units: 6, activation: tanh}
  - repeat: 6
    layers:
      - type: residual
        name: block
        layers:
          - {type: dense, units: 6, activation: tanh, init: {kind: smooth, gain: 0.1, depthCorrelation: 6}}
  - {type: dense, name: head, units: 2}
loss: mse
training: {learningRate: 0.02, batchSize: 4, steps: 300}
analysis: {every: 5, probe: 4, dynamics: 20, statistics: 100, continuum: 100}
`;

export const endless = (text: string): string => text.replace(/steps: \d+/, 'steps: 100000000');
