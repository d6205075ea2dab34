import type { LayerView } from '../../src/protocol/panel.js';
import type { DepthHistory, LayerGap } from '../../src/run/history.js';
import { formatCount } from '../../src/run/format.js';
import { REASONS, type Reason } from '../../src/run/reasons.js';
import { cellText, rowsNote, spreadIndices, type FigureTable } from './figureTable.js';
import { formatSteady } from './formatNumber.js';
import { FREEDOM, type MapQuantity, type MapScaling } from './mapQuantities.js';
import { lowerBound } from './nearest.js';

/** What the map of depth and time draws: a history, perhaps per degree of freedom. */
export interface TimeMap {
  readonly history: DepthHistory;
  /** As those of the history. */
  readonly values: Float64Array;
  readonly gaps: readonly LayerGap[];
  /** Where columns begin and the last one ends, in steps: halfway between what is recorded. */
  readonly edges: Float64Array;
}

/** Steps that a table of the map has columns for. */
const TABLE_STEPS = 12;

export function timeMap(
  history: DepthHistory,
  id: MapQuantity,
  scaling: MapScaling,
  layers: readonly LayerView[],
): TimeMap {
  const by = scaling === 'freedom' ? FREEDOM[id] : undefined;
  const edges = columnEdges(history);
  if (by === undefined) return { history, values: history.values, gaps: history.gaps, edges };
  const counts = layers.map(({ freedom }) => freedom?.[by]);
  return {
    history,
    values: history.values.map((value, i) => {
      const count = counts[i % history.layers] ?? 0;
      return count === 0 ? NaN : value / count;
    }),
    gaps: [...history.gaps, ...counts.flatMap((count, m) => gapOfCount(count, m) ?? [])],
    edges,
  };
}

function gapOfCount(count: number | undefined, m: number): LayerGap | undefined {
  if (count === undefined) return { m, reason: 'notMeasured' };
  return count === 0 ? { m, reason: 'tied' } : undefined;
}

function columnEdges({ firstSteps, lastSteps }: DepthHistory): Float64Array {
  const columns = firstSteps.length;
  if (columns === 0) return new Float64Array();
  const edges = new Float64Array(columns + 1);
  for (let c = 1; c < columns; c++) edges[c] = (lastSteps[c - 1]! + firstSteps[c]!) / 2;
  const [first, last] = [firstSteps[0]!, lastSteps[columns - 1]!];
  edges[0] = columns === 1 ? first - 0.5 : 2 * first - edges[1]!;
  edges[columns] = columns === 1 ? last + 0.5 : 2 * last - edges[columns - 1]!;
  return edges;
}

/** A cell of the map. */
export interface MapCell {
  readonly column: number;
  readonly m: number;
}

/** The cell at a place of the axes, where layer m reaches from m − ½ to m + ½; undefined outside of all. */
export function cellAt({ history, edges }: TimeMap, step: number, depth: number): MapCell | undefined {
  const m = Math.floor(depth + 0.5);
  const column = lowerBound(edges.length, (i) => edges[i]!, step) - 1;
  const isInside = column >= 0 && column < history.firstSteps.length && m >= 0 && m < history.layers;
  return isInside ? { column, m } : undefined;
}

const stepsOf = ({ firstSteps, lastSteps }: DepthHistory, column: number): string => {
  const [first, last] = [firstSteps[column]!, lastSteps[column]!];
  return first === last ? `step ${formatCount(first)}` : `steps ${formatCount(first)}–${formatCount(last)}`;
};

/** A cell in words: where it is and what its value is, or why it has none. */
export function describeCell(
  { history, values, gaps }: TimeMap,
  { column, m }: MapCell,
  layers: readonly LayerView[],
  unit: string,
): string {
  const value = values[column * history.layers + m] ?? NaN;
  const text = Number.isNaN(value)
    ? `undefined: ${REASONS[gaps.find((gap) => gap.m === m)?.reason ?? 'notMeasured']}`
    : formatSteady(value) + (unit === '1' ? '' : ` ${unit}`);
  return `${stepsOf(history, column)}, layer ${m} ${layers[m]?.name ?? ''}: ${text}`;
}

/** Which layers have no value somewhere, and why; empty where all have one everywhere. */
export function describeGaps({ gaps }: TimeMap): string {
  const layersOf = new Map<Reason, number[]>();
  for (const { m, reason } of gaps) {
    const layers = layersOf.get(reason) ?? [];
    if (!layers.includes(m)) layersOf.set(reason, [...layers, m]);
  }
  if (layersOf.size === 0) return '';
  const parts = [...layersOf].map(
    ([reason, layers]) =>
      `${layers.length === 1 ? 'layer' : 'layers'} ${writeRanges(layers)}: ${REASONS[reason]}`,
  );
  return ` Hatched: undefined (${parts.join('; ')}).`;
}

/** Rising numbers with runs drawn together: `0, 3–5`. */
export function writeRanges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? String(first) : `${first}–${last}`)).join(', ');
}

/** What a column is. */
export function describeColumns({ records, firstSteps }: DepthHistory): string {
  if (records === firstSteps.length) return 'Each column is one recorded step.';
  const most = formatCount(Math.ceil(records / firstSteps.length));
  return `${formatCount(records)} recorded steps in ${formatCount(firstSteps.length)} columns: of the up to ${most} in one, the value of the largest size is drawn. Zoom in for all.`;
}

/** The map in words, for those who do not see it. */
export function summarizeMap(name: string, map: TimeMap | undefined, layers: readonly LayerView[]): string {
  if (map === undefined || map.values.length === 0)
    return `Map of ${name} over steps and layers: nothing recorded.`;
  const { history, values } = map;
  let largest = 0;
  values.forEach((value, i) => {
    if (Math.abs(value) > Math.abs(values[largest] ?? 0) || Number.isNaN(values[largest])) largest = i;
  });
  const cell = { column: Math.floor(largest / history.layers), m: largest % history.layers };
  return (
    `Map of ${name} over ${formatCount(history.records)} recorded steps and ${formatCount(history.layers)} layers. ` +
    `Largest in size at ${describeCell(map, cell, layers, '1')}.`
  );
}

/** A row a layer, and columns for some of the steps. */
export function mapTable(map: TimeMap | undefined, layers: readonly LayerView[]): FigureTable {
  if (map === undefined) return { columns: ['layer'], rows: [], note: 'Nothing recorded.' };
  const { history, values } = map;
  const columns = spreadIndices(history.firstSteps.length, TABLE_STEPS);
  const rows = spreadIndices(history.layers);
  return {
    columns: ['layer', ...columns.map((c) => stepsOf(history, c))],
    rows: rows.map((m) => [
      `${m} ${layers[m]?.name ?? ''}`,
      ...columns.map((c) => cellText(values[c * history.layers + m])),
    ]),
    note: `${rowsNote(rows.length, history.layers, 'layers')} ${rowsNote(columns.length, history.firstSteps.length, 'columns')}`,
  };
}
