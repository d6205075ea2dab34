import type { Place } from '../../src/protocol/panel.js';
import { isSamePlace } from '../model/selection.js';
import type { PanelContext } from './context.js';
import { setAttribute } from './dom.js';
import { numbersIn } from './numberContext.js';

export interface SelectableRow {
  readonly root: HTMLElement;
  readonly place: Place;
}

export interface SelectableRows {
  /** To be called again when there are other rows. */
  setRows(rows: readonly SelectableRow[]): void;
  show(selection: Place | undefined): void;
}

/** Moves the focus to the next number of a row, for its context menu; before the first, to the row. */
function moveToNumber(row: HTMLElement, by: number): boolean {
  const numbers = numbersIn(row);
  const next = numbers.findIndex((number) => number === document.activeElement) + by;
  if (numbers.length === 0 || next < -1 || next >= numbers.length) return false;
  const target = numbers[next] ?? row;
  if (target !== row) target.tabIndex = -1;
  target.focus();
  return true;
}

/**
 * Makes rows of a table select what they are about. One row at a time is reached by Tab; arrow keys, Home and End move the
 * selection, a click or the space bar selects or lets go, Enter goes to a layer's definition. Left and right move among a
 * row's numbers.
 */
export function createSelectableRows(body: HTMLElement, context: PanelContext): SelectableRows {
  let rows: readonly SelectableRow[] = [];
  let selection: Place | undefined;

  const rowOf = (target: EventTarget | null): number =>
    target instanceof Node ? rows.findIndex(({ root }) => root.contains(target)) : -1;
  const makeReachable = (at: number): void => {
    rows.forEach(({ root }, i) => {
      setAttribute(root, 'tabindex', i === at ? '0' : '-1');
    });
  };
  const reachable = (): number =>
    Math.max(
      0,
      rows.findIndex(({ root }) => root.tabIndex === 0),
    );

  body.addEventListener('click', ({ target }) => {
    const row = rows[rowOf(target)];
    if (row === undefined || getSelection()?.isCollapsed === false) return;
    context.toggle(row.place);
  });
  body.addEventListener('keydown', (event) => {
    const at = rowOf(event.target);
    const row = rows[at];
    if (row === undefined) return;
    const destinations = new Map([
      ['ArrowDown', at + 1],
      ['ArrowUp', at - 1],
      ['Home', 0],
      ['End', rows.length - 1],
    ]);
    const destination = destinations.get(event.key);
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (sideways !== undefined) {
      if (moveToNumber(row.root, sideways)) event.preventDefault();
    } else if (destination !== undefined) {
      event.preventDefault();
      const next = rows[destination];
      if (next === undefined) return;
      makeReachable(destination);
      next.root.focus();
      context.select(next.place);
    } else if (event.key === ' ') {
      event.preventDefault();
      context.toggle(row.place);
    } else if (event.key === 'Enter' && row.place.kind === 'layer') {
      event.preventDefault();
      context.post({ type: 'revealLayer', m: row.place.m });
    }
  });

  const mark = (): void => {
    for (const { root, place } of rows) {
      setAttribute(root, 'aria-current', isSamePlace(place, selection) ? 'true' : undefined);
    }
  };
  return {
    setRows(next) {
      const at = reachable();
      rows = next;
      makeReachable(Math.min(at, rows.length - 1));
      mark();
    },
    show(next) {
      const changed = !isSamePlace(next, selection);
      selection = next;
      mark();
      const at = rows.findIndex(({ place }) => isSamePlace(place, selection));
      if (changed && at >= 0) makeReachable(at);
    },
  };
}
