/** Codes of what can be wrong with a data file; each is explained in docs/diagnostics.md. */
export const TABLE_CODES = [
  'data.csvSyntax',
  'data.csvEmpty',
  'data.csvColumn',
  'data.csvValue',
  'data.csvClasses',
  'data.tooLarge',
] as const;

/** Why a table cannot be used, in words that name line and column of the file. */
export interface TableProblem {
  readonly code: (typeof TABLE_CODES)[number];
  readonly message: string;
  /** What in the spec it is about: the file, or the choice of columns; `index` counts the names of a list. */
  readonly about: { readonly key: 'path' | 'targets' | 'inputs' | 'classes'; readonly index?: number };
}

export const tableProblem = (
  code: TableProblem['code'],
  message: string,
  key: TableProblem['about']['key'] = 'path',
  index?: number,
): TableProblem => ({ code, message, about: index === undefined ? { key } : { key, index } });
