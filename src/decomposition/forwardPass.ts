import { ACTIVATIONS } from '../base/activation.js';
import { additionError } from '../base/compensatedSum.js';
import type {
  ChainStructure,
  FloatArray,
  LinkParameters,
  LinkStructure,
  ParameterSnapshot,
} from './types.js';

/** One link's part of a forward pass; arrays are samples × N_(m+1), row-major. */
export interface LinkActivity {
  /** W^(m) h^(m) */
  readonly products: Float64Array;
  /** z^(m+1) = W^(m) h^(m) + b^(m), rounded … */
  readonly neurons: Float64Array;
  /** … and what the rounding left out, so that neurons + neuronRests is the exact sum. */
  readonly neuronRests: Float64Array;
}

/** The float64 states of all links on some samples. */
export interface ForwardPass {
  readonly samples: number;
  readonly links: readonly LinkActivity[];
}

/**
 * Runs samples through a chain in float64: z^(m+1) = W^(m) σ_m(z^(m)) + b^(m), z^(0) = X unactivated (THEORY §0).
 * @param inputs X, samples × N_0, row-major
 * @throws RangeError when an array does not have the size that the structure says
 */
export function runForward(
  chain: ChainStructure,
  parameters: ParameterSnapshot,
  inputs: FloatArray,
  samples: number,
): ForwardPass {
  const activities: LinkActivity[] = [];
  let hidden = inputs;
  chain.links.forEach((link, m) => {
    const own = parameters[m];
    if (own === undefined) throw new RangeError(`no parameters for link ${m}`);
    checkSizes(link, own, hidden, samples, m);
    const activity = applyLink(link, own, hidden, samples);
    activities.push(activity);
    const next = chain.links[m + 1];
    if (next !== undefined) hidden = activity.neurons.map(ACTIVATIONS[next.activationIn].value);
  });
  return { samples, links: activities };
}

function checkSizes(
  link: LinkStructure,
  parameters: LinkParameters,
  hidden: FloatArray,
  samples: number,
  m: number,
): void {
  const expect = (what: string, actual: number, expected: number): void => {
    if (actual !== expected) throw new RangeError(`${what} of link ${m}: ${actual} numbers, not ${expected}`);
  };
  expect('inputs', hidden.length, samples * link.inputs);
  expect('weights', parameters.weights.length, link.inputs * link.outputs);
  expect('biases', parameters.bias?.length ?? 0, link.bias ? link.outputs : 0);
}

function applyLink(
  link: LinkStructure,
  parameters: LinkParameters,
  hidden: FloatArray,
  samples: number,
): LinkActivity {
  const { inputs, outputs } = link;
  const { weights, bias } = parameters;
  const products = new Float64Array(samples * outputs);
  // Inputs outermost: a row of W is used for all samples while it is in the cache.
  for (let i = 0; i < inputs; i++) {
    const row = i * outputs;
    for (let s = 0; s < samples; s++) {
      const h = hidden[s * inputs + i]!;
      const to = s * outputs;
      for (let j = 0; j < outputs; j++) products[to + j]! += h * weights[row + j]!;
    }
  }
  if (bias === undefined)
    return { products, neurons: products, neuronRests: new Float64Array(products.length) };
  const neurons = new Float64Array(products.length);
  const neuronRests = new Float64Array(products.length);
  for (let at = 0, j = 0; at < products.length; at++, j = j + 1 === outputs ? 0 : j + 1) {
    const product = products[at]!;
    const shift = bias[j]!;
    const neuron = product + shift;
    neurons[at] = neuron;
    neuronRests[at] = additionError(product, shift, neuron);
  }
  return { products, neurons, neuronRests };
}
