import type { Band, Series } from '../../src/protocol/panel.js';
import type { StepExtent } from '../../src/run/stepRange.js';
import { lowerBound } from './nearest.js';
import type { Hue } from './terms.js';

/** How a line is drawn: colour, dashes and markers each tell it from the others. */
export interface Line {
  readonly symbol: string;
  readonly name: string;
  readonly hue: Hue;
  /** Lengths of dash and gap in pixels; empty: solid. */
  readonly dash: readonly number[];
  readonly marker: 'circle' | 'triangle' | 'rect' | 'rectRot' | 'crossRot' | 'cross';
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A series as points of a chart; values that are not finite leave a gap. */
export function pointsOf({ steps, values }: Series, placeOf: (value: number) => number): Point[] {
  return Array.from(steps, (x, i) => {
    const value = values[i] ?? NaN;
    return { x, y: Number.isFinite(value) ? placeOf(value) : NaN };
  });
}

/** The points of a series in the steps that are shown, and one on either side, so that its line goes on to the edges. */
export function seriesBetween({ steps, values }: Series, extent: StepExtent | undefined): Series {
  if (extent === undefined) return { steps, values };
  const indexFrom = (step: number): number => lowerBound(steps.length, (i) => steps[i]!, step);
  const from = Math.max(0, indexFrom(extent.first) - 1);
  const to = Math.min(steps.length, indexFrom(extent.last) + 2);
  return { steps: steps.subarray(from, to), values: values.subarray(from, to) };
}

/** Whether the point at `index` of `count` carries the line's marker: some eight of them, spread evenly. */
export function carriesMarker(index: number, count: number): boolean {
  const stride = Math.max(1, Math.floor(count / 8));
  return index % stride === Math.floor(stride / 2);
}

/** The outline of mean ± standard error, there along the upper edge and back along the lower; points without one are left out. */
export function bandOutline(
  { steps, means, standardErrors }: Band,
  placeOf: (value: number) => number,
): Point[] {
  const known = Array.from(steps.keys()).filter((i) => Number.isFinite(means[i]! + standardErrors[i]!));
  const edge =
    (side: 1 | -1) =>
    (i: number): Point => ({
      x: steps[i]!,
      y: placeOf(means[i]! + side * standardErrors[i]!),
    });
  return [...known.map(edge(1)), ...known.reverse().map(edge(-1))];
}
