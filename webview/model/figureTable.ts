import type { Series } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import type { StepExtent } from '../../src/run/stepRange.js';
import { formatScientific } from './formatNumber.js';
import { nearestIndex } from './nearest.js';

/** The values that a figure draws, as text. */
export interface FigureTable {
  /** Heads; the first column names the rows. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What the rows are, and how many were left out. */
  readonly note: string;
}

/** Rows that a table behind a figure has at most. */
const ROW_LIMIT = 200;

/** At most `limit` indices of `count`, evenly spread, the first and the last among them. */
export function spreadIndices(count: number, limit = ROW_LIMIT): number[] {
  if (count <= limit) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: limit }, (_, i) => Math.round((i * (count - 1)) / (limit - 1)));
}

/** A value for a table: what is not known or not finite is a dash. */
export const cellText = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? '—' : formatScientific(value);

/**
 * Lines over the steps as a table, one row a step of the first line that is longest. Each line is thinned on its own: where it has no
 * point at a row's step, the nearest of its points stands there behind `≈`.
 * @param lines named, each with all its points
 * @param extent the steps that are shown
 */
export function stepTable(
  lines: readonly { readonly name: string; readonly series: Series }[],
  extent: StepExtent | undefined,
): FigureTable {
  const inside = (steps: Float64Array): number[] =>
    Array.from(steps).filter((step) => extent === undefined || (step >= extent.first && step <= extent.last));
  const longest = lines.reduce<number[]>((best, { series }) => {
    const steps = inside(series.steps);
    return steps.length > best.length ? steps : best;
  }, []);
  const chosen = spreadIndices(longest.length).map((i) => longest[i]!);
  const valueAt = ({ steps, values }: Series, step: number): string => {
    if (steps.length === 0) return '—';
    const i = nearestIndex(steps.length, (at) => steps[at]!, step);
    return steps[i] === step ? cellText(values[i]) : `≈ ${cellText(values[i])}`;
  };
  return {
    columns: ['step', ...lines.map(({ name }) => name)],
    rows: chosen.map((step) => [formatCount(step), ...lines.map(({ series }) => valueAt(series, step))]),
    note: rowsNote(chosen.length, longest.length, 'drawn steps') + APPROXIMATE_NOTE,
  };
}

const APPROXIMATE_NOTE = ' ≈: of the nearest step that the line has a point at.';

/** How many of the rows are shown. */
export const rowsNote = (shown: number, all: number, what: string): string =>
  shown === all
    ? `All ${formatCount(all)} ${what}.`
    : `${formatCount(shown)} of ${formatCount(all)} ${what}, evenly spread.`;
