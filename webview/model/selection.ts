import type { PanelView, Place } from '../../src/protocol/panel.js';

export const isSamePlace = (a: Place | undefined, b: Place | undefined): boolean =>
  a?.kind === b?.kind && a?.m === b?.m;

/** What a click on a place selects: the place, or nothing where it was selected already. */
export const toggled = (selection: Place | undefined, place: Place): Place | undefined =>
  isSamePlace(selection, place) ? undefined : place;

/** Milliseconds after which the host's word counts, whatever was chosen here. */
const PATIENCE = 1000;

/**
 * What a person has just chosen in the page, shown before the host has answered: a view that was on its way meanwhile must
 * not bring back the selection from before.
 */
export class ChosenPlace {
  private chosen: { readonly place: Place | undefined; readonly until: number } | undefined;

  /** @param now milliseconds of a clock that only goes forward */
  choose(place: Place | undefined, now: number): void {
    this.chosen = { place, until: now + PATIENCE };
  }

  /** The view with the selection that is to be shown. */
  apply(view: PanelView, now: number): PanelView {
    const { chosen } = this;
    if (chosen === undefined) return view;
    if (now >= chosen.until || isSamePlace(view.selection, chosen.place)) {
      this.chosen = undefined;
      return view;
    }
    return { ...view, selection: chosen.place };
  }
}

/**
 * Where a key leads from a place: left and right to the next of its kind, up and down between a layer and the interface in
 * front of it, Home and End to the ends. Undefined for other keys, and where there is nothing further.
 */
export function placeByKey({ kind, m }: Place, key: string, layers: number): Place | undefined {
  const last = kind === 'layer' ? layers - 1 : layers;
  const other = kind === 'layer' ? ({ kind: 'interface', m } as const) : ({ kind: 'layer', m } as const);
  const destinations: Readonly<Record<string, Place>> = {
    ArrowLeft: { kind, m: m - 1 },
    ArrowRight: { kind, m: m + 1 },
    ArrowUp: other,
    ArrowDown: other,
    Home: { kind, m: 0 },
    End: { kind, m: last },
  };
  const place = destinations[key];
  if (place === undefined) return undefined;
  const inside = place.m >= 0 && place.m <= (place.kind === 'layer' ? layers - 1 : layers);
  return inside ? place : place === other ? { kind: 'layer', m: layers - 1 } : undefined;
}
