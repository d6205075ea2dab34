import type { LayerView } from '../../src/protocol/panel.js';
import type { Frame } from '../../src/run/frame.js';
import { formatCount } from '../../src/run/format.js';
import { cellText, rowsNote, spreadIndices, type FigureTable } from './figureTable.js';
import { formatScientific } from './formatNumber.js';
import { sectorOf, TERM_KEYS, TERMS, type Sector, type TermKey } from './terms.js';

/** The segments of one term over the layers, to be stacked: positive ones upwards, negative ones downwards. */
export interface BarStack {
  readonly term: TermKey;
  readonly values: readonly number[];
  readonly sectors: readonly Sector[];
}

export function stackedBars(frame: Frame, hidden: readonly TermKey[]): BarStack[] {
  return TERM_KEYS.filter((term) => !hidden.includes(term)).map((term) => ({
    term,
    values: frame.layers.map((layer) => layer[term]),
    sectors: frame.layers.map((_, m) => sectorOf(m, term)),
  }));
}

/** How far the stacks reach down and up. */
export function stackExtent(stacks: readonly BarStack[]): { readonly least: number; readonly most: number } {
  const down: number[] = [];
  const up: number[] = [];
  for (const { values } of stacks) {
    values.forEach((value, m) => {
      const side = value < 0 ? down : up;
      side[m] = (side[m] ?? 0) + (Number.isFinite(value) ? value : 0);
    });
  }
  return {
    least: down.reduce((least, value) => Math.min(least, value), 0),
    most: up.reduce((most, value) => Math.max(most, value), 0),
  };
}

/** What stands at a place of the logarithmic chart. */
export type MarkedQuantity = TermKey | 'biasKinetic' | 'loss';

/** A value as its magnitude on a logarithmic axis; its sign is told by the marker's shape. */
export interface MagnitudeMarker {
  readonly quantity: MarkedQuantity;
  /** Layer m; the number of layers for the output boundary −ℓ, which stands behind the last. */
  readonly m: number;
  /** Layer plus an offset that keeps the terms of a layer side by side. */
  readonly x: number;
  /** log₁₀ of the magnitude. */
  readonly y: number;
  readonly value: number;
  readonly sector: Sector;
}

/** Where the terms stand within a layer's unit of width, in the order of TERM_KEYS. */
const OFFSETS = [-0.3, -0.1, 0.1, 0.3];

/** Zeros have no logarithm and are left out; `undefinedBias` layers have no K_b to mark. */
export function magnitudeMarkers(
  frame: Frame,
  hidden: readonly TermKey[],
  hasBias: readonly boolean[],
): MagnitudeMarker[] {
  const markers: MagnitudeMarker[] = [];
  const mark = (quantity: MarkedQuantity, m: number, offset: number, value: number, sector: Sector): void => {
    const y = Math.log10(Math.abs(value));
    if (Number.isFinite(y)) markers.push({ quantity, m, x: m + offset, y, value, sector });
  };
  frame.layers.forEach((layer, m) => {
    TERM_KEYS.forEach((term, i) => {
      if (!hidden.includes(term)) mark(term, m, OFFSETS[i] ?? 0, layer[term], sectorOf(m, term));
    });
    if (hasBias[m] === true) mark('biasKinetic', m, 0, layer.biasKinetic, 'bulk');
  });
  mark('loss', frame.layers.length, 0, -frame.loss, 'boundary');
  return markers;
}

/** The whole decades that hold all markers; one decade when there are none. */
export function magnitudeRange(markers: readonly MagnitudeMarker[]): {
  readonly least: number;
  readonly most: number;
} {
  if (markers.length === 0) return { least: -1, most: 0 };
  const places = markers.map(({ y }) => y);
  const least = Math.floor(Math.min(...places));
  const most = Math.ceil(Math.max(...places));
  return { least, most: Math.max(most, least + 1) };
}

/** What the chart shows, in words, for those who do not see it. */
export function summarizeLayers(frame: Frame | undefined, layers: readonly LayerView[]): string {
  if (frame === undefined) return 'Chart of the terms per layer: no step analysed yet.';
  const described = TERM_KEYS.map((term) => {
    const values = frame.layers.map((layer) => layer[term]);
    const magnitudes = values.map(Math.abs);
    const m = magnitudes.indexOf(Math.max(...magnitudes));
    const name = layers[m]?.name ?? '';
    return `${TERMS[term].name} is largest in layer ${m} ${name} with ${formatScientific(values[m] ?? 0)}`;
  });
  return (
    `Chart of the terms of ${formatCount(frame.layers.length)} layers at step ${formatCount(frame.step)}: ` +
    `${described.join('; ')}. All values are in the table below.`
  );
}

/** The terms of every layer, and K_b that three of them add up to, as the charts draw them. */
export function layersTable(
  frame: Frame | undefined,
  layers: readonly LayerView[],
  hidden: readonly TermKey[],
): FigureTable {
  const terms = TERM_KEYS.filter((term) => !hidden.includes(term));
  const chosen = spreadIndices(frame?.layers.length ?? 0);
  return {
    columns: ['layer', ...terms.map((term) => TERMS[term].symbol), 'K_b'],
    rows: chosen.map((m) => {
      const values = frame?.layers[m];
      return [
        `${m} ${layers[m]?.name ?? ''}`,
        ...terms.map((term) => cellText(values?.[term])),
        cellText(layers[m]?.bias === true ? values?.biasKinetic : undefined),
      ];
    }),
    note: rowsNote(chosen.length, frame?.layers.length ?? 0, 'layers'),
  };
}
