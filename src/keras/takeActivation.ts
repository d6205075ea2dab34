import type { ActivationName } from '../base/activation.js';
import type { Located } from '../spec/valueType.js';
import { located, rangeOf, type JsonNode } from './jsonNode.js';
import type { ReadActivation } from './kerasActivation.js';
import { titleOf } from './kerasLayer.js';
import type { Step } from './reading.js';

/** What an activation does to the layer that it stands on; `opaque` is one that is not among ours. */
export type TakenActivation =
  | { readonly kind: 'taken'; readonly activation: Located<ActivationName> | undefined }
  | { readonly kind: 'opaque'; readonly title: string };

/** Takes an activation over and says what differs. */
export function takeActivation(step: Step, read: ReadActivation, node: JsonNode): TakenActivation {
  const { report } = step;
  const title = titleOf(step.node.layer);
  switch (read.kind) {
    case 'known':
      return { kind: 'taken', activation: read.name === 'linear' ? undefined : located(read.name, node) };
    case 'near':
      report({
        code: 'keras.activation',
        severity: 'warning',
        message: `The activation of ${title} is read as ${read.name}: ${read.difference}.`,
        range: rangeOf(node),
      });
      return { kind: 'taken', activation: located(read.name, node) };
    case 'softmax':
      if (!step.isLast) return unknownActivation(step, 'softmax', node);
      report({
        code: 'keras.softmax',
        severity: 'information',
        message: `The softmax of ${title} belongs to the loss here: crossEntropy applies it, and the layer itself is linear.`,
        range: rangeOf(node),
      });
      return { kind: 'taken', activation: undefined };
    case 'unknown':
      return unknownActivation(step, read.title, node);
  }
}

function unknownActivation(step: Step, activation: string, node: JsonNode): TakenActivation {
  step.report({
    code: 'keras.activation',
    severity: 'warning',
    message: `The activation ${activation} of ${titleOf(step.node.layer)} is not one of ours: the layer is kept as one link that is not looked into.`,
    range: rangeOf(node),
  });
  return { kind: 'opaque', title: activation };
}
