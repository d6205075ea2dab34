import { isLive, type RunStatus } from '../../src/run/result.js';
import type { PanelView, RunAction, RunView } from '../../src/protocol/panel.js';
import { formatCount, formatValue } from '../../src/run/format.js';
import { formatSteady } from './formatNumber.js';

const STATUS_WORDS: Readonly<Record<RunStatus, string>> = {
  starting: 'starting',
  running: 'training',
  paused: 'paused',
  completed: 'completed',
  stopped: 'stopped',
  diverged: 'diverged',
  failed: 'failed',
  interrupted: 'interrupted',
};

export const statusWord = (status: RunStatus): string => STATUS_WORDS[status];

/** Steps taken of steps asked for: `1 240 / 2 000`. */
export const formatProgress = ({ step, steps }: RunView): string =>
  `${formatCount(step)} / ${formatCount(steps)}`;

/** How fast it goes while it goes; the final loss once it has one. */
export function formatPace({ stepsPerSecond, finalLoss }: RunView): string {
  if (finalLoss !== undefined) return `final loss ${formatSteady(finalLoss)}`;
  return stepsPerSecond === undefined ? '' : `${formatCount(stepsPerSecond)} steps/s`;
}

/** Where and how steps are computed: `wasm, fused` is one call of our own kernels a step. */
function describeBackend({ backend, path }: RunView): string {
  if (backend === undefined) return 'backend not chosen yet';
  return path === 'fused' ? `${backend}, fused` : backend;
}

/** What is trained and analysed, in a few words: backend, mode, batch, optimizer and learning rate. */
export function describePlan(run: RunView): string[] {
  const analysed = run.mode === 'probe' ? `probe of ${formatCount(run.probe)}` : `${run.mode} mode`;
  const { samples, every: validated } = run.validation;
  const apart =
    validated === undefined
      ? []
      : [`${formatCount(samples)} kept apart, every ${formatCount(validated)} steps`];
  const every = run.every === 1 ? 'every step' : `every ${formatCount(run.every)} steps`;
  return [
    describeBackend(run),
    `${analysed}, ${every}`,
    ...apart,
    `batch ${formatCount(run.batchSize)}`,
    run.optimizer,
    `η ${formatValue(run.learningRate)}${run.schedule === undefined ? '' : `, ${run.schedule}`}`,
    run.loss,
  ];
}

/** Whether an action applies now, and if not, why not. */
export type Availability =
  { readonly available: true } | { readonly available: false; readonly reason: string };

const AVAILABLE: Availability = { available: true };
const unavailable = (reason: string): Availability => ({ available: false, reason });

export function availabilityOf(action: RunAction, view: PanelView): Availability {
  // The controls are those of the latest run, also while another is shown.
  const status = view.behind?.status ?? view.run?.status;
  switch (action) {
    case 'pause':
      return status === 'running' ? AVAILABLE : unavailable('nothing is training');
    case 'resume':
      return status === 'paused' ? AVAILABLE : unavailable('the run is not paused');
    case 'step':
      return status === 'paused' ? AVAILABLE : unavailable('pause first');
    case 'stop':
      return (status !== undefined && isLive(status)) || view.run?.ensemble?.current !== undefined
        ? AVAILABLE
        : unavailable('nothing is training');
    case 'restart':
      if (hasErrors(view)) return unavailable('the spec has errors');
      return view.gap === undefined ? AVAILABLE : unavailable('this version does not train this network');
  }
}

/** The text as it is now can be trained. */
export const canTrain = (view: PanelView): boolean => availabilityOf('restart', view).available;

/** With an error in the text it is not trained. */
export const hasErrors = (view: PanelView): boolean =>
  view.problems.some(({ severity }) => severity === 'error');
