import type { Result } from '../base/result.js';
import type { TextEdit } from '../base/textRange.js';

/** What can be changed of an experiment by one control. */
export const KNOB_IDS = ['depth', 'width', 'learningRate', 'activation'] as const;
export type KnobId = (typeof KNOB_IDS)[number];
export type KnobValue = number | string;

interface KnobCommon {
  readonly id: KnobId;
  /** Of what it is the value, e.g. `copies of the repeat in line 14`. */
  readonly about: string;
}

/** A number to choose; what is outside of the range may be right, too, and is left to the check. */
export interface NumberKnob extends KnobCommon {
  readonly kind: 'number';
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly scale: 'linear' | 'logarithmic';
  readonly whole: boolean;
}

export interface ChoiceKnob extends KnobCommon {
  readonly kind: 'choice';
  readonly value: string;
  readonly choices: readonly string[];
}

/** A control that a spec has nothing for, with the reason. */
export interface MissingKnob {
  readonly id: KnobId;
  readonly kind: 'missing';
  readonly reason: string;
}

export type WhatIfKnob = NumberKnob | ChoiceKnob | MissingKnob;

/** A knob and how the text is changed by it. */
export interface WhatIfControl {
  readonly knob: WhatIfKnob;
  /** The edits for another value, or why there are none; whether the changed text is right is seen by checking it. */
  readonly edit: (value: KnobValue) => Result<readonly TextEdit[], string>;
}

export const missingControl = (id: KnobId, reason: string): WhatIfControl => ({
  knob: { id, kind: 'missing', reason },
  edit: () => ({ ok: false, error: reason }),
});

/** Why what is behind an anchor is not changed. */
export const SHARED = 'behind an anchor (& or *), which may stand for other places, too: change it by hand';
