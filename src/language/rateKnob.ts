import { succeed } from '../base/result.js';
import { setEntry } from '../spec/editMap.js';
import { isShared } from '../spec/sharedNode.js';
import { entryOf, type SourceNode } from '../spec/sourceTree.js';
import { missingControl, SHARED, type WhatIfControl } from './whatIfKnob.js';

/** Decades below and above that of the value that the control reaches. */
const DECADES = 2;

/** The learning rate, also where the spec leaves it to the default. */
export function rateControl(text: string, tree: SourceNode | undefined, rate: number): WhatIfControl {
  if (tree?.kind !== 'map') {
    return missingControl(
      'learningRate',
      'A model alone says nothing of training: write a spec that names it, network: {keras: …}.',
    );
  }
  const training = entryOf(tree, 'training')?.value;
  const written = training?.kind === 'map' ? entryOf(training, 'learningRate')?.value : undefined;
  if ([training, written].some((node) => node !== undefined && isShared(text, node))) {
    return missingControl('learningRate', `The learning rate is written ${SHARED}.`);
  }
  const decade = Math.floor(Math.log10(rate));
  return {
    knob: {
      id: 'learningRate',
      kind: 'number',
      about: 'η of training',
      value: rate,
      least: 10 ** (decade - DECADES),
      most: 10 ** (decade + DECADES + 1),
      scale: 'logarithmic',
      whole: false,
    },
    edit: (value) =>
      succeed([
        training?.kind === 'map'
          ? setEntry(text, training, 'learningRate', String(value))
          : setEntry(text, tree, 'training', `{learningRate: ${value}}`),
      ]),
  };
}
