import type {
  KnobId,
  KnobValue,
  NumberKnob,
  WhatIfChanges,
  WhatIfKnob,
  WhatIfOutcome,
} from '../../src/protocol/whatIf.js';
import { formatCount } from '../../src/run/format.js';

/** A knob that can be turned. */
export type TurnableKnob = Exclude<WhatIfKnob, { kind: 'missing' }>;

export const isTurnable = (knob: WhatIfKnob): knob is TurnableKnob => knob.kind !== 'missing';

export const KNOB_NAMES: Readonly<Record<KnobId, string>> = {
  depth: 'Depth',
  width: 'Width',
  learningRate: 'Learning rate η',
  activation: 'Activation',
};

/** Steps of a slider over a decade. */
const STEPS_A_DECADE = 20;
/** Significant digits of what a logarithmic slider chooses. */
const DIGITS = 2;

/** Where a slider ends and how fine it is, in its own positions. */
export function sliderOf(knob: NumberKnob): {
  readonly min: number;
  readonly max: number;
  readonly step: number;
} {
  return knob.scale === 'linear'
    ? { min: knob.least, max: knob.most, step: 1 }
    : { min: Math.log10(knob.least), max: Math.log10(knob.most), step: 1 / STEPS_A_DECADE };
}

export const positionOf = ({ scale }: NumberKnob, value: number): number =>
  scale === 'linear' ? value : Math.log10(value);

/** What a slider's position stands for, in as many digits as it can tell apart. */
export const valueAt = ({ scale }: NumberKnob, position: number): number =>
  scale === 'linear' ? Math.round(position) : Number((10 ** position).toPrecision(DIGITS));

/** Of what was chosen, that which differs from the spec. */
export function changesOf(
  knobs: readonly WhatIfKnob[],
  chosen: ReadonlyMap<KnobId, KnobValue>,
): WhatIfChanges {
  return Object.fromEntries(
    knobs.filter(isTurnable).flatMap(({ id, value }) => {
      const wanted = chosen.get(id);
      return wanted === undefined || wanted === value ? [] : [[id, wanted]];
    }),
  );
}

/** What keeps knobs away, one sentence each. */
export const missingTexts = (knobs: readonly WhatIfKnob[]): readonly string[] =>
  knobs.flatMap((knob) => (knob.kind === 'missing' ? [`${KNOB_NAMES[knob.id]}: ${knob.reason}`] : []));

/** What came of a request, in a sentence. */
export function outcomeText(outcome: WhatIfOutcome): string {
  switch (outcome.kind) {
    case 'possible':
      return `${outcome.label}: ${formatCount(outcome.parameters)} parameters.`;
    case 'refused':
      return outcome.reason;
    case 'forked':
      return `${outcome.label} is trained beside the shown run, from the same seed and with the same order of the data.`;
    case 'applied':
      return `${outcome.label} is written into the spec. Undo in the editor takes it back.`;
  }
}
