import { MAX_COUNT, noise, samples, source, validation } from './dataKeys.js';
import { required, withDefault, type AstOf, type ObjectKind } from './objectKind.js';
import { integer, number } from './scalarTypes.js';

/** Spirals in one plane: more cannot be told apart. */
const MAX_SPIRALS = 10;

/** Corners of a cube double with every input. */
const MAX_PARITY_INPUTS = 16;

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
    validation,
    noise: noise('every target'),
  },
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
    validation,
    noise: noise('both coordinates'),
  },
} as const satisfies ObjectKind;

export const MOONS = {
  name: 'moons',
  title: 'a moons data source',
  documentation:
    'Points on two interleaved half circles of radius 1: (cos φ, sin φ) and (1 − cos φ, ½ − sin φ), φ from 0 to π. Two inputs; the targets are one-hot.',
  keys: { source, samples, validation, noise: noise('both coordinates', 0.1) },
} as const satisfies ObjectKind;

export const XOR = {
  name: 'xor',
  title: 'an xor data source',
  documentation:
    'Points at the corners (±1, …, ±1) of a cube. Two classes, one-hot: whether the number of −1 is even or odd. With two inputs this is the exclusive or, which no single layer can learn.',
  keys: {
    source,
    inputs: withDefault(integer(2, MAX_PARITY_INPUTS), 2, {
      documentation: 'Dimension of the cube, N₀.',
      unit: 'neurons',
      synonyms: ['features', 'dim', 'bits'],
    }),
    samples,
    validation,
    noise: noise('every coordinate', 0.1),
  },
} as const satisfies ObjectKind;

export const SINE = {
  name: 'sine',
  title: 'a sine data source',
  documentation: 'One input x, uniform in [−1, 1), and one target, y = sin(2π · frequency · x) + noise.',
  keys: {
    source,
    frequency: withDefault(number(0.01, 1000), 1, {
      documentation: 'Periods per unit of x.',
      unit: 'per unit of x',
      equation: 'y = sin(2π · frequency · x)',
      synonyms: ['periods', 'freq', 'waves'],
    }),
    samples,
    validation,
    noise: noise('every target'),
  },
} as const satisfies ObjectKind;

export const RING_WAVES = {
  name: 'ring-waves',
  title: 'a ring-waves data source',
  documentation:
    'X is a smooth field on a ring of N₀ places, a sum of its longest waves with random amplitudes; Y is the same field moved on by some places. As many targets as inputs, so local layers alone can learn it; two neighbours a layer reach one place further with every link.',
  keys: {
    source,
    inputs: withDefault(integer(2, MAX_COUNT), 32, {
      documentation: 'Places on the ring, N₀, and number of targets.',
      unit: 'neurons',
      synonyms: ['features', 'dim', 'sites', 'size', 'outputs', 'width'],
    }),
    waves: withDefault(integer(1, 1000), 3, {
      documentation: 'How many wavelengths are in the field: N₀, N₀/2, …, N₀/waves. At most half the inputs.',
      unit: 'waves',
      equation: 'X_i = Σₖ aₖ cos(2πki/N₀) + bₖ sin(2πki/N₀), aₖ, bₖ ~ N(0, 1/waves)',
      synonyms: ['modes', 'harmonics', 'frequencies'],
    }),
    shift: withDefault(integer(0, MAX_COUNT), 2, {
      documentation: 'By how many places the field is moved on.',
      unit: 'places',
      equation: 'Y_i = X_(i+shift)',
      synonyms: ['distance', 'offset', 'translation'],
    }),
    samples,
    validation,
    noise: noise('every target'),
  },
} as const satisfies ObjectKind;

/** Samples that are made from the seed, of rank 1. */
export type GeneratedAst =
  | AstOf<typeof TEACHER>
  | AstOf<typeof SPIRALS>
  | AstOf<typeof MOONS>
  | AstOf<typeof XOR>
  | AstOf<typeof SINE>
  | AstOf<typeof RING_WAVES>;
