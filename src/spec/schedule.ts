import { choice } from './choiceType.js';
import { namedOptions } from './namedOptions.js';
import { required, withDefault, type AstOf, type ObjectKind } from './objectKind.js';
import { integer, number } from './scalarTypes.js';
import { object } from './structuredTypes.js';
import type { ValueType } from './valueType.js';

const KINDS = choice(
  [
    { name: 'constant', documentation: 'η stays what it is.', synonyms: ['none', 'fixed'] },
    {
      name: 'step',
      documentation: 'η times factor after every so many steps.',
      synonyms: ['stepLr', 'piecewise', 'staircase', 'exponential'],
    },
    {
      name: 'cosine',
      documentation: 'η falls along half a cosine to its end at the last step.',
      synonyms: ['cosineAnnealing', 'cosineDecay'],
    },
  ],
  {
    hints: {
      linear: 'Use cosine: it falls smoothly to its end.',
      warmup: 'There is no warm-up: use a smaller learningRate.',
    },
  },
);

const kind = required(KINDS, {
  documentation: 'How the learning rate changes over the steps k of a run.',
  start: 'cosine',
  synonyms: ['type', 'name'],
});

export const CONSTANT_SCHEDULE = {
  name: 'constant',
  title: 'the schedule constant',
  documentation: 'The learning rate of training, at every step.',
  keys: { kind },
} as const satisfies ObjectKind;

export const STEP_SCHEDULE = {
  name: 'step',
  title: 'the schedule step',
  documentation: 'The learning rate falls in steps.',
  keys: {
    kind,
    every: required(integer(1, 1e9), {
      documentation: 'How many steps go by before the learning rate changes.',
      unit: 'steps',
      equation: 'η_k = η · factor^⌊k/every⌋',
      start: '1000',
      synonyms: ['stepSize', 'interval', 'period'],
    }),
    factor: withDefault(number(0, 1000), 0.5, {
      documentation: 'What the learning rate is multiplied by each time.',
      synonyms: ['gamma', 'decay', 'rate'],
    }),
  },
} as const satisfies ObjectKind;

export const COSINE_SCHEDULE = {
  name: 'cosine',
  title: 'the schedule cosine',
  documentation: 'The learning rate falls along half a cosine.',
  keys: {
    kind,
    end: withDefault(number(0, 1000), 0, {
      documentation: 'The learning rate at the last step, as a share of the first.',
      equation: 'η_k = η · (end + (1 − end) · ½(1 + cos πk/(K − 1))), K the number of steps',
      synonyms: ['minimum', 'final', 'etaMin', 'alpha'],
    }),
  },
} as const satisfies ObjectKind;

/** The learning rate over the steps, as a factor on it. */
export type ScheduleSpec =
  | { readonly kind: 'constant' }
  | { readonly kind: 'step'; readonly every: number; readonly factor: number }
  | { readonly kind: 'cosine'; readonly end: number };

type ScheduleAst =
  AstOf<typeof CONSTANT_SCHEDULE> | AstOf<typeof STEP_SCHEDULE> | AstOf<typeof COSINE_SCHEDULE>;

const NAMED = namedOptions<ScheduleAst>('a schedule', KINDS, {
  constant: object(CONSTANT_SCHEDULE),
  step: object(STEP_SCHEDULE),
  cosine: object(COSINE_SCHEDULE),
});

/** The name of a schedule, or a group with its numbers. */
export const schedule: ValueType<ScheduleSpec> = {
  shape: NAMED.shape,
  read(node, context) {
    const ast = NAMED.read(node, context);
    switch (ast?.kind) {
      case undefined:
        return undefined;
      case 'constant':
        return { kind: ast.kind };
      case 'step': {
        const { every, factor } = ast.values;
        return every === undefined ? undefined : { kind: ast.kind, every: every.value, factor: factor.value };
      }
      case 'cosine':
        return { kind: ast.kind, end: ast.values.end.value };
    }
  },
};
