import { fail, succeed, type Result } from '../base/result.js';
import { tableProblem, type TableProblem } from './tableProblem.js';

/** Which columns of a table are targets: the last so many, or those of some names. */
export type TargetSelection =
  | { readonly kind: 'last'; readonly count: number }
  | { readonly kind: 'names'; readonly names: readonly string[] };

export interface TableColumns {
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
}

/** More columns than this are not listed in a message. */
const MAX_LISTED = 12;

function listColumns(names: readonly string[]): string {
  const shown = names.slice(0, MAX_LISTED).map((name) => `"${name}"`);
  return `${shown.join(', ')}${names.length > MAX_LISTED ? `, … (${names.length} columns)` : ''}`;
}

/** Positions of named columns. */
function findColumns(
  wanted: readonly string[],
  names: readonly string[],
  key: 'inputs' | 'targets',
): Result<readonly number[], TableProblem> {
  if (wanted.length === 0) {
    return fail(tableProblem('data.csvColumn', `"${key}" names no column: name at least one.`, key));
  }
  const found: number[] = [];
  for (const [i, name] of wanted.entries()) {
    const at = names.indexOf(name);
    const problem =
      at < 0
        ? `The file has no column "${name}". It has ${listColumns(names)}.`
        : names.includes(name, at + 1)
          ? `The file has more than one column "${name}": give them different names.`
          : found.includes(at)
            ? `"${name}" is named twice.`
            : undefined;
    if (problem !== undefined) return fail(tableProblem('data.csvColumn', problem, key, i));
    found.push(at);
  }
  return succeed(found);
}

/**
 * Decides which columns are X and which are Y.
 * @param names of all columns
 * @param inputs undefined for all that are not targets
 */
export function selectColumns(
  names: readonly string[],
  targets: TargetSelection,
  inputs: readonly string[] | undefined,
): Result<TableColumns, TableProblem> {
  const all = names.map((_, i) => i);
  const y =
    targets.kind === 'last'
      ? succeed(all.slice(-targets.count))
      : findColumns(targets.names, names, 'targets');
  if (!y.ok) return y;
  const rest = all.filter((column) => !y.value.includes(column));
  const x = inputs === undefined ? succeed(rest) : findColumns(inputs, names, 'inputs');
  if (!x.ok) return x;
  const both = x.value.find((column) => y.value.includes(column));
  if (both !== undefined) {
    const name = names[both] ?? '';
    return fail(
      tableProblem('data.csvColumn', `Column "${name}" is an input and a target: it can be one.`, 'inputs'),
    );
  }
  if (x.value.length === 0) {
    return fail(
      tableProblem(
        'data.csvColumn',
        `No column is left for the inputs: the file has ${names.length}, all of them targets. Columns are separated by the delimiter.`,
        'targets',
      ),
    );
  }
  return succeed({ inputs: x.value, targets: y.value });
}
