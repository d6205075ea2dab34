import type { Place } from '../../src/protocol/panel.js';

/** A cell of a table: a text, a name with its symbol, or the layer or interface that its row is about and selects. */
export type RecordCell =
  | string
  | { readonly name: string; readonly symbol: string }
  | { readonly text: string; readonly place: Place };

/** The head of a row about layer m. */
export const layerCell = (m: number, text = String(m)): RecordCell => ({
  text,
  place: { kind: 'layer', m },
});
