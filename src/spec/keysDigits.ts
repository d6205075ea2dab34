import { noise, samplesByDefault, source, validation } from './dataKeys.js';
import { optional, type AstOf, type ObjectKind } from './objectKind.js';
import { integer } from './scalarTypes.js';

/** Handwritten digits of 8×8 pixels that there are. */
const DIGITS_SAMPLES = 1797;

export const MNIST1D = {
  name: 'mnist1d',
  title: 'the mnist1d data source',
  documentation:
    'Ten digits drawn as lines, stretched, moved, sheared and blurred at random, and sampled at 40 places (Greydanus 2020). Shape [40, 1]; 10 outputs, one-hot.',
  keys: { source, samples: samplesByDefault(1000), validation, noise: noise('every place', 0.02) },
} as const satisfies ObjectKind;

export const DIGITS = {
  name: 'digits',
  title: 'the digits data source',
  documentation:
    'Handwritten digits (Alpaydin, Kaynak 1998): images of 8×8 grey values from 0 to 1. Shape [8, 8, 1]; 10 outputs, one-hot.',
  keys: {
    source,
    samples: optional(integer(1, DIGITS_SAMPLES), {
      documentation: 'How many of the images are used, from the first on.',
      unit: 'samples',
      without: 'all',
      synonyms: ['size', 'count', 'n'],
    }),
    validation,
  },
} as const satisfies ObjectKind;

/** Digits, with places along a line or over an image. */
export type DigitsAst = AstOf<typeof MNIST1D> | AstOf<typeof DIGITS>;
