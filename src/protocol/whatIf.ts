import { KNOB_IDS, type KnobValue, type WhatIfKnob } from '../language/whatIfKnob.js';
import type { WhatIfChanges } from '../language/whatIf.js';

export type { KnobId, KnobValue, NumberKnob, WhatIfKnob } from '../language/whatIfKnob.js';
export type { WhatIfChanges } from '../language/whatIf.js';

/** What came of the last request. */
export type WhatIfOutcome =
  /** It could be trained. */
  | { readonly kind: 'possible'; readonly label: string; readonly parameters: number }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'forked'; readonly label: string }
  /** The text of the spec was changed. */
  | { readonly kind: 'applied'; readonly label: string };

export interface WhatIfView {
  /** Empty while the text cannot be trained. */
  readonly knobs: readonly WhatIfKnob[];
  readonly outcome: WhatIfOutcome | undefined;
}

/** `check` says whether it could be trained, `fork` trains it beside the shown run, `apply` changes the text. */
const WHAT_IF_ACTIONS = ['check', 'fork', 'apply'] as const;
export type WhatIfAction = (typeof WHAT_IF_ACTIONS)[number];

export interface WhatIfRequest {
  readonly type: 'whatIf';
  readonly action: WhatIfAction;
  readonly changes: WhatIfChanges;
}

/** Longer is no value of any knob. */
const MAX_TEXT = 100;

const isValue = (value: unknown): value is KnobValue =>
  typeof value === 'number' || (typeof value === 'string' && value.length <= MAX_TEXT);

/** The request if a message is one. */
export function readWhatIfRequest(message: Readonly<Record<string, unknown>>): WhatIfRequest | undefined {
  const action = WHAT_IF_ACTIONS.find((name) => name === message['action']);
  const given = message['changes'];
  if (action === undefined || typeof given !== 'object' || given === null) return undefined;
  const values = new Map<string, unknown>(Object.entries(given));
  const changes = KNOB_IDS.flatMap((id): readonly (readonly [string, KnobValue])[] => {
    const value = values.get(id);
    return isValue(value) ? [[id, value]] : [];
  });
  return { type: 'whatIf', action, changes: Object.fromEntries(changes) };
}
