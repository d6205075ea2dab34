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

/** `1.23e-2 ± 4.00e-4 over 5 seeds`, to stand below the number of the shown run; undefined for a run by itself. */
export function estimateNote<R>(
  estimates: Estimates<R> | undefined,
  read: ReadNumber<R>,
): string | undefined {
  if (estimates === undefined || estimates.runs < 2) return undefined;
  const { mean, standardError, definedIn, runs } = estimates;
  const defined = finite(read(definedIn)) ?? 0;
  if (defined === 0) return `undefined in all ${formatCount(runs)} seeds`;
  const text = estimateText({ mean: finite(read(mean)), standardError: finite(read(standardError)) });
  const seeds = defined === runs ? formatCount(runs) : `${formatCount(defined)} of ${formatCount(runs)}`;
  return `${text} over ${seeds} seeds`;
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
