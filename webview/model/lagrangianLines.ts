import {
  LAGRANGIAN_SERIES,
  type LagrangianSeries,
  type RunView,
  type Series,
} from '../../src/protocol/panel.js';
import { formatCount } from '../../src/run/format.js';
import { validationAt } from '../../src/run/validationCurve.js';
import { formatSteady } from './formatNumber.js';
import type { Hue } from './terms.js';

/** How a line is drawn: colour, dashes and markers each tell it from the others. */
interface Line {
  readonly symbol: string;
  readonly name: string;
  readonly hue: Hue;
  /** Lengths of dash and gap in pixels; empty: solid. */
  readonly dash: readonly number[];
  readonly marker: 'circle' | 'triangle' | 'rect' | 'rectRot' | 'crossRot' | 'cross';
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
  validationLoss: {
    symbol: 'ℓ_{val}',
    name: 'validation loss',
    hue: 'orange',
    dash: [5, 3],
    marker: 'cross',
  },
};

/** What a line shows at the selected step; undefined where it has nothing there. */
export function valueAtStep({ frame, validation }: RunView, key: LagrangianSeries): number | undefined {
  if (frame === undefined) return undefined;
  return key === 'validationLoss' ? validationAt(validation, frame.step)?.loss : frame[key];
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
  const shown = LAGRANGIAN_SERIES.flatMap((key) => {
    const value = hidden.includes(key) ? undefined : valueAtStep(run, key);
    return value === undefined ? [] : [`${LINES[key].name} ${formatSteady(value)}`];
  });
  return (
    `Chart of the Lagrangian over steps ${formatCount(firstStep)} to ${formatCount(lastStep)}. ` +
    `At step ${formatCount(frame.step)}: ${shown.join(', ')}.`
  );
}
