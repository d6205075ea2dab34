import type { LayerView, Place } from '../../src/protocol/panel.js';
import { cellText, rowsNote, spreadIndices, type FigureTable } from './figureTable.js';
import type { Line, Point } from './stepLines.js';

/** A line along the depth, and whether its values belong to layers or to the interfaces in front of and behind them. */
export interface DepthLine extends Line {
  readonly at: 'layer' | 'interface';
}

/** By layer m = 0 … M−1, or by interface m = 0 … M; undefined where there is no value. */
export type DepthValues<K extends string> = Readonly<Record<K, readonly (number | undefined)[]>>;

/** The values as points of a chart whose layer m stands at m; what is not known or not finite leaves a gap. */
export function depthPoints(
  { at }: Pick<DepthLine, 'at'>,
  values: readonly (number | undefined)[],
  placeOf: (value: number) => number,
): Point[] {
  const shift = at === 'layer' ? 0 : -0.5;
  return values.map((value, m) => ({
    x: m + shift,
    y: value === undefined || !Number.isFinite(value) ? NaN : placeOf(value),
  }));
}

/**
 * The layer or interface that a click means, on an axis where layer m stands at m and the interface in front of it at m − ½.
 * @param kinds what the chart's lines belong to
 */
export function placeAt(x: number, layers: number, kinds: readonly Place['kind'][]): Place {
  const layer = Math.max(0, Math.min(layers - 1, Math.round(x)));
  const front = Math.max(0, Math.min(layers, Math.round(x + 0.5)));
  const isNearFront = Math.abs(x - (front - 0.5)) < Math.abs(x - layer);
  const isInterface = kinds.includes('interface') && (isNearFront || !kinds.includes('layer'));
  return isInterface ? { kind: 'interface', m: front } : { kind: 'layer', m: layer };
}

/** Lines along the depth as a table: a row a layer, and where lines are at interfaces a row in front of it. */
export function depthTable(
  lines: readonly { readonly line: DepthLine; readonly values: readonly (number | undefined)[] }[],
  layers: readonly LayerView[],
): FigureTable {
  const places = Array.from({ length: layers.length + 1 }, (_, m) => m).flatMap((m) => [
    { at: 'interface' as const, m, name: m === layers.length ? 'behind the last layer' : `in front of ${m}` },
    ...(m === layers.length ? [] : [{ at: 'layer' as const, m, name: `${m} ${layers[m]?.name ?? ''}` }]),
  ]);
  const used = places.filter(({ at }) => lines.some(({ line }) => line.at === at));
  const chosen = spreadIndices(used.length).map((i) => used[i]!);
  return {
    columns: ['place', ...lines.map(({ line }) => line.symbol)],
    rows: chosen.map(({ at, m, name }) => [
      name,
      ...lines.map(({ line, values }) => (line.at === at ? cellText(values[m]) : '')),
    ]),
    note: rowsNote(chosen.length, used.length, 'places along the depth'),
  };
}
