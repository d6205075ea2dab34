import { fail, succeed, type Result } from '../base/result.js';
import { LineIndex, type TextEdit } from '../base/textRange.js';
import type { CheckedSpec } from '../network/checkSpec.js';
import type { Experiment } from '../network/types.js';
import type { LintedSpec } from '../symmetry/lintSpec.js';
import { applyEdits } from './applyEdits.js';
import { depthControl } from './depthKnob.js';
import { layerControls } from './layerKnobs.js';
import { rateControl } from './rateKnob.js';
import {
  KNOB_IDS,
  missingControl,
  type KnobId,
  type KnobValue,
  type WhatIfControl,
  type WhatIfKnob,
} from './whatIfKnob.js';

/** New values of some knobs. */
export type WhatIfChanges = Readonly<Partial<Record<KnobId, KnobValue>>>;

/** A spec in which something else is asked for, ready to be trained. */
export interface ChangedSpec {
  readonly edits: readonly TextEdit[];
  /** The whole text behind the edits. */
  readonly text: string;
  readonly experiment: Experiment;
  /** What is different: `depth 8 → 12, tanh → relu`. */
  readonly label: string;
}

/** The controls of a spec, in the order of KNOB_IDS; none while it cannot be trained. */
export function whatIfControls(text: string, checked: LintedSpec): readonly WhatIfControl[] {
  const { experiment, layersFile, tree } = checked;
  if (experiment === undefined) return [];
  const found = [
    layersFile === undefined && tree !== undefined
      ? depthControl(text, tree)
      : missingControl('depth', 'The layers are those of a Keras model, which is not changed from here.'),
    ...layerControls(text, checked),
    rateControl(text, tree, experiment.training.learningRate),
  ];
  return KNOB_IDS.flatMap((id) => found.filter(({ knob }) => knob.id === id));
}

/**
 * The spec with other values of its knobs; comments and layout stay.
 * @param check of a text in the place of the spec
 * @returns or why not: the first error that the check finds in the changed text, among others
 */
export function changeSpec(
  text: string,
  checked: LintedSpec,
  changes: WhatIfChanges,
  check: (text: string) => CheckedSpec,
): Result<ChangedSpec, string> {
  if (checked.experiment === undefined) return fail(whyNot(text, checked));
  const edits: TextEdit[] = [];
  const labels: string[] = [];
  for (const { knob, edit } of whatIfControls(text, checked)) {
    const value = changes[knob.id];
    if (value === undefined || (knob.kind !== 'missing' && value === knob.value)) continue;
    const problem = problemOf(knob, value);
    if (problem !== undefined) return fail(problem);
    const made = edit(value);
    if (!made.ok) return made;
    edits.push(...made.value);
    labels.push(labelOf(knob, value));
  }
  if (labels.length === 0) return fail('Nothing is changed: all values are those of the spec.');
  const changed = applyEdits(text, edits);
  const result = check(changed);
  if (result.experiment === undefined) return fail(whyNot(changed, result));
  return succeed({ edits, text: changed, experiment: result.experiment, label: labels.join(', ') });
}

const WORDS: Readonly<Record<KnobId, string>> = {
  depth: 'depth ',
  width: 'width ',
  learningRate: 'η ',
  activation: '',
};

const labelOf = (knob: WhatIfKnob, value: KnobValue): string =>
  `${WORDS[knob.id]}${knob.kind === 'missing' ? '' : knob.value} → ${value}`;

/** What no check of the text would see: it would read something else. */
function problemOf(knob: WhatIfKnob, value: KnobValue): string | undefined {
  switch (knob.kind) {
    case 'missing':
      return knob.reason;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
        ? undefined
        : `${NAMES[knob.id]} must be a number.`;
    case 'choice':
      return knob.choices.includes(String(value)) ? undefined : `${NAMES[knob.id]} ${value} is not known.`;
  }
}

const NAMES: Readonly<Record<KnobId, string>> = {
  depth: 'Depth',
  width: 'Width',
  learningRate: 'Learning rate',
  activation: 'Activation',
};

function whyNot(text: string, { diagnostics, gap }: CheckedSpec): string {
  const error = diagnostics.find(({ severity }) => severity === 'error');
  const lineOf = (offset: number): number => new LineIndex(text).positionAt(offset).line + 1;
  if (error !== undefined) return `Line ${lineOf(error.range.start)}: ${error.message}`;
  return gap === undefined
    ? 'The changed spec cannot be trained.'
    : `This version does not train ${gap.feature} yet (line ${lineOf(gap.range.start)}).`;
}
