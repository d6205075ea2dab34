import type { RunView } from '../../src/protocol/panel.js';

/**
 * The step of the recorded frame before or after the selected one; undefined at the end. The panel knows every
 * recorded step while the series are not decimated; beyond that it asks for the step `every` away, and the host
 * answers with the nearest frame.
 */
export function neighbouringStep(run: RunView, direction: 'previous' | 'next'): number | undefined {
  const { frame, firstStep, lastStep } = run;
  if (frame === undefined || firstStep === undefined || lastStep === undefined) return undefined;
  const recorded = run.series.loss.steps;
  if (recorded.length === run.frameCount) {
    return direction === 'next'
      ? recorded.find((step) => step > frame.step)
      : recorded.findLast((step) => step < frame.step);
  }
  if (frame.step === (direction === 'next' ? lastStep : firstStep)) return undefined;
  const wanted = direction === 'next' ? frame.step + run.every : frame.step - run.every;
  return Math.min(lastStep, Math.max(firstStep, wanted));
}
