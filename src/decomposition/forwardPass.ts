import { ACTIVATIONS, type ActivationName } from '../base/activation.js';
import { channelsOf } from '../network/parameterLayout.js';
import { sizeOf } from '../network/shape.js';
import { checkParameters } from './forward/checkParameters.js';
import { normalize } from './forward/norm.js';
import { applyOperations } from './forward/operations.js';
import { addToRows, type Pairs } from './forward/pairs.js';
import { prepareNetwork, type PreparedLink, type PreparedNetwork } from './forward/prepareNetwork.js';
import { addSkips } from './forward/skips.js';
import type { FloatArray, LinkParameters, NetworkStructure, ParameterSnapshot } from './types.js';

/** One link's part of a forward pass; arrays are samples × N_(m+1), row-major. */
export interface LinkActivity {
  /** What the weights deliver, without the bias: W^(m) h^(m); behind a norm g ⊙ N(W^(m) h^(m) + b^(m)), without β. */
  readonly products: Float64Array;
  /**
   * Products and bias (behind a norm β), rounded, and what the rounding left out: z^(m+1) without what skips add, exactly.
   * What the link itself adds to the network: of a residual link its change is v (THEORY §5c).
   */
  readonly delivered: Pairs;
  /** z^(m+1), with skips. */
  readonly neurons: Float64Array;
}

/** The float64 states of all links on some samples. */
export interface ForwardPass {
  readonly samples: number;
  readonly links: readonly LinkActivity[];
  /** What the loss sees, σ_post(z^(M)) behind the operations of the output side; samples × outputs. */
  readonly outputs: FloatArray;
}

/**
 * Runs samples through a network in float64: z^(m+1) = [norm](W^(m) h^(m) + b^(m)) + Σ skips, h^(m) = σ_m(z^(m)) and
 * what lies between, z^(0) = X unactivated (THEORY §0, §5). Dropout is off, a batchNorm has the moving statistics of the
 * parameters.
 * @param inputs X, samples × N_0, row-major
 * @throws RangeError when an array does not have the size that the structure says
 */
export function runForward(
  structure: NetworkStructure,
  parameters: ParameterSnapshot,
  inputs: FloatArray,
  samples: number,
): ForwardPass {
  const network = prepareNetwork(structure);
  const activities: LinkActivity[] = [];
  checkInputs(network, inputs, samples);
  const neurons: FloatArray[] = [inputs];
  const activated: FloatArray[] = [inputs];
  const states = { neurons, hidden: activated };
  for (const [m, prepared] of network.links.entries()) {
    const own = parameters[m];
    if (own === undefined) throw new RangeError(`no parameters for link ${m}`);
    checkParameters(prepared.sizes, own, m);
    const { link, operationsIn } = prepared;
    if (m > 0) activated.push(activate(neurons[m]!, link.activationIn));
    const hidden = applyOperations(operationsIn, own.operations, activated[m]!, samples);
    const products = weigh(prepared, own, hidden, samples);
    const delivered = addShift(products, own.norm?.shift ?? own.bias);
    const z = addSkips(delivered.values, prepared.skips, network, parameters, states, samples);
    activities.push({ products, delivered, neurons: z });
    neurons.push(z);
  }
  const head = activate(neurons[neurons.length - 1]!, structure.outputActivation);
  const normsOut = parameters.at(-1)?.operationsOut;
  return {
    samples,
    links: activities,
    outputs: applyOperations(network.operationsOut, normsOut, head, samples),
  };
}

function checkInputs({ structure }: PreparedNetwork, inputs: FloatArray, samples: number): void {
  const expected = samples * sizeOf(structure.inputShape);
  if (inputs.length !== expected) {
    throw new RangeError(`inputs of link 0: ${inputs.length} numbers, not ${expected}`);
  }
}

const activate = (neurons: FloatArray, activation: ActivationName): FloatArray =>
  activation === 'linear' ? neurons : neurons.map(ACTIVATIONS[activation].value);

/** W h, or g ⊙ N(W h + b). */
function weigh(
  { link, multiply }: PreparedLink,
  { weights, bias, norm }: LinkParameters,
  hidden: FloatArray,
  samples: number,
): Float64Array {
  const products = multiply(hidden, weights, samples);
  if (link.norm === undefined || norm === undefined) return products;
  const sums = bias === undefined ? products : addToRows(products, bias).values;
  return normalize(link.norm.kind, sums, norm, channelsOf(link.outputShape));
}

const addShift = (products: Float64Array, shift: FloatArray | undefined): Pairs =>
  shift === undefined
    ? { values: products, rests: new Float64Array(products.length) }
    : addToRows(products, shift);
