import { choice } from './choiceType.js';
import { required, withDefault, type DefaultKey } from './objectKind.js';
import { boolean, integer, number } from './scalarTypes.js';
import { NO_VALIDATION, validationSize } from './validationSize.js';

/** Largest number of samples, inputs or outputs; the product has its own limit. */
export const MAX_COUNT = 1e6;

const SOURCES = choice(
  [
    { name: 'teacher', documentation: 'Regression onto a random one-hidden-layer tanh network.' },
    {
      name: 'spirals',
      documentation: 'Interleaved spirals in the plane, one a class.',
      synonyms: ['spiral'],
    },
    {
      name: 'moons',
      documentation: 'Two interleaved half circles in the plane, one a class.',
      synonyms: ['makeMoons', 'twoMoons'],
    },
    {
      name: 'xor',
      documentation: 'Points at the corners of a cube; the class is the parity of the corner.',
      synonyms: ['parity'],
    },
    { name: 'sine', documentation: 'Regression onto a sine of one number.', synonyms: ['sin', 'sinusoid'] },
    {
      name: 'ring-waves',
      documentation: 'Smooth periodic fields on a ring, to be moved on along it: for local networks.',
      synonyms: ['waves', 'ring'],
    },
    {
      name: 'mnist1d',
      documentation: 'Ten digits drawn as lines of 40 numbers (Greydanus 2020); made from the seed.',
    },
    {
      name: 'digits',
      documentation: 'Handwritten digits, images of 8×8 pixels (Alpaydin, Kaynak 1998). Bundled.',
      synonyms: ['mnist', 'opticalDigits'],
    },
    { name: 'iris', documentation: "Fisher's 150 iris flowers: 4 measurements, 3 species. Bundled." },
    {
      name: 'csv',
      documentation: 'A table from a file beside the spec.',
      synonyms: ['file', 'table', 'tsv'],
    },
  ],
  {
    hints: {
      cifar10: 'It is not bundled: use digits, or a csv file.',
      fashionMnist: 'It is not bundled: use digits, or a csv file.',
      json: 'Data files are tables: use csv.',
      parquet: 'Data files are tables: use csv.',
    },
  },
);

export const source = required(SOURCES, {
  documentation: 'Where the samples (X, Y) come from.',
  equation: 'h⁽⁰⁾ = X; Y enters the boundary through −ℓ(Z, Y)',
  synonyms: ['type', 'dataset', 'kind'],
  start: 'teacher',
});

export const noise = (what: string, value = 0): DefaultKey<number> =>
  withDefault(number(0, 1000), value, {
    documentation: `Standard deviation of the normal noise that is added to ${what}.`,
    synonyms: ['sigma', 'std'],
  });

export const samplesByDefault = (count: number): DefaultKey<number> =>
  withDefault(integer(1, MAX_COUNT), count, {
    documentation: 'How many samples are drawn, once, before training.',
    unit: 'samples',
    synonyms: ['size', 'count', 'n'],
  });

export const samples = samplesByDefault(512);

export const standardize = withDefault(boolean, true, {
  documentation:
    'Shift and scale every input column, and every numeric target column, to mean 0 and standard deviation 1 over all samples that are trained on. A constant column becomes 0; one-hot targets stay as they are.',
  equation: 'x ← (x − mean x) / std x',
  synonyms: ['normalize', 'standardise', 'normalise'],
});

/** A key of every data source. */
export const validation = withDefault(validationSize(MAX_COUNT), NO_VALIDATION, {
  documentation:
    'How many samples are kept apart: a share of all, such as 0.2, or a number of them. They are drawn from the seed, never trained on and never probed; the validation loss is their mean loss.',
  unit: 'samples, or a share of them',
  equation: 'ℓ_val = mean of ℓ over these samples',
  defaultText: '0',
  synonyms: ['validationSplit', 'validationShare', 'valSplit', 'val', 'testSize', 'test', 'split', 'holdout'],
});
