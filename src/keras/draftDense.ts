import { DENSE } from '../spec/keysLinks.js';
import type { Draft } from './draft.js';
import { makeAst } from './layerAst.js';
import { linkDraft, requireCount } from './linkDraft.js';
import { typeOf, type Step } from './reading.js';
import { linkSettings } from './settings.js';

/** A Dense layer that takes a row of numbers. */
export function draftDense(step: Step): readonly Draft[] {
  const { layer, name } = step.node;
  const units = requireCount(step, 'units');
  const settings = linkSettings(step, units?.value ?? 1);
  return [
    linkDraft(step, name, (late) =>
      makeAst(DENSE, layer.range, { type: typeOf(step, 'dense'), ...settings, units, ...late }),
    ),
  ];
}
