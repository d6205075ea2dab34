import { withDefault, required, type ObjectKind } from './objectKind.js';
import { choice } from './choiceType.js';
import { number } from './scalarTypes.js';
import { reportNot } from './valueProblems.js';
import { object } from './structuredTypes.js';
import type { ValueShape, ValueType } from './valueType.js';

const KINDS = choice(
  [
    { name: 'glorot', documentation: 'Var W = gain² · 2/(N_in + N_out) (Glorot, Bengio 2010).' },
    { name: 'he', documentation: 'Var W = gain² · 2/N_in (He et al. 2015).' },
    { name: 'lecun', documentation: 'Var W = gain² · 1/N_in (LeCun et al. 1998).' },
    { name: 'normal', documentation: 'Var W = gain², whatever the width.' },
  ],
  {
    planned: ['orthogonal', 'identity', 'smooth'],
    hints: {
      xavier: 'Write glorot: it is the same.',
      kaiming: 'Write he: it is the same.',
    },
  },
);

export const INIT = {
  name: 'init',
  title: 'an initializer',
  documentation: 'Normal weights with mean 0 and the variance of the chosen kind, times gain².',
  keys: {
    kind: required(KINDS, {
      documentation: 'Which variance the weights have. N_in and N_out are the inputs and units of the layer.',
      start: 'glorot',
      synonyms: ['type', 'name'],
    }),
    gain: withDefault(number(0, 1000), 1, {
      documentation: 'Factor on the standard deviation of the weights.',
      equation: 'W ← gain · W',
      synonyms: ['scale'],
    }),
  },
  plannedKeys: ['depthCorrelation', 'widthCorrelation'],
} as const satisfies ObjectKind;

export interface InitializerSpec {
  readonly kind: 'glorot' | 'he' | 'lecun' | 'normal';
  readonly gain: number;
}

export const DEFAULT_INITIALIZER: InitializerSpec = { kind: 'glorot', gain: 1 };

const OBJECT = object(INIT);
const SHAPE: ValueShape = { kind: 'oneOf', shapes: [KINDS.shape, OBJECT.shape] };

/** The name of an initializer, or a group with its gain. */
export const initializer: ValueType<InitializerSpec> = {
  shape: SHAPE,
  read(node, context) {
    if (node.kind === 'scalar' && typeof node.value === 'string') {
      const kind = KINDS.read(node, context);
      return kind === undefined ? undefined : { kind, gain: DEFAULT_INITIALIZER.gain };
    }
    if (node.kind !== 'map') {
      reportNot(SHAPE, node, context);
      return undefined;
    }
    const values = OBJECT.read(node, context)?.values;
    return values?.kind === undefined ? undefined : { kind: values.kind.value, gain: values.gain.value };
  },
};
