import { fail, succeed, type Result } from '../base/result.js';
import { parseCsv, type CsvRecords, type Delimiter } from './csvRecords.js';
import { selectColumns, type TargetSelection } from './tableColumns.js';
import { tableProblem, type TableProblem } from './tableProblem.js';
import type { TablePlan } from './types.js';

export interface TableOptions {
  readonly header: boolean;
  readonly delimiter: Delimiter;
  readonly targets: TargetSelection;
  /** Undefined: every column that is not a target. */
  readonly inputs: readonly string[] | undefined;
  /** Undefined: when the only target column holds no number. */
  readonly classes: boolean | undefined;
  readonly standardize: boolean;
}

/** Numbers that X and Y together may have: 160 MB in float64. */
export const MAX_DATA_NUMBERS = 2e7;

/** More classes than this are a column of numbers or names by mistake. */
const MAX_CLASSES = 100;
const LARGEST_FLOAT32 = 3.4028234663852886e38;

/** The rows of a csv file without its header. */
interface Rows {
  readonly names: readonly string[];
  readonly count: number;
  readonly cell: (row: number, column: number) => string;
  readonly lineOf: (row: number) => number;
}

function rowsOf({ records, lineOf }: CsvRecords, header: boolean): Rows {
  const first = header ? 1 : 0;
  return {
    names: (records[0] ?? []).map((cell, i) => (header ? cell.trim() : String(i + 1))),
    count: Math.max(0, records.length - first),
    cell: (row, column) => (records[row + first]?.[column] ?? '').trim(),
    lineOf: (row) => lineOf(row + first),
  };
}

/** The number in a cell, NaN when there is none or float32 cannot hold it. */
function numberIn(cell: string): number {
  const value = cell === '' ? NaN : Number(cell);
  return Math.abs(value) <= LARGEST_FLOAT32 ? value : NaN;
}

/** rows × columns, row-major; the first cell that is not a number is the problem, with how many more there are. */
function readNumbers(
  rows: Rows,
  columns: readonly number[],
  key: 'inputs' | 'targets',
): Result<Float64Array, TableProblem> {
  const values = new Float64Array(rows.count * columns.length);
  let first: { row: number; column: number } | undefined;
  let bad = 0;
  let at = 0;
  for (let row = 0; row < rows.count; row++) {
    for (const column of columns) {
      const value = numberIn(rows.cell(row, column));
      if (Number.isNaN(value)) {
        first ??= { row, column };
        bad++;
      }
      values[at++] = value;
    }
  }
  if (first === undefined) return succeed(values);
  const cell = rows.cell(first.row, first.column);
  const found =
    cell === '' ? 'the cell is empty' : `"${cell.slice(0, 40)}" is not a number that float32 can hold`;
  const more = bad > 1 ? ` (${bad - 1} more such cells)` : '';
  const advice =
    key === 'inputs'
      ? 'Mend or remove these rows, or name the columns to use in "inputs".'
      : 'Mend or remove these rows, or say "classes: true" if the column holds class labels.';
  return fail(
    tableProblem(
      'data.csvValue',
      `Line ${rows.lineOf(first.row)}, column "${rows.names[first.column] ?? ''}": ${found}${more}. ${advice}`,
    ),
  );
}

/** Labels in the order of their outputs: by value when all are numbers, else alphabetical. */
function sortLabels(labels: ReadonlySet<string>): readonly string[] {
  const all = [...labels];
  if (all.every((label) => !Number.isNaN(numberIn(label)))) return all.sort((a, b) => Number(a) - Number(b));
  return all.sort((a, b) => (a < b ? -1 : 1));
}

interface Targets {
  readonly kind: TablePlan['targetKind'];
  readonly width: number;
  readonly values: Float64Array;
}

function readClasses(rows: Rows, column: number): Result<Targets, TableProblem> {
  const name = rows.names[column] ?? '';
  const labels = new Set<string>();
  for (let row = 0; row < rows.count; row++) {
    const label = rows.cell(row, column);
    if (label === '') {
      return fail(
        tableProblem(
          'data.csvValue',
          `Line ${rows.lineOf(row)}, column "${name}": the class label is empty. Mend or remove the row.`,
        ),
      );
    }
    labels.add(label);
    if (labels.size > MAX_CLASSES) {
      return fail(
        tableProblem(
          'data.csvClasses',
          `Column "${name}" has more than ${MAX_CLASSES} different labels: that is not a column of classes. Choose another with "targets".`,
          'targets',
        ),
      );
    }
  }
  if (labels.size < 2) {
    return fail(
      tableProblem(
        'data.csvClasses',
        `Column "${name}" has only one class, "${[...labels][0] ?? ''}": there is nothing to learn.`,
        'targets',
      ),
    );
  }
  const place = new Map(sortLabels(labels).map((label, i) => [label, i]));
  const width = labels.size;
  if (rows.count * width > MAX_DATA_NUMBERS) {
    return fail(
      tableProblem(
        'data.tooLarge',
        `${rows.count} samples of ${width} classes are ${rows.count * width} numbers; at most ${MAX_DATA_NUMBERS} can be used. Take a part of the rows.`,
      ),
    );
  }
  const values = new Float64Array(rows.count * width);
  for (let row = 0; row < rows.count; row++)
    values[row * width + (place.get(rows.cell(row, column)) ?? 0)] = 1;
  return succeed({ kind: 'classes', width, values });
}

/** Whether a column holds words only: then it can be nothing but classes. */
function holdsNoNumber(rows: Rows, column: number): boolean {
  for (let row = 0; row < rows.count; row++) {
    const cell = rows.cell(row, column);
    if (cell === '' || !Number.isNaN(numberIn(cell))) return false;
  }
  return true;
}

function readTargets(
  rows: Rows,
  columns: readonly number[],
  classes: boolean | undefined,
): Result<Targets, TableProblem> {
  const [only] = columns;
  if (only !== undefined && columns.length === 1) {
    if (classes ?? holdsNoNumber(rows, only)) return readClasses(rows, only);
  } else if (classes === true) {
    return fail(
      tableProblem(
        'data.csvClasses',
        `Class labels stand in one column, "targets" has ${columns.length}: name one.`,
        'targets',
      ),
    );
  }
  const values = readNumbers(rows, columns, 'targets');
  return values.ok ? succeed({ kind: 'numbers', width: columns.length, values: values.value }) : values;
}

/** Reads the samples of a csv text. */
export function readTable(text: string, options: TableOptions): Result<TablePlan, TableProblem> {
  const parsed = parseCsv(text, options.delimiter);
  if (!parsed.ok) return parsed;
  const rows = rowsOf(parsed.value, options.header);
  if (rows.count === 0) {
    return fail(
      tableProblem(
        'data.csvEmpty',
        options.header && rows.names.length > 0
          ? 'The file has a header but no rows. Say "header: false" if its first line is data.'
          : 'The file is empty.',
      ),
    );
  }
  const columns = selectColumns(rows.names, options.targets, options.inputs);
  if (!columns.ok) return columns;
  const targets = readTargets(rows, columns.value.targets, options.classes);
  if (!targets.ok) return targets;
  const inputValues = readNumbers(rows, columns.value.inputs, 'inputs');
  if (!inputValues.ok) return inputValues;
  return succeed({
    source: 'csv',
    inputs: columns.value.inputs.length,
    outputs: targets.value.width,
    samples: rows.count,
    standardize: options.standardize,
    targetKind: targets.value.kind,
    inputValues: inputValues.value,
    targetValues: targets.value.values,
  });
}
