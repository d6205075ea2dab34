import type { KnobId, KnobValue, WhatIfAction, WhatIfView } from '../../src/protocol/whatIf.js';
import { changesOf, isTurnable, missingTexts, outcomeText } from '../model/whatIf.js';
import { createButton, createCheckbox } from '../toolkit.js';
import type { PanelContext, Part } from './context.js';
import { element, setAttribute, setText } from './dom.js';
import { createKnobControl, type KnobControl } from './whatIfKnobs.js';

const CAPTION =
  'Train the network with another depth, width, learning rate or activation: from the same seed, with the same order of the data, beside the shown run and laid over it in the charts over the steps.';
const NO_KNOBS = 'The spec cannot be trained as it is: mend its errors first.';

/** Milliseconds without another change before a fork begins by itself: keys move a slider step by step. */
const SETTLE_TIME = 500;

/** Controls of what may be tried, what came of it, and a way to keep it. */
export function createWhatIfCard(context: PanelContext): Part {
  const chosen = new Map<KnobId, KnobValue>();
  const controls = new Map<KnobId, KnobControl>();
  let shown: WhatIfView = { knobs: [], outcome: undefined };
  /** An outcome that is about other values than those that are chosen now. */
  let past: string | undefined;
  let timer: number | undefined;

  const ask = (action: WhatIfAction): void => {
    clearTimeout(timer);
    const changes = changesOf(shown.knobs, chosen);
    if (Object.keys(changes).length === 0) return;
    past = undefined;
    context.post({ type: 'whatIf', action, changes });
  };
  const moved = (id: KnobId, value: KnobValue): void => {
    chosen.set(id, value);
    past = JSON.stringify(shown.outcome);
    draw();
  };
  const released = (id: KnobId, value: KnobValue): void => {
    moved(id, value);
    clearTimeout(timer);
    if (!context.state.forkAtOnce) ask('check');
    else {
      timer = window.setTimeout(() => {
        ask('fork');
      }, SETTLE_TIME);
    }
  };

  const fork = createButton({
    label: 'Fork',
    appearance: 'primary',
    testId: 'what-if-fork',
    onClick: () => {
      ask('fork');
    },
  });
  const apply = createButton({
    label: 'Apply to spec',
    testId: 'what-if-apply',
    onClick: () => {
      ask('apply');
    },
  });
  const reset = createButton({
    label: 'Reset',
    testId: 'what-if-reset',
    onClick: () => {
      clearTimeout(timer);
      chosen.clear();
      past = JSON.stringify(shown.outcome);
      draw();
    },
  });
  const atOnce = createCheckbox({
    label: 'Fork as soon as a control is let go of',
    checked: context.state.forkAtOnce,
    testId: 'what-if-at-once',
    onChange: (checked) => {
      context.remember({ forkAtOnce: checked });
    },
  });
  const knobs = element('div', { class: 'knobs' });
  const missing = element('ul', { class: 'caption' });
  const outcome = element('p', { 'class': 'caption', 'role': 'status', 'data-testid': 'what-if-outcome' });

  const draw = (): void => {
    for (const knob of shown.knobs) {
      if (isTurnable(knob)) controls.get(knob.id)?.show(knob, chosen.get(knob.id) ?? knob.value);
    }
    const changed = Object.keys(changesOf(shown.knobs, chosen)).length > 0;
    for (const button of [fork, apply, reset]) button.setEnabled(changed);
    const said = JSON.stringify(shown.outcome) === past ? undefined : shown.outcome;
    setText(outcome, said === undefined ? (shown.knobs.length === 0 ? NO_KNOBS : '') : outcomeText(said));
    setAttribute(outcome, 'data-tone', said?.kind === 'refused' ? 'bad' : undefined);
  };

  return {
    root: element(
      'section',
      { 'class': 'card what-if', 'data-testid': 'what-if' },
      element('h2', {}, 'What if'),
      element('p', { class: 'caption' }, CAPTION),
      knobs,
      missing,
      element('div', { class: 'what-if-actions' }, fork.root, apply.root, reset.root, atOnce.root),
      outcome,
    ),
    update({ whatIf }) {
      shown = whatIf;
      const turnable = whatIf.knobs.filter(isTurnable);
      const known = [...controls.keys()];
      if (turnable.map(({ id }) => id).join() !== known.join()) {
        controls.clear();
        for (const knob of turnable) {
          const { id } = knob;
          const listener = {
            onMove: (value: KnobValue) => {
              moved(id, value);
            },
            onRelease: (value: KnobValue) => {
              released(id, value);
            },
          };
          controls.set(id, createKnobControl(knob, listener));
        }
        knobs.replaceChildren(...[...controls.values()].map(({ root }) => root));
      }
      // What the spec says by now is no choice any more.
      for (const { id, value } of turnable) if (chosen.get(id) === value) chosen.delete(id);
      const texts = missingTexts(whatIf.knobs);
      if (missing.textContent !== texts.join(''))
        missing.replaceChildren(...texts.map((text) => element('li', {}, text)));
      draw();
    },
  };
}
