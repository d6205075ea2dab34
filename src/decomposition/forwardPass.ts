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
  const products = multiply(hidden, weights, samples, inputs, outputs);
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

/** Rows of W taken at once: enough to hide the loads and stores of the sums, few enough to stay in the cache. */
const ROWS = 4;

/**
 * hidden · weights in float64, samples × outputs. Rows of W are promoted once and used for all samples, four at a
 * time; this pass is most of the cost of the analysis.
 */
function multiply(
  hidden: FloatArray,
  weights: FloatArray,
  samples: number,
  inputs: number,
  outputs: number,
): Float64Array {
  const products = new Float64Array(samples * outputs);
  const rows = Array.from({ length: ROWS }, () => new Float64Array(outputs));
  const [row0, row1, row2, row3] = rows as [Float64Array, Float64Array, Float64Array, Float64Array];
  for (let i = 0; i < inputs; i += ROWS) {
    rows.forEach((row, r) => {
      if (i + r < inputs) row.set(weights.subarray((i + r) * outputs, (i + r + 1) * outputs));
      else row.fill(0);
    });
    for (let s = 0; s < samples; s++) {
      const from = s * inputs + i;
      const to = s * outputs;
      const h0 = hidden[from]!;
      const h1 = i + 1 < inputs ? hidden[from + 1]! : 0;
      const h2 = i + 2 < inputs ? hidden[from + 2]! : 0;
      const h3 = i + 3 < inputs ? hidden[from + 3]! : 0;
      for (let j = 0; j < outputs; j++) {
        products[to + j]! += h0 * row0[j]! + h1 * row1[j]! + (h2 * row2[j]! + h3 * row3[j]!);
      }
    }
  }
  return products;
}
