import type { RunView } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { formatEstimate } from '../../src/run/formatEstimate.js';
import type { Estimate } from '../../src/run/frameEnsemble.js';
import { layerCell, type RecordCell } from './recordCell.js';
import { TERM_KEYS } from './terms.js';

type EnsembleView = NonNullable<RunView['ensemble']>;

/** `mean ± standard error` in the digits that the error leaves; the mean alone without an error, a dash without a mean. */
export const estimateText = (estimate: Estimate | undefined): string =>
  estimate?.mean === undefined ? '—' : formatEstimate(estimate);

/** Which runs there are, in words. */
export function ensembleText({ seeds, members, current, frame }: EnsembleView): string {
  const ended = members.map(({ seed, reason }) =>
    reason === 'completed' ? `${seed}` : `${seed} (${reason})`,
  );
  const parts = [
    `${formatCount(members.length)} of ${formatCount(seeds)} runs have ended${ended.length === 0 ? '' : `: seeds ${ended.join(', ')}`}.`,
  ];
  if (current !== undefined) parts.push(`Seed ${current.seed} is at step ${formatCount(current.step)}.`);
  if (frame !== undefined) {
    parts.push(
      `Below: mean ± standard error over ${formatCount(frame.runs)} runs at step ${formatCount(frame.step)}.`,
    );
  }
  return parts.join(' ');
}

/** One row for each layer, and one for the sums; a column for each term. */
export function ensembleRows({ frame }: EnsembleView, names: readonly string[]): RecordCell[][] {
  if (frame === undefined) return [];
  return frame.layers.map((layer, m) => [
    layerCell(m, `${m} ${names[m] ?? ''}`),
    ...TERM_KEYS.map((key) => estimateText(layer[key])),
    estimateText(layer.biasKinetic),
  ]);
}

/** Of the whole network. */
export function ensembleTotals({ frame }: EnsembleView): string[][] {
  if (frame === undefined) return [];
  const { loss, bulk, boundary, lagrangian } = frame.quantities;
  return [
    ['loss', estimateText(loss)],
    ['bulk', estimateText(bulk)],
    ['boundary', estimateText(boundary)],
    ['Lagrangian', estimateText(lagrangian)],
  ];
}
