import type { ChartData, ChartLine } from '../run/chartData.js';
import { formatCount, formatValue } from '../run/format.js';
import { niceRange, niceTicks, stepTicks } from '../run/niceRange.js';
import { placeOf, symmetricLogFor, symmetricLogTicks, type Tick } from '../run/symmetricLog.js';
import { escapeHtml } from './html.js';

const WIDTH = 720;
const HEIGHT = 320;
const PLOT = { left: 76, right: WIDTH - 12, top: 12, bottom: HEIGHT - 44 };
const MOST_TICKS = 7;

interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly Tick[];
  readonly place: (value: number) => number;
}

/**
 * A chart of lines as an SVG element for a page. Lines have the classes `line line-0`, `line-1`, …; the page gives colours, and the
 * legend that belongs to it.
 * @param description what it shows, for those who do not see it
 */
export function svgChart(chart: ChartData, description: string): string {
  const { lines, title, xLabel, yLabel } = chart;
  const x = horizontalAxis(lines);
  const y = verticalAxis(chart);
  const across = scaled(x, PLOT.left, PLOT.right);
  const up = scaled(y, PLOT.bottom, PLOT.top);
  const middle = (PLOT.top + PLOT.bottom) / 2;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(`${title}. ${description}`)}">`,
    ...y.ticks.map(({ place, value }) => {
      const at = rounded(up(place));
      const kind = value === 0 ? 'grid zero' : 'grid';
      return `<path class="${kind}" d="M${PLOT.left} ${at}H${PLOT.right}"/><text class="tick" x="${PLOT.left - 8}" y="${at + 4}" text-anchor="end">${formatValue(value, 3)}</text>`;
    }),
    ...x.ticks.map(({ place, value }) => {
      const at = rounded(across(place));
      return `<path class="grid" d="M${at} ${PLOT.top}V${PLOT.bottom}"/><text class="tick" x="${at}" y="${PLOT.bottom + 18}" text-anchor="middle">${formatCount(value)}</text>`;
    }),
    `<text class="label" x="${(PLOT.left + PLOT.right) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${escapeHtml(xLabel)}</text>`,
    `<text class="label" x="14" y="${middle}" text-anchor="middle" transform="rotate(-90 14 ${middle})">${escapeHtml(yLabel)}</text>`,
    ...lines.map((line, i) => {
      const dash = line.dash.length === 0 ? '' : ` stroke-dasharray="${line.dash.join(' ')}"`;
      return `<path class="line line-${i}"${dash} d="${pathOf(
        line,
        (value) => across(x.place(value)),
        (value) => up(y.place(value)),
      )}"/>`;
    }),
    '</svg>',
  ].join('\n');
}

/**
 * The lines' names, each with a piece of its line.
 * @param nameHtml how a name is written
 */
export function chartLegend({ lines }: ChartData, nameHtml: (name: string) => string): string {
  const items = lines.map(({ name, dash }, i) => {
    const pattern = dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
    return `<li><svg class="swatch" viewBox="0 0 28 8" aria-hidden="true"><path class="line line-${i}"${pattern} d="M0 4H28"/></svg> ${nameHtml(name)}</li>`;
  });
  return `<ul class="legend">${items.join('')}</ul>`;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

const scaled =
  ({ from, to }: Axis, start: number, end: number) =>
  (place: number): number =>
    start + ((place - from) / (to - from)) * (end - start);

/** A line through what is known; a single point between gaps is a dot. */
function pathOf({ x, y }: ChartLine, across: (x: number) => number, up: (y: number) => number): string {
  let path = '';
  let isOpen = false;
  for (let i = 0; i < y.length; i++) {
    const value = y[i]!;
    if (!Number.isFinite(value)) {
      isOpen = false;
      continue;
    }
    path += `${isOpen ? 'L' : 'M'}${rounded(across(x[i]!))} ${rounded(up(value))}`;
    if (!isOpen && !Number.isFinite(y[i + 1] ?? NaN)) path += 'h0';
    isOpen = true;
  }
  return path;
}

function horizontalAxis(lines: readonly ChartLine[]): Axis {
  const [from, last] = extent(lines.flatMap(({ x }) => Array.from(x)));
  const to = last > from ? last : from + 1;
  const ticks = stepTicks(from, to, MOST_TICKS).map((value) => ({ place: value, value }));
  return { from, to, ticks, place: (value) => value };
}

function verticalAxis({ lines, yScale }: ChartData): Axis {
  const values = lines.flatMap(({ y }) => Array.from(y).filter(Number.isFinite));
  if (yScale === 'linear') {
    const [least, most] = extent(values);
    const range = niceRange(least, most, MOST_TICKS - 1);
    const ticks = niceTicks(range).map((value) => ({ place: value, value }));
    return { from: range.min, to: range.max, ticks, place: (value) => value };
  }
  const scale = symmetricLogFor(values);
  const place = (value: number): number => placeOf(scale, value);
  const [least, most] = extent(values.map(place));
  const [from, to] = [Math.floor(least), Math.max(Math.ceil(most), Math.floor(least) + 1)];
  return { from, to, ticks: symmetricLogTicks(scale, from, to, MOST_TICKS), place };
}

/** Least and largest; 0 and 0 of none. */
function extent(values: readonly number[]): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return least <= most ? [least, most] : [0, 0];
}
