import {
  optional,
  required,
  withDefault,
  type AstOf,
  type DefaultKey,
  type ObjectKind,
} from './objectKind.js';
import { choice } from './choiceType.js';
import { boolean, integer, number, text } from './scalarTypes.js';
import { list, object, variants } from './structuredTypes.js';
import { columnSelection, DEFAULT_COLUMN_SELECTION } from './columnSelection.js';

/** Largest number of samples, inputs or outputs; the product has its own limit. */
const MAX_COUNT = 1e6;

/** Spirals in one plane: more cannot be told apart. */
const MAX_SPIRALS = 10;

const SOURCES = choice(
  [
    { name: 'teacher', documentation: 'Regression onto a random one-hidden-layer tanh network.' },
    { name: 'spirals', documentation: 'Interleaved spirals in the plane, one a class.' },
    { name: 'iris', documentation: "Fisher's 150 iris flowers: 4 measurements, 3 species. Bundled." },
    { name: 'csv', documentation: 'A table from a file beside the spec.' },
  ],
  { planned: ['moons', 'xor', 'sine', 'ring-waves', 'mnist1d', 'digits'] },
);

const source = required(SOURCES, {
  documentation: 'Where the samples (X, Y) come from.',
  equation: 'h⁽⁰⁾ = X; Y enters the boundary through −ℓ(Z, Y)',
  synonyms: ['type', 'dataset', 'kind'],
  start: 'teacher',
});

const noise = (what: string): DefaultKey<number> =>
  withDefault(number(0, 1000), 0, {
    documentation: `Standard deviation of the normal noise that is added to ${what}.`,
    synonyms: ['sigma', 'std'],
  });

const samples = withDefault(integer(1, MAX_COUNT), 512, {
  documentation: 'How many samples are drawn, once, before training.',
  unit: 'samples',
  synonyms: ['size', 'count', 'n'],
});

const standardize = withDefault(boolean, true, {
  documentation:
    'Shift and scale every input column, and every numeric target column, to mean 0 and standard deviation 1 over all samples. A constant column becomes 0; one-hot targets stay as they are.',
  equation: 'x ← (x − mean x) / std x',
  synonyms: ['normalize', 'standardise', 'normalise'],
});

export const TEACHER = {
  name: 'teacher',
  title: 'a teacher data source',
  documentation:
    'X is standard normal. Y comes from a random network with 16 hidden tanh units, drawn from the seed, so that its components are of order 1: Y = A tanh(V X + c) + noise.',
  keys: {
    source,
    inputs: required(integer(1, MAX_COUNT), {
      documentation: 'Number of inputs, N₀.',
      unit: 'neurons',
      start: '8',
      synonyms: ['features', 'dim'],
    }),
    outputs: withDefault(integer(1, MAX_COUNT), 1, {
      documentation: 'Number of targets; the last layer must have as many units.',
      unit: 'neurons',
      synonyms: ['targets'],
    }),
    samples,
    noise: noise('every target'),
  },
  plannedKeys: [],
} as const satisfies ObjectKind;

export const SPIRALS = {
  name: 'spirals',
  title: 'a spirals data source',
  documentation:
    'Points on interleaved spirals in the plane, one spiral a class: one turn each, radius from 0 to 2. Two inputs; the targets are one-hot.',
  keys: {
    source,
    classes: withDefault(integer(2, MAX_SPIRALS), 2, {
      documentation: 'Number of spirals, and of outputs; the last layer must have as many units.',
      synonyms: ['outputs', 'arms'],
    }),
    samples,
    noise: noise('both coordinates'),
  },
  plannedKeys: [],
} as const satisfies ObjectKind;

export const IRIS = {
  name: 'iris',
  title: 'the iris data source',
  documentation:
    "Fisher's iris flowers (1936): 150 samples, 4 inputs (sepal length and width, petal length and width in cm), 3 outputs (setosa, versicolor, virginica, one-hot).",
  keys: { source, standardize },
  plannedKeys: [],
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
    standardize,
  },
  plannedKeys: [],
} as const satisfies ObjectKind;

export type CsvAst = AstOf<typeof CSV>;
export type DataAst = AstOf<typeof TEACHER> | AstOf<typeof SPIRALS> | AstOf<typeof IRIS> | CsvAst;

export const DATA = variants<DataAst>('the data source', 'source', {
  teacher: object(TEACHER),
  spirals: object(SPIRALS),
  iris: object(IRIS),
  csv: object(CSV),
});
