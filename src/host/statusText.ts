import { assertNever } from '../base/result.js';
import { formatCount, formatValue } from '../run/format.js';
import type { RunFacts } from './runFacts.js';

export interface StatusText {
  readonly text: string;
  readonly tooltip: string;
  /** The run went wrong: stand out. */
  readonly alarming: boolean;
}

/**
 * What the status bar says about a run.
 * @param trainingLoss of the latest step, if there was one
 */
export function statusText(facts: RunFacts, trainingLoss: number | undefined): StatusText {
  const { title, status, step, steps, finalLoss } = facts;
  const progress = `${formatCount(step)}/${formatCount(steps)}`;
  const loss = trainingLoss === undefined ? '' : `, loss ${formatValue(trainingLoss, 3)}`;
  const final = finalLoss === undefined ? '' : `, loss ${formatValue(finalLoss, 3)}`;
  const say = (text: string, what: string, alarming = false): StatusText => ({
    text,
    tooltip: `${title}: ${what}. Click to show the panel.`,
    alarming,
  });
  switch (status) {
    case 'starting':
      return say('$(loading~spin) BBD starting', 'training is starting');
    case 'running':
      return say(`$(pulse) BBD ${progress}${loss}`, 'training');
    case 'paused':
      return say(`$(debug-pause) BBD ${progress}${loss}`, 'training is paused');
    case 'completed':
      return say(`$(check) BBD ${progress}${final}`, 'training is complete');
    case 'stopped':
      return say(`$(debug-stop) BBD ${progress}${final}`, 'training was stopped');
    case 'diverged':
      return say(`$(warning) BBD diverged at step ${formatCount(step)}`, 'training diverged', true);
    case 'failed':
      return say('$(error) BBD failed', 'training failed', true);
    case 'interrupted':
      return say(
        `$(debug-disconnect) BBD interrupted at step ${formatCount(step)}`,
        'training was interrupted',
      );
    default:
      return assertNever(status);
  }
}
