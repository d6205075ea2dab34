import { quote } from '../spec/describe.js';
import { member, located } from './jsonNode.js';
import { placeOf, titleOf } from './kerasLayer.js';
import type { PlainDraft } from './draft.js';
import { nameOf, type Step } from './reading.js';

/** What an opaque layer is, where it differs from what the file calls it. */
interface OpaqueOptions {
  readonly className?: string;
  readonly parameterCount?: number | undefined;
}

/** A layer that is kept as one link which is not looked into. */
export function opaqueDraft(step: Step, options: OpaqueOptions = {}): PlainDraft {
  const { layer, name } = step.node;
  const { outputShape } = step.facts;
  const classNode = member(layer.node, 'class_name');
  const value = (options.className ?? layer.className).slice(0, 80);
  const ownCount = step.tiedTo === undefined ? step.facts.parameterCount : 0;
  const parameterCount = options.parameterCount ?? ownCount;
  const at = { range: placeOf(layer), given: true };
  return {
    role: 'opaque',
    name,
    range: layer.range,
    finish: () => ({
      kind: 'opaque',
      range: layer.range,
      values: {
        name: nameOf(step),
        className: classNode === undefined ? { value, ...at } : located(value, classNode),
        outputShape: outputShape === undefined ? undefined : { value: outputShape, ...at },
        parameterCount: parameterCount === undefined ? undefined : { value: parameterCount, ...at },
      },
    }),
  };
}

/** An opaque layer, said at its place. @param why after the layer's title, e.g. `has no counterpart here` */
export function unsupported(step: Step, why = 'has no counterpart here'): PlainDraft {
  const { layer } = step.node;
  const parameterCount = step.tiedTo === undefined ? step.facts.parameterCount : 0;
  const classNode = member(layer.node, 'class_name');
  step.report({
    code: 'keras.unsupported',
    severity: parameterCount === 0 ? 'information' : 'warning',
    message: `${titleOf(layer)} ${why}: it is kept as one link that is not looked into${describeCount(parameterCount)}.`,
    range:
      classNode === undefined
        ? placeOf(layer)
        : { start: classNode.offset, end: classNode.offset + classNode.length },
  });
  return opaqueDraft(step);
}

function describeCount(count: number | undefined): string {
  if (count === undefined) return ', its parameters are not counted';
  if (count === 0) return ', without parameters';
  return count === 1 ? ', with 1 parameter' : `, with ${count} parameters`;
}

/** For layers whose activation is not one of ours. */
export const withActivation = (className: string, activation: string): string =>
  `${className} with ${quote(activation)}`;
