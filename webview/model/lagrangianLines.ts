import type { LagrangianSeries, RunView, Series } from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { formatSteady } from './formatNumber.js';
import type { Hue } from './terms.js';

/** How a line is drawn: colour, dashes and markers each tell it from the others. */
interface Line {
  readonly symbol: string;
  readonly name: string;
  readonly hue: Hue;
  /** Lengths of dash and gap in pixels; empty: solid. */
  readonly dash: readonly number[];
  readonly marker: 'circle' | 'triangle' | 'rect' | 'rectRot' | 'crossRot';
}

export const LINES: Readonly<Record<LagrangianSeries, Line>> = {
  loss: { symbol: 'ℓ', name: 'loss', hue: 'red', dash: [], marker: 'circle' },
  bulk: { symbol: 'L_{bulk}', name: 'bulk', hue: 'blue', dash: [7, 4], marker: 'triangle' },
  boundary: { symbol: 'L_{boundary}', name: 'boundary', hue: 'purple', dash: [2, 3], marker: 'rect' },
  lagrangian: { symbol: 'L', name: 'Lagrangian', hue: 'green', dash: [10, 3, 2, 3], marker: 'rectRot' },
  trainingLoss: {
    symbol: 'ℓ_{batch}',
    name: 'training loss',
    hue: 'yellow',
    dash: [1, 2],
    marker: 'crossRot',
  },
};

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

/** Whether the point at `index` of `count` carries the line's marker: some eight of them, spread evenly. */
export function carriesMarker(index: number, count: number): boolean {
  const stride = Math.max(1, Math.floor(count / 8));
  return index % stride === Math.floor(stride / 2);
}

/** What the chart shows, in words, for those who do not see it. */
export function summarizeLagrangian(run: RunView, hidden: readonly LagrangianSeries[]): string {
  const { frame, firstStep, lastStep } = run;
  if (frame === undefined || firstStep === undefined || lastStep === undefined) {
    return 'Chart of the Lagrangian over steps: no step analysed yet.';
  }
  const shown = (['loss', 'bulk', 'boundary', 'lagrangian', 'trainingLoss'] as const)
    .filter((key) => !hidden.includes(key))
    .map((key) => `${LINES[key].name} ${formatSteady(frame[key])}`);
  return (
    `Chart of the Lagrangian over steps ${formatCount(firstStep)} to ${formatCount(lastStep)}. ` +
    `At step ${formatCount(frame.step)}: ${shown.join(', ')}.`
  );
}
