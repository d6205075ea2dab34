import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm/dist/register_all_kernels';
import { createDataset } from '../../src/data/dataset.ts';

/** The samples of an experiment as tensors. */
function tensorsOf(experiment) {
  const { samples, inputs, outputs, x, y } = createDataset(experiment.data, experiment.seed);
  return { x: tf.tensor2d(x, [samples, inputs]), y: tf.tensor2d(y, [samples, outputs]), samples };
}

const optimizerOf = ({ optimizer, learningRate }) =>
  optimizer.kind === 'adam' ? tf.train.adam(learningRate) : tf.train.sgd(learningRate);

/** The two neighbours that a local link sees of a ring: those of neuron i, and those of the next one, or the one before. */
function neighbours(h, m) {
  const [rows, width] = h.shape;
  const rolled =
    m % 2 === 0
      ? [tf.slice(h, [0, 1], [rows, width - 1]), tf.slice(h, [0, 0], [rows, 1])]
      : [tf.slice(h, [0, width - 1], [rows, 1]), tf.slice(h, [0, 0], [rows, width - 1])];
  const other = tf.concat(rolled, 1);
  return m % 2 === 0 ? [h, other] : [other, h];
}

/** `optimizer.minimize` with the gradient tape, written as the TF.js guide does. */
export function stockMinimize(experiment) {
  const { network, training } = experiment;
  const { x, y } = tensorsOf(experiment);
  const [xBatch, yBatch] = [x, y].map((all) => tf.slice(all, 0, training.batchSize));
  const weights = network.links.map(({ type, inputs, outputs }) => {
    const shape = type === 'local' ? [2, outputs] : [inputs, outputs];
    return tf.variable(tf.randomNormal(shape, 0, Math.sqrt(2 / (shape[0] + shape[1]))));
  });
  const biases = network.links.map(({ outputs }) => tf.variable(tf.zeros([outputs])));
  const activate = network.links[1].activationIn === 'tanh' ? tf.tanh : tf.relu;
  const optimizer = optimizerOf(training);
  const product = ({ type, m, outputs }, h) => {
    if (type === 'dense') return tf.matMul(h, weights[m]);
    const [low, high] = neighbours(h, m);
    const [lowWeights, highWeights] = [0, 1].map((row) => tf.slice(weights[m], [row, 0], [1, outputs]));
    return tf.add(tf.mul(low, lowWeights), tf.mul(high, highWeights));
  };
  const lossOf = () => {
    let z = xBatch;
    for (const link of network.links) {
      const next = tf.add(product(link, link.m === 0 ? z : activate(z)), biases[link.m]);
      z = link.skips.length > 0 ? tf.add(next, z) : next;
    }
    return network.loss === 'mse'
      ? tf.mean(tf.sum(tf.squaredDifference(z, yBatch), 1))
      : tf.losses.softmaxCrossEntropy(yBatch, z);
  };
  return (steps) => {
    for (let k = 0; k < steps; k++) optimizer.minimize(lossOf, false);
  };
}

/**
 * `model.fit` of a sequential model; as many steps as asked for in one epoch. Undefined for what is no such model.
 */
export function stockFit(experiment) {
  const { network, training } = experiment;
  if (network.links.some(({ type, skips }) => type !== 'dense' || skips.length > 0)) return undefined;
  const model = tf.sequential();
  network.links.forEach(({ inputs, outputs }, m) => {
    const last = m + 1 === network.links.length;
    const head = network.loss === 'mse' ? 'linear' : 'softmax';
    const activation = last ? head : network.links[1].activationIn;
    model.add(tf.layers.dense({ units: outputs, activation, ...(m === 0 ? { inputShape: [inputs] } : {}) }));
  });
  const loss = network.loss === 'mse' ? 'meanSquaredError' : 'categoricalCrossentropy';
  model.compile({ optimizer: optimizerOf(training), loss });
  const { x, y, samples } = tensorsOf(experiment);
  return async (steps) => {
    const needed = steps * training.batchSize;
    const repeats = Math.ceil(needed / samples);
    const [xs, ys] = [x, y].map((all) => tf.tidy(() => tf.slice(tf.tile(all, [repeats, 1]), 0, needed)));
    await model.fit(xs, ys, {
      batchSize: training.batchSize,
      epochs: 1,
      shuffle: false,
      verbose: 0,
      yieldEvery: 'never',
    });
    tf.dispose([xs, ys]);
  };
}
