import { quantity } from '../quantities/quantities.js';

/** A value; undefined where there is none. */
export type Cell = number | string | undefined;

export interface TableColumn {
  /** Name of the column; of a quantity, its id in the table of definitions. */
  readonly id: string;
  /** `count`: an integer, always there; `text`: words; `number`: float64. */
  readonly kind: 'count' | 'text' | 'number';
  /** As in the table of definitions, `_` and `^` as in TeX; undefined for what is no quantity. */
  readonly symbol: string | undefined;
  readonly unit: string | undefined;
  /** What it is, in a sentence or two. */
  readonly meaning: string;
  /** When a cell is empty; undefined where none is. */
  readonly undefinedWhen: string | undefined;
}

/** Rows of a run, produced as they are read: a long run never stands in memory as one table. */
export interface Table {
  readonly columns: readonly TableColumn[];
  /** In the order of the columns. May be read more than once. */
  readonly rows: () => Iterable<readonly Cell[]>;
}

/**
 * The column of a quantity, with what the table of definitions says of it.
 * @param when in which rows it is empty beside those where it is undefined
 * @throws RangeError when there is no such quantity
 */
export function quantityColumn(id: string, when?: string): TableColumn {
  const { symbol, unit, meaning, undefinedWhen } = quantity(id);
  const empty = [when, undefinedWhen].filter((text) => text !== undefined).join(' ');
  return { id, kind: 'number', symbol, unit, meaning, undefinedWhen: empty === '' ? undefined : empty };
}

/** A column that says which row it is. */
export const keyColumn = (id: string, kind: 'count' | 'text', meaning: string): TableColumn => ({
  id,
  kind,
  symbol: undefined,
  unit: undefined,
  meaning,
  undefinedWhen: undefined,
});

export const STEP_COLUMN = keyColumn('step', 'count', 'k: the row is of the step from θ_k to θ_(k+1).');
