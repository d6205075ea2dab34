import type { ActivationName } from '../base/activation.js';
import { LEAKY_RELU_SLOPE } from '../base/activation.js';
import { isGiven, member, numberOf, textOf, type JsonNode } from './jsonNode.js';
import { describeJson } from './describeJson.js';

/** What an activation of a file is here. */
export type ReadActivation =
  | { readonly kind: 'known'; readonly name: ActivationName }
  /** Alike but for constants; `difference` says how it differs, after "is read as …:". */
  | { readonly kind: 'near'; readonly name: ActivationName; readonly difference: string }
  | { readonly kind: 'softmax' }
  | { readonly kind: 'unknown'; readonly title: string };

const known = (name: ActivationName): ReadActivation => ({ kind: 'known', name });
const near = (name: ActivationName, difference: string): ReadActivation => ({
  kind: 'near',
  name,
  difference,
});

const NAMES: Readonly<Record<string, ReadActivation>> = {
  linear: known('linear'),
  tanh: known('tanh'),
  relu: known('relu'),
  elu: known('elu'),
  gelu: known('gelu'),
  silu: known('silu'),
  swish: known('silu'),
  sigmoid: known('sigmoid'),
  softplus: known('softplus'),
  softmax: { kind: 'softmax' },
  leaky_relu: leaky(0.2),
  relu6: near('relu', 'it is the same below 6'),
  selu: near('elu', 'selu is an elu times 1.0507, with 1.6733 (exp z − 1) below 0'),
  hard_sigmoid: near('sigmoid', 'this is the smooth one'),
  hard_silu: near('silu', 'this is the smooth one'),
  hard_swish: near('silu', 'this is the smooth one'),
};

function leaky(slope: number): ReadActivation {
  if (slope === 0) return known('relu');
  return slope === LEAKY_RELU_SLOPE
    ? known('leakyRelu')
    : near('leakyRelu', `its slope below 0 is ${LEAKY_RELU_SLOPE}, that of the file ${slope}`);
}

/** The value of a config's `activation`; nothing is linear. */
export function readActivation(node: JsonNode | undefined): ReadActivation {
  if (!isGiven(node)) return known('linear');
  const name = textOf(node);
  if (name !== undefined) return namedActivation(name);
  // Keras 3 writes functions, and layers that stand in for functions, as objects.
  const config = member(node, 'config');
  const ofFunction = textOf(config);
  if (ofFunction !== undefined) return namedActivation(ofFunction);
  const className = textOf(member(node, 'class_name'));
  const ofLayer = className === undefined ? undefined : activationLayer(className, config);
  return ofLayer ?? { kind: 'unknown', title: className ?? describeJson(node) };
}

function namedActivation(name: string): ReadActivation {
  const bare = name.slice(name.lastIndexOf('>') + 1);
  return Object.hasOwn(NAMES, bare) ? NAMES[bare]! : { kind: 'unknown', title: bare.slice(0, 80) };
}

/** What a layer that is an activation and nothing else applies; undefined for other layers. */
export function activationLayer(className: string, config: JsonNode | undefined): ReadActivation | undefined {
  switch (className) {
    case 'Activation':
      return readActivation(member(config, 'activation'));
    case 'ReLU':
      return rectifier(config);
    case 'LeakyReLU':
      return leaky(numberOf(member(config, 'negative_slope')) ?? numberOf(member(config, 'alpha')) ?? 0.3);
    case 'ELU': {
      const alpha = numberOf(member(config, 'alpha')) ?? 1;
      return alpha === 1 ? known('elu') : near('elu', `its α is 1, that of the file ${alpha}`);
    }
    case 'Softmax':
      return { kind: 'softmax' };
    default:
      return undefined;
  }
}

function rectifier(config: JsonNode | undefined): ReadActivation {
  const threshold = numberOf(member(config, 'threshold')) ?? 0;
  if (threshold !== 0) return { kind: 'unknown', title: `ReLU with threshold ${threshold}` };
  const slope = leaky(numberOf(member(config, 'negative_slope')) ?? 0);
  const maximum = numberOf(member(config, 'max_value'));
  if (maximum === undefined || slope.kind !== 'known') return slope;
  return near(slope.name, `it is the same below ${maximum}`);
}
