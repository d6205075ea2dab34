import { choice } from './choiceType.js';
import { columnSelection, DEFAULT_COLUMN_SELECTION } from './columnSelection.js';
import { source, standardize, validation } from './dataKeys.js';
import { optional, required, withDefault, type AstOf, type ObjectKind } from './objectKind.js';
import { boolean, text } from './scalarTypes.js';
import { list } from './structuredTypes.js';

export const IRIS = {
  name: 'iris',
  title: 'the iris data source',
  documentation:
    "Fisher's iris flowers (1936): 150 samples, 4 inputs (sepal length and width, petal length and width in cm), 3 outputs (setosa, versicolor, virginica, one-hot).",
  keys: { source, validation, standardize },
} as const satisfies ObjectKind;

export const CSV = {
  name: 'csv',
  title: 'a csv data source',
  documentation:
    'A text file with one sample a line. Numeric target columns are regressed on; one target column of words becomes one-hot classes in alphabetical order.',
  keys: {
    source,
    path: required(text(1000), {
      documentation: 'The file, relative to the spec. It must lie inside the workspace.',
      synonyms: ['file', 'filename', 'url'],
    }),
    targets: withDefault(columnSelection, DEFAULT_COLUMN_SELECTION, {
      documentation:
        'The columns that Y is made of: a column name, a list of names, or a number n for the last n columns.',
      defaultText: '1',
      synonyms: ['target', 'outputs', 'label', 'y'],
    }),
    inputs: optional(
      list(() => text(200), 'column names'),
      {
        documentation: 'The columns that X is made of, by name.',
        without: 'every column that is not a target',
        synonyms: ['input', 'features', 'columns', 'x'],
      },
    ),
    classes: optional(boolean, {
      documentation:
        'Whether the target column holds class labels (one-hot) or numbers. Say true for classes that are written as numbers.',
      without: 'true when no target is a number',
      synonyms: ['classification', 'categorical'],
    }),
    header: withDefault(boolean, true, {
      documentation: 'Whether the first line holds the column names; without it they are "1", "2", ….',
    }),
    delimiter: withDefault(
      choice([
        { name: 'comma', documentation: 'a,b,c' },
        { name: 'semicolon', documentation: 'a;b;c' },
        { name: 'tab', documentation: 'a⇥b⇥c' },
      ]),
      'comma',
      { documentation: 'What separates the columns.', synonyms: ['separator', 'sep'] },
    ),
    validation,
    standardize,
  },
} as const satisfies ObjectKind;

export type IrisAst = AstOf<typeof IRIS>;
export type CsvAst = AstOf<typeof CSV>;
