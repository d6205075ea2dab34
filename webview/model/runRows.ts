import type { PanelView } from '../../src/protocol/panel.js';
import {
  MOST_COMPARED,
  runName,
  type RunEntry,
  type RunsView,
  type RunStorage,
} from '../../src/protocol/runs.js';
import { formatBytes, formatCount } from '../../src/run/format.js';
import { isLive } from '../../src/run/result.js';
import { formatResidual, formatSteady } from './formatNumber.js';
import type { Notice } from './notice.js';
import { statusWord } from './runState.js';

/** A row of the table of runs, in words. */
export interface RunRow {
  readonly id: string;
  readonly name: string;
  readonly when: string;
  readonly changes: string;
  readonly seed: string;
  readonly backend: string;
  readonly steps: string;
  readonly loss: string;
  readonly end: string;
  /** Why it ended, or all that there is to say. */
  readonly note: string;
  readonly kept: boolean;
  readonly shown: boolean;
  readonly compared: boolean;
  /** It can be laid over the shown run. */
  readonly comparable: boolean;
  readonly live: boolean;
  readonly hasText: boolean;
}

/** @param formatTime of milliseconds since the epoch */
export function runRows(view: RunsView, formatTime: (time: number) => string): RunRow[] {
  return view.entries.map((entry) => {
    const compared = view.compared.includes(entry.id);
    const shown = entry.id === view.shown;
    return {
      id: entry.id,
      name: runName(entry),
      when: entry.startedAt === 0 ? '—' : formatTime(entry.startedAt),
      changes: changesText(entry, view),
      seed: String(entry.seed),
      backend: entry.path === 'fused' ? `${entry.backend ?? '—'}, fused` : (entry.backend ?? '—'),
      steps:
        entry.step === entry.steps
          ? formatCount(entry.step)
          : `${formatCount(entry.step)} / ${formatCount(entry.steps)}`,
      loss: lossText(entry),
      end: endText(entry),
      note: [entry.message, entry.version && `BBD Inspector ${entry.version}`].filter(Boolean).join(' '),
      kept: entry.kept,
      shown,
      compared,
      comparable: !shown && (compared || view.compared.length < MOST_COMPARED),
      live: isLive(entry.status),
      hasText: entry.hasText,
    };
  });
}

function changesText({ changes, forkOf }: RunEntry, { entries }: RunsView): string {
  const source = entries.find(({ id }) => id === forkOf);
  const fork =
    forkOf === undefined ? '' : `fork of ${source === undefined ? 'a run that is gone' : runName(source)}: `;
  if (changes === undefined) return forkOf === undefined ? '—' : fork.slice(0, -2);
  return `${fork}${changes.text === '' ? `as run ${changes.from}` : changes.text}`;
}

function lossText({ finalLoss, lastLoss }: RunEntry): string {
  const loss = finalLoss ?? lastLoss;
  return loss === undefined ? '—' : formatSteady(loss);
}

function endText({ status, worstResidual }: RunEntry): string {
  return worstResidual === undefined
    ? statusWord(status)
    : `${statusWord(status)}, residual ${formatResidual(worstResidual)}`;
}

/** What is stored of all specs together. */
export function storageText({ bytes, limitBytes, unkept, unkeptBytes, keep }: RunStorage): string {
  return (
    `The runs of all specs take ${formatBytes(bytes)} of ${formatBytes(limitBytes)}; ${formatCount(unkept)} of them are not kept (${formatBytes(unkeptBytes)}). ` +
    `Of each spec the newest ${formatCount(keep)} runs stay, and those that are kept.`
  );
}

/** That another run than the latest is shown, and how far that one is. */
export function earlierRunNotice({ run, behind }: PanelView): Notice | undefined {
  if (run === undefined || behind === undefined) return undefined;
  const state = isLive(behind.status)
    ? `${statusWord(behind.status)}, step ${formatCount(behind.step)} of ${formatCount(behind.steps)}`
    : statusWord(behind.status);
  return {
    kind: 'information',
    title: `An earlier run is shown: ${run.name}`,
    text: `The latest is ${behind.name} (${state}).`,
    action: { label: 'Back to the latest run', run: 'latest' },
  };
}
