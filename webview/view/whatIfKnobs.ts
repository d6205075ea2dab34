import type { KnobValue, NumberKnob } from '../../src/protocol/whatIf.js';
import { KNOB_NAMES, positionOf, sliderOf, valueAt, type TurnableKnob } from '../model/whatIf.js';
import { element, setAttribute, setText } from './dom.js';
import { createSelect } from './selectControl.js';

/** The control of one knob. */
export interface KnobControl {
  readonly root: HTMLElement;
  show(knob: TurnableKnob, value: KnobValue): void;
}

interface KnobListener {
  /** The control is being moved. */
  readonly onMove: (value: KnobValue) => void;
  /** The control was let go of. */
  readonly onRelease: (value: KnobValue) => void;
}

export const createKnobControl = (knob: TurnableKnob, listener: KnobListener): KnobControl =>
  knob.kind === 'choice' ? createChoice(knob, listener) : createSlider(knob, listener);

const aboutText = ({ value, about }: TurnableKnob): string => `now ${value} · ${about}`;

/** A slider, and a field that takes any number. */
function createSlider(first: NumberKnob, { onMove, onRelease }: KnobListener): KnobControl {
  const { id } = first;
  const name = KNOB_NAMES[id];
  let knob = first;
  let held = false;
  const range = element('input', {
    'type': 'range',
    'class': 'slider',
    'aria-label': `${name}, slider`,
    'data-testid': `what-if-${id}-slider`,
  });
  const field = element('input', {
    'type': 'number',
    'step': 'any',
    'class': 'number-field',
    'data-testid': `what-if-${id}`,
  });
  const about = element('span', { class: 'knob-about' });
  range.addEventListener('input', () => {
    held = true;
    const value = valueAt(knob, range.valueAsNumber);
    field.value = String(value);
    onMove(value);
  });
  range.addEventListener('change', () => {
    held = false;
    onRelease(valueAt(knob, range.valueAsNumber));
  });
  field.addEventListener('input', () => {
    onMove(field.valueAsNumber);
  });
  field.addEventListener('change', () => {
    onRelease(field.valueAsNumber);
  });
  return {
    root: element(
      'div',
      { class: 'knob' },
      element('label', {}, element('span', {}, name), field),
      range,
      about,
    ),
    show(next, value) {
      if (next.kind !== 'number' || typeof value !== 'number') return;
      knob = next;
      setText(about, aboutText(knob));
      const { min, max, step } = sliderOf(knob);
      setAttribute(range, 'min', String(min));
      setAttribute(range, 'max', String(max));
      setAttribute(range, 'step', String(step));
      // What a person holds or types in stays as it is.
      if (held) return;
      if (Number.isFinite(value)) range.value = String(positionOf(knob, value));
      setAttribute(range, 'aria-valuetext', String(value));
      if (document.activeElement !== field) field.value = Number.isFinite(value) ? String(value) : '';
    },
  };
}

function createChoice(first: TurnableKnob, { onMove, onRelease }: KnobListener): KnobControl {
  const select = createSelect(KNOB_NAMES[first.id], `what-if-${first.id}`, (value) => {
    onMove(value);
    onRelease(value);
  });
  const about = element('span', { class: 'knob-about' });
  return {
    root: element('div', { class: 'knob' }, select.root, about),
    show(knob, value) {
      if (knob.kind !== 'choice') return;
      select.show(
        knob.choices.map((id) => ({ id, label: id })),
        String(value),
      );
      setText(about, aboutText(knob));
    },
  };
}
