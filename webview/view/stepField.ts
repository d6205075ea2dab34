import { formatCount } from '../../src/run/format.js';
import { readCount } from '../model/readCount.js';
import { element } from './dom.js';

export interface StepField {
  readonly root: HTMLElement;
  /** @param last the largest step there is, for which there must be room */
  show(step: number | undefined, last: number): void;
}

/**
 * The step that is looked at, to be read and to be typed over.
 * @param onChoose called with the step that was typed
 */
export function createStepField(onChoose: (step: number) => void): StepField {
  const input = element('input', {
    'type': 'text',
    'inputmode': 'numeric',
    'class': 'step-field',
    'aria-label': 'Step, type to jump',
    'title': 'Type a step and press Enter',
    'data-testid': 'step-field',
    'spellcheck': 'false',
    'autocomplete': 'off',
  });
  let shown = '';
  const restore = (): void => {
    input.value = shown;
    input.removeAttribute('aria-invalid');
  };
  const isTyping = (): boolean => document.activeElement === input && input.value !== shown;
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') restore();
    if (event.key !== 'Enter') return;
    const step = readCount(input.value);
    input.toggleAttribute('aria-invalid', step === undefined);
    if (step === undefined) return;
    shown = input.value;
    onChoose(step);
    input.select();
  });
  input.addEventListener('focus', () => {
    input.select();
  });
  input.addEventListener('blur', restore);
  return {
    root: element('label', { class: 'step-label' }, 'step ', input),
    show(step, last) {
      input.disabled = step === undefined;
      input.style.width = `${formatCount(last).length + 2}ch`;
      const typing = isTyping();
      shown = step === undefined ? '' : formatCount(step);
      if (!typing) input.value = shown;
    },
  };
}
