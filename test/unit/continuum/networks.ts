import { createRandom } from '../../../src/base/random.js';
import { decompose } from '../../../src/decomposition/decompose.js';
import { runForward } from '../../../src/decomposition/forwardPass.js';
import type {
  LinkParameters,
  LinkStructure,
  NetworkStructure,
  StepPair,
} from '../../../src/decomposition/types.js';
import { weightShape } from '../../../src/network/parameterLayout.js';
import { denseStructure } from '../decomposition/structures.js';

/** Links of constant width with tanh between them, dense ones with a skip over each where asked for. */
export function chain(
  type: 'local' | 'dense',
  width: number,
  links: number,
  residual = false,
): NetworkStructure {
  return {
    inputShape: [width],
    links: Array.from({ length: links }, (_, m): LinkStructure => ({
      ...denseStructure({
        inputs: width,
        outputs: width,
        activationIn: m === 0 ? 'linear' : 'tanh',
        bias: true,
      }),
      type,
      layer: 2 * m + 1,
      skips: residual && m > 0 ? [{ from: m, value: 'preactivation', span: 1, layer: 2 * m }] : [],
    })),
    operationsOut: [],
    outputActivation: 'linear',
    loss: 'mse',
  };
}

type Parameters = readonly LinkParameters<Float64Array>[];

/** Parameters drawn from the seed, each weight scaled by what `scale` says. */
export function drawParameters(network: NetworkStructure, seed: number, scale: number): Parameters {
  const random = createRandom(seed, 'weights');
  const draw = (length: number, factor: number): Float64Array =>
    Float64Array.from({ length }, () => factor * random.normal());
  return network.links.map((link) => ({
    weights: draw(
      weightShape(link).reduce((product, size) => product * size, 1),
      scale,
    ),
    bias: draw(link.outputs, 0.1),
  }));
}

/** A step of gradient descent in float64, with the gradient from central differences of the loss. */
function descend(
  network: NetworkStructure,
  parameters: Parameters,
  inputs: Float64Array,
  targets: Float64Array,
  samples: number,
  rate: number,
): Parameters {
  const loss = (): number => {
    const { outputs } = runForward(network, parameters, inputs, samples);
    let sum = 0;
    outputs.forEach((z, at) => (sum += (z - targets[at]!) ** 2));
    return sum / samples;
  };
  const moved = (values: Float64Array): Float64Array =>
    values.map((value, at) => {
      const step = 1e-5;
      values[at] = value + step;
      const above = loss();
      values[at] = value - step;
      const below = loss();
      values[at] = value;
      return value - (rate * (above - below)) / (2 * step);
    });
  return parameters.map(({ weights, bias }) => ({
    weights: moved(weights),
    bias: bias && moved(bias),
  }));
}

/** The last of some steps of training on random data. */
export function trainedStep(
  network: NetworkStructure,
  first: Parameters,
  { steps, samples, rate }: { readonly steps: number; readonly samples: number; readonly rate: number },
): StepPair {
  const random = createRandom(5, 'data');
  const width = network.links[0]!.inputs;
  const draw = (): Float64Array => Float64Array.from({ length: samples * width }, () => random.normal());
  const [inputs, targets] = [draw(), draw()];
  let before = first;
  let after = first;
  for (let k = 0; k < steps; k++) {
    before = after;
    after = descend(network, before, inputs, targets, samples, rate);
  }
  return { before, after, samples, inputsBefore: inputs, inputsAfter: inputs, targets };
}

/** Both passes of a pair, and its decomposition. */
export function analysed(network: NetworkStructure, pair: StepPair) {
  return {
    passes: {
      before: runForward(network, pair.before, pair.inputsBefore, pair.samples),
      after: runForward(network, pair.after, pair.inputsAfter, pair.samples),
    },
    decomposition: decompose(network, pair),
  };
}
