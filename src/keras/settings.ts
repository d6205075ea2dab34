import type { InitializerSpec } from '../spec/initializer.js';
import type { Located } from '../spec/valueType.js';
import { isGiven, located, member, numberOf, rangeOf, textOf, booleanOf, type JsonNode } from './jsonNode.js';
import { titleOf } from './kerasLayer.js';
import { readInitializer } from './kerasInitializer.js';
import { nameOf, type Step } from './reading.js';

/** Settings of a layer with weights that its own keys say, whatever kind it is. */
interface LinkSettings {
  readonly name: Located<string>;
  readonly bias?: Located<boolean>;
  readonly init?: Located<InitializerSpec>;
  readonly weightDecay?: Located<number>;
  readonly frozen?: Located<boolean>;
  readonly tieWith?: Located<string>;
}

/**
 * @param fanOut outputs of an input: units, or filters times places of the kernel
 * @param prefix of the keys of the weights: `kernel`, or `depthwise`, `pointwise` of a separable convolution
 * @param suffix of the name
 */
export function linkSettings(step: Step, fanOut: number, prefix = 'kernel', suffix = ''): LinkSettings {
  const { tiedTo } = step;
  const { layer, frozen } = step.node;
  const useBias = member(layer.config, 'use_bias');
  const biasValue = booleanOf(useBias);
  const init = initializerOf(step, member(layer.config, `${prefix}_initializer`), fanOut);
  const weightDecay = weightDecayOf(step, member(layer.config, `${prefix}_regularizer`));
  reportIgnored(step);
  const name = nameOf(step, suffix);
  return {
    name,
    ...(useBias === undefined || biasValue === undefined ? {} : { bias: located(biasValue, useBias) }),
    ...(init === undefined ? {} : { init }),
    ...(weightDecay === undefined ? {} : { weightDecay }),
    ...(frozen === undefined ? {} : { frozen }),
    ...(tiedTo === undefined ? {} : { tieWith: { ...name, value: `${tiedTo}${suffix}` } }),
  };
}

function initializerOf(
  { node: { layer }, report }: Step,
  node: JsonNode | undefined,
  fanOut: number,
): Located<InitializerSpec> | undefined {
  const read = readInitializer(node, fanOut);
  if (read === undefined || node === undefined) return undefined;
  if (read.value === undefined) {
    report({
      code: 'keras.initializer',
      severity: 'warning',
      message: `${titleOf(layer)} starts from ${read.title}, which has no counterpart here: glorot is taken instead.`,
      range: rangeOf(node),
    });
  } else if (read.sameVariance) {
    report({
      code: 'keras.initializer',
      severity: 'information',
      message: `${read.title} is read as normal weights of the same variance (${read.value.value.kind}), here and wherever else it stands.`,
      range: rangeOf(node),
    });
  }
  return read.value;
}

/** Keras adds l ‖W‖² to the loss, the theory ½ λ ‖W‖²: λ = 2 l. */
function weightDecayOf(step: Step, node: JsonNode | undefined): Located<number> | undefined {
  if (!isGiven(node)) return undefined;
  const config = member(node, 'config');
  const className = (textOf(node) ?? textOf(member(node, 'class_name')) ?? '').toLowerCase();
  const lone = ['l1', 'l2'].includes(className) ? 0.01 : 0;
  const l1 = numberOf(member(config, 'l1')) ?? (className === 'l1' ? lone : 0);
  const l2 = numberOf(member(config, 'l2')) ?? (className === 'l2' ? lone : 0);
  if (l1 !== 0 || !['l1', 'l2', 'l1l2'].includes(className)) {
    ignored(step, node, 'its regularizer has a part other than L2, which is not taken over');
  }
  return l2 > 0 ? located(2 * l2, node) : undefined;
}

/** Says what of a layer is not taken over. */
export function ignored({ node: { layer }, report }: Step, node: JsonNode, what: string): void {
  report({
    code: 'keras.ignored',
    severity: 'information',
    message: `${titleOf(layer)}: ${what}.`,
    range: rangeOf(node),
  });
}

const NOT_TAKEN_OVER: Readonly<Record<string, string>> = {
  bias_regularizer: 'its bias regularizer is not taken over',
  activity_regularizer: 'its activity regularizer is not taken over',
  kernel_constraint: 'the constraint on its weights is not taken over',
  depthwise_constraint: 'the constraint on its weights is not taken over',
  pointwise_constraint: 'the constraint on its weights is not taken over',
  bias_constraint: 'the constraint on its biases is not taken over',
};

function reportIgnored(step: Step): void {
  const { config } = step.node.layer;
  for (const [key, what] of Object.entries(NOT_TAKEN_OVER)) {
    const node = member(config, key);
    if (isGiven(node)) ignored(step, node, what);
  }
  const start = member(config, 'bias_initializer');
  const startName = (textOf(start) ?? textOf(member(start, 'class_name')) ?? 'zeros').toLowerCase();
  const hasBias = booleanOf(member(config, 'use_bias')) ?? true;
  if (hasBias && isGiven(start) && startName !== 'zeros') {
    ignored(step, start, `its biases start from ${startName} in the file, and at 0 here`);
  }
}
