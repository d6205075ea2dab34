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
