import { element } from './dom.js';

/** Cells up to which their numbers are written into them. */
const WRITTEN = 12;

/** Per cent of the colour of the strongest tint; less behind numbers, which stay readable on it in every theme. */
const FULL_TINT = 85;
const FULL_TINT_BEHIND_NUMBERS = 40;

/** Numbers between every two of some things, as a table whose cells are tinted. */
export interface Matrix {
  readonly root: HTMLElement;
  /**
   * @param labels of rows and columns
   * @param values row by row; undefined where there is none
   * @param strength how strongly a value tints its cell, 0 to 1; negative tints in another colour
   * @param write a value in few letters
   */
  show(
    labels: readonly string[],
    values: readonly (readonly (number | undefined)[])[],
    strength: (value: number) => number,
    write: (value: number) => string,
  ): void;
}

export function createMatrix(title: string, testId: string): Matrix {
  const table = element('table', { 'class': 'matrix', 'data-testid': testId });
  const root = element('figure', { class: 'matrix-figure' }, element('figcaption', {}, title), table);
  let shown = '';
  return {
    root,
    show(labels, values, strength, write) {
      const wanted = JSON.stringify([labels, values]);
      if (wanted === shown) return;
      shown = wanted;
      const head = element(
        'tr',
        {},
        element('td'),
        ...labels.map((label) => element('th', { scope: 'col' }, label)),
      );
      const rows = values.map((row, i) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, labels[i] ?? ''),
          ...row.map((value, j) =>
            cell(value, `${labels[i] ?? ''}, ${labels[j] ?? ''}`, strength, write, labels.length),
          ),
        ),
      );
      table.replaceChildren(element('thead', {}, head), element('tbody', {}, ...rows));
    },
  };
}

function cell(
  value: number | undefined,
  place: string,
  strength: (value: number) => number,
  write: (value: number) => string,
  count: number,
): HTMLElement {
  const text = value === undefined ? '—' : write(value);
  const isWritten = count <= WRITTEN;
  const content = isWritten ? text : element('span', { class: 'visually-hidden' }, text);
  const created = element('td', { title: `${place}: ${text}` }, content);
  if (value !== undefined) {
    const tint = Math.max(-1, Math.min(1, strength(value)));
    const full = isWritten ? FULL_TINT_BEHIND_NUMBERS : FULL_TINT;
    created.style.setProperty('--tint', `${Math.round(Math.abs(tint) * full)}%`);
    created.dataset['sign'] = tint < 0 ? 'negative' : 'positive';
  }
  return created;
}
