import type { Place } from '../../src/protocol/panel.js';
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
