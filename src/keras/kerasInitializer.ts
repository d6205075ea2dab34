import type { InitializerSpec } from '../spec/initializer.js';
import type { Located } from '../spec/valueType.js';
import { isGiven, located, member, numberOf, textOf, type JsonNode } from './jsonNode.js';

/** What an initializer of a file is here. */
export interface ReadInitializer {
  /** Undefined when there is nothing like it. */
  readonly value: Located<InitializerSpec> | undefined;
  readonly title: string;
  /** Uniform, or cut off: the same mean and variance, another distribution. */
  readonly sameVariance: boolean;
}

interface Rule {
  readonly spec: InitializerSpec | undefined;
  readonly normal: boolean;
}

/**
 * The value of a config's `kernel_initializer`.
 * @param fanOut outputs of an input: units, or filters times places of the kernel
 * @returns undefined when the file says nothing
 */
export function readInitializer(node: JsonNode | undefined, fanOut: number): ReadInitializer | undefined {
  if (!isGiven(node)) return undefined;
  const config = member(node, 'config');
  const className = textOf(node) ?? textOf(member(node, 'class_name')) ?? '';
  const { spec, normal } = ruleOf(className.replace(/_/g, '').toLowerCase(), config, fanOut);
  return {
    value: spec === undefined ? undefined : located(spec, node),
    title: className.slice(0, 80) || 'this initializer',
    sameVariance: spec !== undefined && !normal,
  };
}

function ruleOf(name: string, config: JsonNode | undefined, fanOut: number): Rule {
  const parameter = (key: string, otherwise: number): number => numberOf(member(config, key)) ?? otherwise;
  const isUniform = name.endsWith('uniform');
  switch (name) {
    case 'glorotuniform':
    case 'glorotnormal':
      return { spec: { kind: 'glorot', gain: 1 }, normal: !isUniform };
    case 'heuniform':
    case 'henormal':
      return { spec: { kind: 'he', gain: 1 }, normal: !isUniform };
    case 'lecununiform':
    case 'lecunnormal':
      return { spec: { kind: 'lecun', gain: 1 }, normal: !isUniform };
    case 'variancescaling':
      return varianceScaling(config, fanOut);
    case 'randomnormal':
    case 'normal':
      return centred(parameter('mean', 0), parameter('stddev', 0.05), true);
    case 'truncatednormal':
      // Keras cuts off at 2 standard deviations and leaves the rest as it is: the standard deviation shrinks.
      return centred(parameter('mean', 0), parameter('stddev', 0.05) * TRUNCATION, false);
    case 'randomuniform':
    case 'uniform': {
      const [low, high] = [parameter('minval', -0.05), parameter('maxval', 0.05)];
      return centred((low + high) / 2, (high - low) / Math.sqrt(12), false);
    }
    case 'orthogonal':
    case 'orthogonalinitializer':
      return { spec: { kind: 'orthogonal', gain: parameter('gain', 1) }, normal: true };
    case 'identity':
    case 'identityinitializer':
      return { spec: { kind: 'identity', gain: parameter('gain', 1) }, normal: true };
    default:
      return { spec: undefined, normal: false };
  }
}

/** Standard deviation of a standard normal that is cut off at ±2. */
const TRUNCATION = 0.87962566103423978;

const centred = (mean: number, deviation: number, normal: boolean): Rule => ({
  spec: mean === 0 && deviation >= 0 ? { kind: 'normal', gain: deviation } : undefined,
  normal,
});

/** Var W = scale ÷ fan; Keras corrects the standard deviation for its cut. */
function varianceScaling(config: JsonNode | undefined, fanOut: number): Rule {
  const scale = numberOf(member(config, 'scale')) ?? 1;
  const normal = textOf(member(config, 'distribution')) !== 'uniform';
  if (scale < 0) return { spec: undefined, normal };
  switch (textOf(member(config, 'mode')) ?? 'fan_in') {
    case 'fan_in':
      return scale === 2
        ? { spec: { kind: 'he', gain: 1 }, normal }
        : { spec: { kind: 'lecun', gain: Math.sqrt(scale) }, normal };
    case 'fan_avg':
      return { spec: { kind: 'glorot', gain: Math.sqrt(scale) }, normal };
    case 'fan_out':
      return { spec: { kind: 'normal', gain: Math.sqrt(scale / fanOut) }, normal };
    default:
      return { spec: undefined, normal };
  }
}
