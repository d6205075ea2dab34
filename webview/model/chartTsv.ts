import type { ChartData } from '../../src/run/chartData.js';

/**
 * The points of a chart as tab-separated text with all digits, for a spreadsheet: one row a place on the horizontal axis, one column
 * a line; empty where a line has no value there.
 */
export function chartTsv({ xLabel, lines }: ChartData): string {
  const columns = lines.map(
    ({ x, y }) => new Map(Array.from(x, (place, i) => [place, y[i] ?? NaN] as const)),
  );
  const places = [...new Set(columns.flatMap((column) => [...column.keys()]))].sort((a, b) => a - b);
  const head = [xLabel, ...lines.map(({ name }) => name)];
  const rows = places.map((place) => [
    String(place),
    ...columns.map((column) => numberText(column.get(place))),
  ]);
  return `${[head, ...rows].map((row) => row.map(field).join('\t')).join('\n')}\n`;
}

const numberText = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? '' : String(value);

const field = (text: string): string => text.replace(/\s+/g, ' ');
