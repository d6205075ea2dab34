/**
 * The networks that are measured. `widths` from input to output; `targets` for the fused step over the others, where
 * there are any. `local` links are rings; `residual` ones add what they are given, z, unless it has another width.
 */
export const NETWORKS = {
  small: {
    title: '2-32×8-1 tanh, batch 1',
    widths: [2, ...Array(8).fill(32), 1],
    activation: 'tanh',
    loss: 'mse',
    batchSize: 1,
    targets: { minimize: 150, PyTorch: 50 },
  },
  batched: {
    title: '2-32×8-1 tanh, batch 32',
    widths: [2, ...Array(8).fill(32), 1],
    activation: 'tanh',
    loss: 'mse',
    batchSize: 32,
    targets: { minimize: 25, PyTorch: 6 },
  },
  wide: {
    title: '784-128×4-10 tanh, batch 32',
    widths: [784, ...Array(4).fill(128), 10],
    activation: 'tanh',
    loss: 'crossEntropy',
    batchSize: 32,
    targets: { minimize: 11, PyTorch: 0.9 },
  },
  wider: {
    title: '784-512×8-10 relu, batch 128',
    widths: [784, ...Array(8).fill(512), 10],
    activation: 'relu',
    loss: 'crossEntropy',
    batchSize: 128,
    targets: { minimize: 17, PyTorch: 0.55 },
  },
  ring: {
    title: '64 local×8 tanh, batch 32',
    widths: Array(9).fill(64),
    links: 'local',
    activation: 'tanh',
    loss: 'mse',
    batchSize: 32,
  },
  residual: {
    title: '64-128×8-10 residual relu, batch 32',
    widths: [64, ...Array(8).fill(128), 10],
    links: 'residual',
    activation: 'relu',
    loss: 'crossEntropy',
    batchSize: 32,
  },
  smallAdam: {
    title: '2-32×8-1 tanh, batch 1, Adam',
    widths: [2, ...Array(8).fill(32), 1],
    activation: 'tanh',
    loss: 'mse',
    batchSize: 1,
    optimizer: 'adam',
  },
  wideAdam: {
    title: '784-128×4-10 tanh, batch 32, Adam',
    widths: [784, ...Array(4).fill(128), 10],
    activation: 'tanh',
    loss: 'crossEntropy',
    batchSize: 32,
    optimizer: 'adam',
  },
};

const OPTIMIZERS = {
  sgd: { kind: 'sgd' },
  adam: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
};

/** An experiment of the project on one of them. */
export function experimentOn({ title, widths, links: kind, activation, loss, batchSize, optimizer = 'sgd' }) {
  const type = kind === 'local' ? 'local' : 'dense';
  const links = widths.slice(1).map((outputs, m) => ({
    m,
    name: `${type}${m}`,
    type,
    inputs: widths[m],
    outputs,
    activationIn: m === 0 ? 'linear' : activation,
    bias: true,
    initializer: { kind: 'glorot', gain: 1 },
    inputShape: [widths[m]],
    outputShape: [outputs],
    operationsIn: [],
    skips:
      kind === 'residual' && widths[m] === outputs
        ? [{ from: m, value: 'preactivation', span: 1, layer: m }]
        : [],
    learningRateMultiplier: 1,
    weightDecay: 0,
    frozen: false,
    parameterCount: ((type === 'local' ? 2 : widths[m]) + 1) * outputs,
    layer: m,
    range: { start: 0, end: 0 },
    copies: [],
  }));
  const [inputs, outputs] = [widths[0], widths.at(-1)];
  return {
    name: title,
    seed: 1,
    network: {
      inputShape: [inputs],
      inputs,
      outputs,
      links,
      operationsOut: [],
      outputActivation: 'linear',
      loss,
      parameterCount: links.reduce((sum, link) => sum + link.parameterCount, 0),
    },
    data: classes(loss, inputs, outputs, Math.max(256, batchSize)),
    training: {
      optimizer: OPTIMIZERS[optimizer],
      schedule: { kind: 'constant' },
      learningRate: 1e-3,
      batchSize,
      steps: Number.MAX_SAFE_INTEGER,
      backend: 'wasm',
    },
    analysis: { every: 1, probe: 8, mode: 'probe', statistics: 0, seeds: 1 },
  };
}

/** Samples that a loss makes sense of: a teacher's outputs, or classes in turn. */
function classes(loss, inputs, outputs, samples) {
  if (loss === 'mse') return { source: 'teacher', inputs, outputs, samples, noise: 0 };
  const inputValues = Float64Array.from({ length: samples * inputs }, (_, i) => Math.sin(i * i));
  const targetValues = new Float64Array(samples * outputs);
  for (let s = 0; s < samples; s++) targetValues[s * outputs + (s % outputs)] = 1;
  const plan = { source: 'csv', inputs, outputs, samples, standardize: false, targetKind: 'classes' };
  return { ...plan, inputValues, targetValues };
}
