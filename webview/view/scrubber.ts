import type { PanelView, RunView } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { Player } from '../model/player.js';
import { isMotionReduced } from './reducedMotion.js';
import { createButton, createCheckbox, type ButtonFace } from '../toolkit.js';
import type { PanelContext, Part } from './context.js';
import { element, icon, setAttribute, setText } from './dom.js';
import { createStepField } from './stepField.js';

const PREVIOUS = 'M11 2.5v11L3.5 8z';
const NEXT = 'M5 2.5v11L12.5 8z';
const PLAY: ButtonFace = {
  label: 'Play the recorded frames',
  icon: icon('M4 2.5v11l9-5.5z'),
  testId: 'play',
};
const PAUSE: ButtonFace = { label: 'Pause playing', icon: icon('M4 3h3v10H4zM9 3h3v10H9z'), testId: 'play' };

/** Pixels of the slider's thumb, by which its track is shorter than itself. */
const THUMB = 14;

/** Where a step stands on the slider's track, as CSS. */
const placeOnTrack = (share: number): string => `calc(${THUMB / 2}px + ${share} * (100% - ${THUMB}px))`;

/** Chooses the recorded frame that is looked at, plays through them, or follows the latest. */
export function createScrubber(context: PanelContext): Part {
  const { timeline } = context;
  let run: RunView | undefined;
  /** While the thumb is held, the views that come in do not move it. */
  let dragging = false;

  const select = (step: number | 'latest'): void => {
    context.post({ type: 'selectStep', step });
  };
  const moveBy = (by: number): void => {
    context.post({ type: 'moveFrames', by });
  };
  const player = new Player({
    move: moveBy,
    toFirst: () => {
      select(run?.firstStep ?? 0);
    },
    isCalm: isMotionReduced,
    onChange: () => {
      play.setFace(player.playing ? PAUSE : PLAY);
      speed.setFace(speedFace());
    },
    wait: (milliseconds, then) => {
      setTimeout(then, milliseconds);
    },
  });
  /** What a person does to the step ends the playing. */
  const byHand = (act: () => void): void => {
    player.stop();
    act();
  };

  const previous = createButton({
    label: 'Previous frame',
    icon: icon(PREVIOUS),
    testId: 'frame-previous',
    onClick: () => {
      byHand(() => {
        moveBy(-1);
      });
    },
  });
  const play = createButton({
    ...PLAY,
    onClick: () => {
      if (run !== undefined) player.toggle(run);
    },
  });
  const next = createButton({
    label: 'Next frame',
    icon: icon(NEXT),
    testId: 'frame-next',
    onClick: () => {
      byHand(() => {
        moveBy(1);
      });
    },
  });
  const speedFace = (): ButtonFace => ({
    label: `Playing speed: ${player.speed}×`,
    icon: element('span', { class: 'speed' }, `${player.speed}×`),
    testId: 'play-speed',
  });
  const speed = createButton({
    ...speedFace(),
    onClick: () => {
      player.changeSpeed();
    },
  });
  const reset = createButton({
    label: 'Reset zoom',
    icon: icon(
      'M2.5 6V2.5H6v1H3.5V6zM10 2.5h3.5V6h-1V3.5H10zM2.5 10h1v2.5H6v1H2.5zM12.5 10h1v3.5H10v-1h2.5zM5.5 5.5h5v5h-5z',
    ),
    testId: 'reset-zoom',
    onClick: () => {
      timeline.reset();
    },
  });
  const follow = createCheckbox({
    label: 'Follow live',
    checked: true,
    testId: 'follow-live',
    onChange: (checked) => {
      byHand(() => {
        select(checked ? 'latest' : (run?.frame?.step ?? 'latest'));
      });
    },
  });
  const field = createStepField((step) => {
    byHand(() => {
      select(step);
    });
  });
  const pointed = element('span', { 'class': 'pointed-step', 'data-testid': 'pointed-step' });
  const range = element('input', {
    'type': 'range',
    'class': 'slider scrubber-range',
    'aria-label': 'Step',
    'data-testid': 'step-scrubber',
  });
  const zoomed = element('div', { 'class': 'scrubber-zoomed', 'aria-hidden': 'true' });
  const pointer = element('div', { 'class': 'scrubber-pointer', 'aria-hidden': 'true' });
  range.addEventListener('input', () => {
    dragging = true;
    byHand(() => {
      field.show(range.valueAsNumber, run?.lastStep ?? 0);
      select(range.valueAsNumber);
    });
  });
  range.addEventListener('change', () => {
    dragging = false;
  });
  // A recorded frame is a whole number of steps away, not one.
  const keys: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
  range.addEventListener('keydown', (event) => {
    const by = keys[event.key];
    if (by === undefined) return;
    event.preventDefault();
    byHand(() => {
      moveBy(by);
    });
  });
  const root = element(
    'div',
    { 'class': 'scrubber', 'role': 'group', 'aria-label': 'Selected step' },
    element('div', { class: 'scrubber-buttons' }, previous.root, play.root, next.root, speed.root),
    element('div', { class: 'scrubber-steps' }, field.root, pointed),
    element('div', { class: 'scrubber-track' }, zoomed, range, pointer),
    element('div', { class: 'scrubber-end' }, reset.root, follow.root),
  );

  const shareOf = (step: number): number => {
    const { firstStep = 0, lastStep = 0 } = run ?? {};
    return lastStep > firstStep ? (step - firstStep) / (lastStep - firstStep) : 0;
  };
  const showZoom = (): void => {
    const { visible } = timeline;
    const shown = timeline.isZoomed && visible !== undefined;
    reset.setEnabled(shown);
    reset.setTooltip(
      shown
        ? `Show all steps (now ${formatCount(visible.first)} to ${formatCount(visible.last)})`
        : 'All steps are shown: drag over a chart to zoom in',
    );
    zoomed.hidden = !shown;
    if (!shown) return;
    zoomed.style.left = placeOnTrack(shareOf(visible.first));
    zoomed.style.right = placeOnTrack(1 - shareOf(visible.last));
  };
  timeline.listenToRange(showZoom);
  timeline.listenToPointer((step) => {
    setText(pointed, step === undefined ? '' : `pointer at ${formatCount(step)}`);
    pointer.hidden = step === undefined;
    if (step !== undefined) pointer.style.left = placeOnTrack(shareOf(step));
  });
  pointer.hidden = true;

  return {
    root,
    update(view: PanelView) {
      ({ run } = view);
      const frame = run?.frame;
      const { firstStep = 0, lastStep = 0, frameIndex = 0, frameCount = 0 } = run ?? {};
      const enabled = frame !== undefined;
      range.disabled = !enabled;
      follow.setEnabled(enabled);
      follow.setChecked(run?.followLive ?? true);
      previous.setEnabled(enabled && frameIndex > 0);
      next.setEnabled(enabled && frameIndex < frameCount - 1);
      play.setEnabled(frameCount > 1);
      if (run !== undefined) player.update(run);
      showZoom();
      if (!dragging) field.show(frame?.step, lastStep);
      if (!enabled || dragging) return;
      setAttribute(range, 'min', String(firstStep));
      setAttribute(range, 'max', String(lastStep));
      range.valueAsNumber = frame.step;
      setAttribute(range, 'aria-valuetext', `step ${frame.step}`);
    },
  };
}
