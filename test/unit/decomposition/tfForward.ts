import * as tf from '@tensorflow/tfjs';
import type { InputOperation, Skip, Window } from '../../../src/network/types.js';
import {
  NORM_EPSILON,
  type LinkParameters,
  type NormParameters,
} from '../../../src/network/parameterLayout.js';
import { weightShape } from '../../../src/network/parameterLayout.js';
import type { KnownNetwork } from './randomNetworks.js';

type KnownLink = KnownNetwork['links'][number];

const activate = (name: KnownLink['activationIn'], x: tf.Tensor): tf.Tensor => {
  switch (name) {
    case 'linear':
      return x;
    case 'tanh':
      return tf.tanh(x);
    case 'relu':
      return tf.relu(x);
    case 'leakyRelu':
      return tf.leakyRelu(x, 0.01);
    case 'elu':
      return tf.elu(x);
    case 'gelu':
      return x.mul(tf.erf(x.div(Math.SQRT2)).add(1)).mul(0.5);
    case 'silu':
      return x.mul(tf.sigmoid(x));
    case 'sigmoid':
      return tf.sigmoid(x);
    case 'softplus':
      return tf.softplus(x);
  }
};

/** A line is an image of height 1. */
const asImage = (x: tf.Tensor, axes: number): tf.Tensor4D => {
  const [samples = 1, ...shape] = x.shape;
  if (axes === 2) return x.reshape([samples, shape[0]!, shape[1]!, shape[2]!]);
  return x.reshape([samples, 1, shape[0]!, shape[1] ?? 1]);
};

const perAxis = (sizes: readonly number[]): [number, number] =>
  sizes.length === 1 ? [1, sizes[0]!] : [sizes[0]!, sizes[1]!];

/** Continues each axis by the other end, as far as TF.js would pad it with zeros. */
function wrap(x: tf.Tensor4D, size: [number, number], stride: [number, number]): tf.Tensor4D {
  let wrapped: tf.Tensor4D = x;
  for (const axis of [0, 1] as const) {
    const length = x.shape[axis + 1]!;
    const padding = Math.max(0, (Math.ceil(length / stride[axis]) - 1) * stride[axis] + size[axis] - length);
    const before = Math.floor(padding / 2);
    const indices = Array.from({ length: length + padding }, (_, i) => (i - before + length) % length);
    wrapped = tf.gather(wrapped, tf.tensor1d(indices, 'int32'), axis + 1);
  }
  return wrapped;
}

/** Windows that wrap around are those of a wrapped value without padding. */
function slide(
  x: tf.Tensor,
  window: Window,
  apply: (
    x: tf.Tensor4D,
    size: [number, number],
    stride: [number, number],
    pad: 'same' | 'valid',
  ) => tf.Tensor,
): tf.Tensor {
  const image = asImage(x, window.size.length);
  const [size, stride] = [perAxis(window.size), perAxis(window.stride)];
  return window.padding === 'circular'
    ? apply(wrap(image, size, stride), size, stride, 'valid')
    : apply(image, size, stride, window.padding);
}

function convolve(
  x: tf.Tensor,
  link: Extract<KnownLink, { readonly groups: number }>,
  weights: tf.Tensor,
): tf.Tensor {
  return slide(x, link.window, (image, [height, width], stride, pad) => {
    const [inputs, filters] = weights.shape.slice(-2);
    const kernel = weights.reshape<tf.Tensor4D>([height, width, inputs!, filters!]);
    const images = tf.split<tf.Tensor4D>(image, link.groups, 3);
    const kernels = tf.split<tf.Tensor4D>(kernel, link.groups, 3);
    return tf.concat(
      images.map((group, i) => tf.conv2d(group, kernels[i]!, stride, pad)),
      3,
    );
  });
}

/** A ring: neuron i of an odd layer sees i and i + 1, of an even layer i − 1 and i. */
function local(x: tf.Tensor, m: number, weights: tf.Tensor): tf.Tensor {
  const neurons = x.shape[1]!;
  const [below, above] = tf.unstack(weights);
  const at = (offset: number): tf.Tensor =>
    tf.gather(
      x,
      tf.tensor1d(
        Array.from({ length: neurons }, (_, i) => (i + offset + neurons) % neurons),
        'int32',
      ),
      1,
    );
  const shift = (m + 1) % 2 === 0 ? -1 : 0;
  return at(shift)
    .mul(below!)
    .add(at(shift + 1).mul(above!));
}

