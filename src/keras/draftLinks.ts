import type { Draft } from './draft.js';
import { draftConvolution, draftDepthwise, draftPointwise, draftSeparable } from './draftConvolutions.js';
import { draftDense } from './draftDense.js';
import { isGiven, member } from './jsonNode.js';
import { readActivation } from './kerasActivation.js';
import { opaqueDraft, withActivation } from './opaque.js';
import type { Step } from './reading.js';
import { takeActivation, type TakenActivation } from './takeActivation.js';

/** A layer whose weights make it a link, with its own activation. Undefined when its class is not such a one. */
export function draftLink(step: Step): readonly Draft[] | undefined {
  const { layer } = step.node;
  const draft = DRAFTERS.get(layer.className);
  if (draft === undefined) return undefined;
  const node = member(layer.config, 'activation');
  const taken: TakenActivation = isGiven(node)
    ? takeActivation(step, readActivation(node), node)
    : { kind: 'taken', activation: undefined };
  if (taken.kind === 'opaque') {
    return [opaqueDraft(step, { className: withActivation(layer.className, taken.title) })];
  }
  const drafts = draft(step);
  const last = drafts.at(-1);
  if (taken.activation !== undefined && last?.role === 'link') last.activation = taken.activation;
  return drafts;
}

type Drafter = (step: Step) => readonly Draft[];

const DRAFTERS: ReadonlyMap<string, Drafter> = new Map<string, Drafter>([
  [
    'Dense',
    (step) => (step.input === undefined || step.input.length < 2 ? draftDense(step) : draftPointwise(step)),
  ],
  ['Conv1D', (step) => draftConvolution(step, 1)],
  ['Convolution1D', (step) => draftConvolution(step, 1)],
  ['Conv2D', (step) => draftConvolution(step, 2)],
  ['Convolution2D', (step) => draftConvolution(step, 2)],
  ['DepthwiseConv1D', (step) => draftDepthwise(step, 1)],
  ['DepthwiseConv2D', (step) => draftDepthwise(step, 2)],
  ['SeparableConv1D', (step) => draftSeparable(step, 1)],
  ['SeparableConv2D', (step) => draftSeparable(step, 2)],
]);
