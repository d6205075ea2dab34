import { integer, text } from './scalarTypes.js';
import { reportNot } from './valueProblems.js';
import { list } from './structuredTypes.js';
import type { Located, ValueShape, ValueType } from './valueType.js';

/** Which columns of a table: the last so many, or those of some names. */
export type ColumnSelection =
  | { readonly kind: 'last'; readonly count: number }
  | { readonly kind: 'names'; readonly names: readonly Pick<Located<string>, 'value' | 'range'>[] };

export const DEFAULT_COLUMN_SELECTION: ColumnSelection = { kind: 'last', count: 1 };

const COUNT = integer(1, 1000);
const NAME = text(200);
const NAMES = list(() => NAME, 'column names');
const SHAPE: ValueShape = { kind: 'oneOf', shapes: [NAME.shape, NAMES.shape, COUNT.shape] };

/** A column name, a list of column names, or a number of columns counted from the last. */
export const columnSelection: ValueType<ColumnSelection> = {
  shape: SHAPE,
  read(node, context) {
    if (node.kind === 'list') {
      const names = NAMES.read(node, context) ?? [];
      return {
        kind: 'names',
        names: names.flatMap(({ value, range }) => (value === undefined ? [] : [{ value, range }])),
      };
    }
    if (node.kind === 'scalar' && typeof node.value === 'number') {
      const count = COUNT.read(node, context);
      return count === undefined ? undefined : { kind: 'last', count };
    }
    if (node.kind !== 'scalar' || typeof node.value !== 'string') {
      reportNot(SHAPE, node, context);
      return undefined;
    }
    const name = NAME.read(node, context);
    return name === undefined ? undefined : { kind: 'names', names: [{ value: name, range: node.range }] };
  },
};