function normalize(x: tf.Tensor, { scale, shift, moving }: NormParameters<Float32Array>): tf.Tensor {
  if (moving !== undefined) {
    const rows = x.reshape<tf.Tensor2D>([-1, x.shape.at(-1)!]);
    const [mean, variance] = [tf.tensor1d(moving.mean), tf.tensor1d(moving.variance)];
    return tf
      .batchNorm(rows, mean, variance, tf.tensor1d(shift), tf.tensor1d(scale), NORM_EPSILON)
      .reshape(x.shape);
  }
  const { mean, variance } = tf.moments(x, -1, true);
  return x.sub(mean).div(variance.add(NORM_EPSILON).sqrt()).mul(tf.tensor1d(scale)).add(tf.tensor1d(shift));
}

function operate(
  x: tf.Tensor,
  operation: InputOperation,
  norm: NormParameters<Float32Array> | undefined,
  samples: number,
): tf.Tensor {
  switch (operation.kind) {
    case 'dropout':
      return x;
    case 'flatten':
      return x.reshape([samples, -1]);
    case 'activation':
      return activate(operation.name, x);
    case 'layerNorm':
    case 'batchNorm':
      return normalize(x, norm!);
    case 'globalAveragePool':
      return x.mean(x.shape.map((_, axis) => axis).slice(1, -1));
    case 'maxPool':
    case 'avgPool': {
      const pooled = slide(x, operation.window, (image, size, stride, pad) =>
        (operation.kind === 'maxPool' ? tf.maxPool : tf.avgPool)(image, size, stride, pad),
      );
      return operation.window.size.length === 1 ? pooled.squeeze([1]) : pooled;
    }
  }
}

/** The value that a skip adds, told layer by layer: what would flow into the block, with or without the last activation. */
function skipped(
  skip: Skip,
  link: KnownLink,
  network: KnownNetwork,
  z: readonly tf.Tensor[],
  parameters: readonly LinkParameters<Float32Array>[],
  samples: number,
): tf.Tensor {
  const source = network.links[skip.from]!;
  const steps: {
    readonly activation: boolean;
    readonly apply: (x: tf.Tensor) => tf.Tensor;
    readonly norm: boolean;
  }[] = [
    { activation: true, norm: false, apply: (x) => (skip.from === 0 ? x : activate(source.activationIn, x)) },
  ];
  if (skip.layer !== link.layer) {
    source.operationsIn.forEach((operation, i) => {
      if (operation.layer > skip.layer) return;
      const norm = parameters[skip.from]!.operations?.[i];
      const apply = (x: tf.Tensor): tf.Tensor => operate(x, operation, norm, samples);
      steps.push({ activation: operation.kind === 'activation', norm: norm !== undefined, apply });
    });
  }
  // The last layer that may have an activation: the last norm, else the link itself.
  const carrier = steps.findLastIndex(({ norm }) => norm);
  const left =
    skip.value === 'preactivation' ? steps.findIndex(({ activation }, i) => activation && i > carrier) : -1;
  return steps.filter((_, i) => i !== left).reduce((x, { apply }) => apply(x), z[skip.from]!);
}

/** z^(1), z^(2), … and what comes out, by the kernels of TF.js in float32. */
export function tfForward(
  network: KnownNetwork,
  parameters: readonly LinkParameters<Float32Array>[],
  inputs: Float32Array,
  samples: number,
): { readonly neurons: readonly Float32Array[]; readonly outputs: Float32Array } {
  const through = (
    x: tf.Tensor,
    operations: readonly InputOperation[],
    norms: LinkParameters<Float32Array>['operations'],
  ): tf.Tensor =>
    operations.reduce((value, operation, i) => operate(value, operation, norms?.[i], samples), x);
  const result = tf.tidy(() => {
    const z: tf.Tensor[] = [tf.tensor(inputs, [samples, ...network.inputShape])];
    for (const [m, link] of network.links.entries()) {
      const { weights, bias, norm, operations } = parameters[m]!;
      const activated = m === 0 ? z[0]! : activate(link.activationIn, z[m]!);
      const hidden = through(activated, link.operationsIn, operations);
      const kernel = tf.tensor(weights, [...weightShape(link)]);
      let value =
        link.type === 'dense'
          ? tf.matMul(hidden, kernel)
          : link.type === 'local'
            ? local(hidden, m, kernel)
            : convolve(hidden, link, kernel);
      value = value.reshape([samples, ...link.outputShape]);
      if (bias !== undefined) value = value.add(tf.tensor1d(bias));
      if (norm !== undefined) value = normalize(value, norm);
      for (const skip of link.skips) value = value.add(skipped(skip, link, network, z, parameters, samples));
      z.push(value);
    }
    const head = activate(network.outputActivation, z.at(-1)!);
    return [...z.slice(1), through(head, network.operationsOut, parameters.at(-1)?.operationsOut)];
  });
  const values = result.map((tensor) => Float32Array.from(tensor.dataSync()));
  tf.dispose(result);
  return { neurons: values.slice(0, -1), outputs: values.at(-1)! };
}
