import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm/dist/register_all_kernels';
import { createDataset } from '../../src/data/dataset.ts';

/** The samples of an experiment as tensors. */
function tensorsOf(experiment) {
  const { samples, inputs, outputs, x, y } = createDataset(experiment.data, experiment.seed);
  return { x: tf.tensor2d(x, [samples, inputs]), y: tf.tensor2d(y, [samples, outputs]), samples };
}

/** `optimizer.minimize` with the gradient tape, written as the TF.js guide does. */
export function stockMinimize(experiment) {
  const { network, training } = experiment;
  const { x, y } = tensorsOf(experiment);
  const [xBatch, yBatch] = [x, y].map((all) => tf.slice(all, 0, training.batchSize));
  const weights = network.links.map(({ inputs, outputs }) =>
    tf.variable(tf.randomNormal([inputs, outputs], 0, Math.sqrt(2 / (inputs + outputs)))),
  );
  const biases = network.links.map(({ outputs }) => tf.variable(tf.zeros([outputs])));
  const activate = network.links[1].activationIn === 'tanh' ? tf.tanh : tf.relu;
  const optimizer = tf.train.sgd(training.learningRate);
  const lossOf = () => {
    let h = xBatch;
    network.links.forEach((_, m) => {
      const z = tf.add(tf.matMul(h, weights[m]), biases[m]);
      h = m + 1 < network.links.length ? activate(z) : z;
    });
    return network.loss === 'mse'
      ? tf.mean(tf.sum(tf.squaredDifference(h, yBatch), 1))
      : tf.losses.softmaxCrossEntropy(yBatch, h);
  };
  return (steps) => {
    for (let k = 0; k < steps; k++) optimizer.minimize(lossOf, false);
  };
}

/** `model.fit` of a sequential model; as many steps as asked for in one epoch. */
export function stockFit(experiment) {
  const { network, training } = experiment;
  const model = tf.sequential();
  network.links.forEach(({ inputs, outputs }, m) => {
    const last = m + 1 === network.links.length;
    const head = network.loss === 'mse' ? 'linear' : 'softmax';
    const activation = last ? head : network.links[1].activationIn;
    model.add(tf.layers.dense({ units: outputs, activation, ...(m === 0 ? { inputShape: [inputs] } : {}) }));
  });
  const loss = network.loss === 'mse' ? 'meanSquaredError' : 'categoricalCrossentropy';
  model.compile({ optimizer: tf.train.sgd(training.learningRate), loss });
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
