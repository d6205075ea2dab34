import type { PanelView, RunView } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { neighbouringStep } from '../model/frameStepping.js';
import { createButton, createCheckbox } from '../toolkit.js';
import type { PanelContext, Part } from './context.js';
import { element, icon, setAttribute, setText } from './dom.js';

const PREVIOUS = 'M11 2.5v11L3.5 8z';
const NEXT = 'M5 2.5v11L12.5 8z';

/** Chooses the recorded frame that is looked at, or follows the latest. */
export function createScrubber(context: PanelContext): Part {
  let run: RunView | undefined;
  /** While the thumb is held, the views that come in do not move it. */
  let dragging = false;

  const select = (step: number | 'latest'): void => {
    context.post({ type: 'selectStep', step });
  };
  const selectNeighbour = (direction: 'previous' | 'next'): void => {
    const step = run && neighbouringStep(run, direction);
    if (step !== undefined) select(step);
  };

  const previous = createButton({
    label: 'Previous frame',
    icon: icon(PREVIOUS),
    testId: 'frame-previous',
    onClick: () => {
      selectNeighbour('previous');
    },
  });
  const next = createButton({
    label: 'Next frame',
    icon: icon(NEXT),
    testId: 'frame-next',
    onClick: () => {
      selectNeighbour('next');
    },
  });
  const follow = createCheckbox({
    label: 'Follow live',
    checked: true,
    testId: 'follow-live',
    onChange: (checked) => {
      select(checked ? 'latest' : (run?.frame?.step ?? 'latest'));
    },
  });
  const label = element('output', { class: 'scrubber-step' });
  const range = element('input', {
    'type': 'range',
    'class': 'scrubber-range',
    'aria-label': 'Step',
    'data-testid': 'step-scrubber',
  });
  range.addEventListener('input', () => {
    dragging = true;
    setText(label, stepText(range.valueAsNumber, run));
    select(range.valueAsNumber);
  });
  range.addEventListener('change', () => {
    dragging = false;
  });
  // A recorded frame is a whole number of steps away, not one.
  range.addEventListener('keydown', (event) => {
    const direction = {
      ArrowLeft: 'previous',
      ArrowDown: 'previous',
      ArrowRight: 'next',
      ArrowUp: 'next',
    } as const;
    const wanted = Object.entries(direction).find(([key]) => key === event.key);
    if (wanted === undefined) return;
    event.preventDefault();
    selectNeighbour(wanted[1]);
  });
  const root = element(
    'div',
    { 'class': 'scrubber', 'role': 'group', 'aria-label': 'Selected step' },
    previous.root,
    next.root,
    label,
    range,
    follow.root,
  );

  return {
    root,
    update(view: PanelView) {
      run = view.run;
      const frame = run?.frame;
      const enabled = frame !== undefined && run?.firstStep !== undefined && run.lastStep !== undefined;
      range.disabled = !enabled;
      follow.setEnabled(enabled);
      follow.setChecked(run?.followLive ?? true);
      previous.setEnabled(run !== undefined && neighbouringStep(run, 'previous') !== undefined);
      next.setEnabled(run !== undefined && neighbouringStep(run, 'next') !== undefined);
      if (!enabled || dragging) {
        if (!enabled) setText(label, 'no step yet');
        return;
      }
      setAttribute(range, 'min', String(run?.firstStep ?? 0));
      setAttribute(range, 'max', String(run?.lastStep ?? 0));
      range.valueAsNumber = frame.step;
      setAttribute(range, 'aria-valuetext', `step ${frame.step}`);
      setText(label, stepText(frame.step, run));
    },
  };
}

/** The step, padded to the width of the last so that nothing moves. */
function stepText(step: number, run: RunView | undefined): string {
  const width = formatCount(run?.lastStep ?? step).length;
  return `step ${formatCount(step).padEnd(width, '\u2007')}`;
}
