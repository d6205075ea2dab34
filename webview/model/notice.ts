import type { PanelView, RunAction } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { canTrain, hasErrors } from './runState.js';

/** Something the user must know about the run, and the way on if there is one. */
export interface Notice {
  readonly kind: 'error' | 'warning' | 'information';
  readonly title: string;
  readonly text: string;
  /** `latest`: shows the latest run. */
  readonly action?: { readonly label: string; readonly run: RunAction | 'latest' };
}

/** What is to be said about the run itself: how it ended, what is different from what was asked. */
export function runNotices(view: PanelView): Notice[] {
  const { run } = view;
  const notices: Notice[] =
    view.assumptions.length === 0
      ? []
      : [{ kind: 'information', title: 'Assumed', text: view.assumptions.join(' ') }];
  if (run === undefined) return notices;
  const again = canTrain(view) ? { action: { label: 'Train again', run: 'restart' } as const } : {};
  if (run.status === 'diverged') {
    const title = `Diverged at step ${formatCount(run.step)}`;
    const text = run.message ?? 'The loss is no longer finite. Lower the learning rate.';
    notices.push({ kind: 'error', title, text, ...again });
  }
  if (run.status === 'failed') {
    notices.push({
      kind: 'error',
      title: 'The run failed',
      text: run.message ?? 'It gave no reason.',
      ...again,
    });
  }
  if (run.status === 'interrupted') {
    const text = run.message ?? 'Its worker went away with the window; what it had recorded is kept.';
    notices.push({ kind: 'warning', title: 'Interrupted', text, ...again });
  }
  if (run.notice !== undefined) notices.push({ kind: 'information', title: 'Note', text: run.notice });
  if (run.droppedFrames > 0) {
    const text = `The store is full: the last ${formatCount(run.droppedFrames)} frames were not recorded. Analyse fewer steps (analysis: every).`;
    notices.push({ kind: 'warning', title: 'Frames left out', text });
  }
  return notices;
}

/** That the numbers belong to an older text. */
export function staleNotice(view: PanelView): Notice | undefined {
  if (!view.stale || view.run === undefined) return undefined;
  const title = 'The text has changed since this run';
  if (hasErrors(view)) return { kind: 'warning', title, text: 'Mend its errors to train it.' };
  if (view.gap !== undefined) return { kind: 'warning', title, text: view.gap };
  return {
    kind: 'warning',
    title,
    text: 'The numbers are those of the text as it was.',
    action: { label: 'Train the new text', run: 'restart' },
  };
}
