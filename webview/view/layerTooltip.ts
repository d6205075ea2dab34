import type { LayerView, Place } from '../../src/protocol/panel.js';
import type { Frame } from '../../src/run/frame.js';
import { cellText } from '../model/figureTable.js';
import { formatScientific } from '../model/formatNumber.js';
import { plainSymbol } from '../../src/quantities/symbol.js';
import { sectorOf, TERM_KEYS, TERMS } from '../model/terms.js';

/** What both charts of the layers draw. */
export interface LayersShown {
  readonly frame: Frame;
  /** The frame with its terms as they are scaled; what has no value so is not a number. */
  readonly drawn: Frame;
  /** What its terms measure. */
  readonly axis: string;
  readonly layers: readonly LayerView[];
  readonly selection: Place | undefined;
}

export const LAYER_TOOLTIP_FOOTER = 'click to select it';

export function layerTooltipTitle({ layers }: LayersShown, m: number): string {
  const layer = layers[m];
  return layer === undefined ? 'output boundary' : `layer ${m} · ${layer.name}`;
}

/** All terms of a layer, one a line. */
export function layerTooltipLines({ frame, drawn, layers }: LayersShown, m: number): string[] {
  const terms = drawn.layers[m];
  if (terms === undefined) return [`−ℓ  ${formatScientific(-frame.loss)}`];
  const lines = TERM_KEYS.map((term) => {
    const boundary = sectorOf(m, term) === 'boundary' ? '  (boundary)' : '';
    return `${plainSymbol(TERMS[term].symbol)}  ${cellText(terms[term])}${boundary}`;
  });
  lines.push(layers[m]?.bias === true ? `K_b  ${cellText(terms.biasKinetic)}` : 'K_b  — (no bias)');
  return lines;
}

/** Labels below the columns: the number of the layer, and its name where there is room. */
export function layerLabel(layers: readonly LayerView[], m: number, width: number): string | string[] {
  const layer = layers[m];
  if (layer === undefined) return m === layers.length ? 'out' : '';
  const letters = Math.floor(width / 7);
  if (letters < 7) return String(m);
  return [String(m), layer.name.length > letters ? `${layer.name.slice(0, letters - 1)}…` : layer.name];
}
