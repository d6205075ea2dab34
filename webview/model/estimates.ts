import { formatCount } from '../../src/run/format.js';
import type { LegendNote } from './comparedLines.js';
import type { DepthValues } from './depthLines.js';
import { estimateText } from './ensembleTable.js';

/** What the runs of an ensemble say together of one record. */
export interface Estimates<R> {
  readonly runs: number;
  readonly mean: R;
  readonly standardError: R;
  readonly definedIn: R;
}

/** A number of the record, for one fact or cell. */
export type ReadNumber<R> = (record: R) => number | undefined;

// A number that is none arrives as null: messages are JSON.
const finite = (value: number | null | undefined): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** `0.0123 ± 4e-4 over 5 seeds`, to stand below the number of the shown run; undefined for a run by itself. */
export function estimateNote<R>(
  estimates: Estimates<R> | undefined,
  read: ReadNumber<R>,
): string | undefined {
  if (estimates === undefined || estimates.runs < 2) return undefined;
  const { text, defined } = estimateOf(estimates, read);
  const runs = formatCount(estimates.runs);
  if (defined === 0) return `undefined in all ${runs} seeds`;
  return `${text} over ${defined === estimates.runs ? runs : `${formatCount(defined)} of ${runs}`} seeds`;
}

/** The same for a cell of a table, whose head says what it is: only fewer runs than all are named. */
export function estimateCell<R>(
  estimates: Estimates<R> | undefined,
  read: ReadNumber<R>,
): string | undefined {
  if (estimates === undefined || estimates.runs < 2) return undefined;
  const { text, defined } = estimateOf(estimates, read);
  if (defined === 0) return '—';
  return defined === estimates.runs
    ? text
    : `${text} (${formatCount(defined)} of ${formatCount(estimates.runs)})`;
}

function estimateOf<R>(
  { mean, standardError, definedIn }: Estimates<R>,
  read: ReadNumber<R>,
): { readonly text: string; readonly defined: number } {
  const estimate = { mean: finite(read(mean)), standardError: finite(read(standardError)) };
  return { text: estimateText(estimate), defined: finite(read(definedIn)) ?? 0 };
}

/** Mean ± standard error of the lines of a chart along the depth. */
export interface DepthEstimate<K extends string> {
  readonly runs: number;
  readonly means: DepthValues<K>;
  readonly errors: DepthValues<K>;
}

/** Of the values that a chart draws of a record; undefined where there is one run alone. */
export function depthEstimate<R, K extends string>(
  estimates: Estimates<R> | undefined,
  valuesOf: (record: R) => DepthValues<K>,
): DepthEstimate<K> | undefined {
  if (estimates === undefined || estimates.runs < 2) return undefined;
  return {
    runs: estimates.runs,
    means: valuesOf(estimates.mean),
    errors: valuesOf(estimates.standardError),
  };
}

/** The bars of a chart, for its legend. */
export const barNotes = (estimate: { readonly runs: number } | undefined): LegendNote[] =>
  estimate === undefined
    ? []
    : [{ kind: 'bar', text: `mean ± standard error over ${formatCount(estimate.runs)} seeds` }];

/** One bar of a chart: where it stands, and its ends and its middle. */
export interface ErrorBar {
  readonly x: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** The bars of one line; places without a mean or an error have none. */
export function errorBars(
  at: 'layer' | 'interface',
  means: readonly (number | undefined)[],
  errors: readonly (number | undefined)[],
): ErrorBar[] {
  const shift = at === 'layer' ? 0 : -0.5;
  return means.flatMap((value, m) => {
    const middle = finite(value);
    const error = finite(errors[m]);
    if (middle === undefined || error === undefined) return [];
    return [{ x: m + shift, low: middle - error, middle, high: middle + error }];
  });
}
