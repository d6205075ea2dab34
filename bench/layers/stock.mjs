import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm/dist/register_all_kernels';
import { createDataset } from '../../src/data/dataset.ts';

/**
 * Training by `optimizer.minimize` with the gradient tape, written as the TF.js guide does: the same layers and sizes, on one
 * batch that stays.
 * @param build given weights(...shape) and ones(n), zeros(n), returns the outputs of a batch as a function of X
 */
function minimize({ data, seed, network, training }, optimizer, build) {
  const { x, y, inputs, outputs } = createDataset(data, seed);
  const { batchSize } = training;
  const X = tf.tensor2d(x.slice(0, batchSize * inputs), [batchSize, inputs]);
  const Y = tf.tensor2d(y.slice(0, batchSize * outputs), [batchSize, outputs]);
  const forward = build({
    weights: (...shape) => {
      const fan = shape.slice(0, -1).reduce((a, b) => a * b, 1);
      return tf.variable(tf.randomNormal(shape, 0, 1 / Math.sqrt(fan)));
    },
    zeros: (count) => tf.variable(tf.zeros([count])),
    ones: (count) => tf.variable(tf.ones([count])),
    batchSize,
  });
  const lossOf = () => {
    const Z = forward(X);
    return network.loss === 'mse'
      ? tf.mean(tf.sum(tf.squaredDifference(Z, Y), 1))
      : tf.losses.softmaxCrossEntropy(Y, Z);
  };
  return () => optimizer.minimize(lossOf, false);
}

/** TF.js has no circular padding: its convolutions pad with zeros. */
export const convDigits = (experiment) =>
  minimize(experiment, tf.train.sgd(experiment.training.learningRate), ({ weights, zeros, batchSize }) => {
    const filters = [1, 8, 8, 8, 8].map((channels) => ({ W: weights(3, 3, channels, 8), b: zeros(8) }));
    const [W, b] = [weights(128, 10), zeros(10)];
    return (X) => {
      const image = tf.reshape(X, [batchSize, 8, 8, 1]);
      const h = filters.reduce((h, own) => tf.tanh(tf.add(tf.conv2d(h, own.W, 1, 'same'), own.b)), image);
      return tf.add(tf.matMul(tf.reshape(tf.avgPool(h, 2, 2, 'valid'), [batchSize, 128]), W), b);
    };
  });

const normalize = (x, axes, { scale, shift }) => {
  const { mean, variance } = tf.moments(x, axes, true);
  const normal = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)));
  return tf.add(tf.mul(normal, scale), shift);
};

/** Circular padding and weight decay are left out. */
export const mnist1d = (experiment) =>
  minimize(
    experiment,
    tf.train.momentum(experiment.training.learningRate, 0.9),
    ({ weights, zeros, ones, batchSize }) => {
      const lift = { W: weights(5, 1, 16), b: zeros(16), scale: ones(16), shift: zeros(16) };
      const blocks = [1, 2, 3].map(() => ({ W: weights(5, 16, 16), b: zeros(16) }));
      const [W, b] = [weights(320, 10), zeros(10)];
      return (X) => {
        const line = tf.reshape(X, [batchSize, 40, 1]);
        const lifted = tf.add(tf.conv1d(line, lift.W, 1, 'same'), lift.b);
        const first = normalize(lifted, [2], lift);
        const z = blocks.reduce(
          (z, own) => tf.add(z, tf.add(tf.conv1d(tf.relu(z), own.W, 1, 'same'), own.b)),
          first,
        );
        const pooled = tf.maxPool(tf.reshape(tf.relu(z), [batchSize, 1, 40, 16]), [1, 2], [1, 2], 'valid');
        const h = tf.dropout(tf.reshape(pooled, [batchSize, 320]), 0.1);
        return tf.add(tf.matMul(h, W), b);
      };
    },
  );

/** @param axes over which numbers are normalised: [1] for a layer norm, [0] for a batch norm */
export const normMlp = (axes, optimizer) => (experiment) =>
  minimize(experiment, tf.train[optimizer](experiment.training.learningRate), ({ weights, zeros, ones }) => {
    const layers = [32, 64, 64, 64, 64, 64].map((inputs) => ({
      W: weights(inputs, 64),
      b: zeros(64),
      scale: ones(64),
      shift: zeros(64),
    }));
    const [W, b] = [weights(64, 8), zeros(8)];
    return (X) => {
      const h = layers.reduce(
        (h, own) => tf.tanh(normalize(tf.add(tf.matMul(h, own.W), own.b), axes, own)),
        X,
      );
      return tf.add(tf.matMul(h, W), b);
    };
  });
