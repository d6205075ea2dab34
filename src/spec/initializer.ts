import { choice } from './choiceType.js';
import { namedOptions } from './namedOptions.js';
import { required, withDefault, type AstOf, type ObjectKind } from './objectKind.js';
import { number } from './scalarTypes.js';
import { object } from './structuredTypes.js';
import type { ValueType } from './valueType.js';

const KINDS = choice(
  [
    {
      name: 'glorot',
      documentation: 'Var W = gain² · 2/(N_in + N_out) (Glorot, Bengio 2010).',
      synonyms: ['xavier', 'glorotNormal', 'glorotUniform', 'xavierNormal', 'xavierUniform'],
    },
    {
      name: 'he',
      documentation: 'Var W = gain² · 2/N_in (He et al. 2015).',
      synonyms: ['kaiming', 'heNormal', 'heUniform', 'kaimingNormal', 'kaimingUniform'],
    },
    {
      name: 'lecun',
      documentation: 'Var W = gain² · 1/N_in (LeCun et al. 1998).',
      synonyms: ['lecunNormal', 'lecunUniform', 'fanIn'],
    },
    {
      name: 'normal',
      documentation: 'Var W = gain², whatever the width.',
      synonyms: ['gaussian', 'randomNormal', 'truncatedNormal'],
    },
    {
      name: 'orthogonal',
      documentation: 'W = gain · Q, Q random with orthonormal rows or columns (Saxe et al. 2014).',
    },
    {
      name: 'identity',
      documentation: 'W = gain · 1, zero beyond the diagonal.',
      synonyms: ['eye', 'dirac'],
    },
    {
      name: 'smooth',
      documentation:
        'A Gaussian random field with Var W = gain² · 1/N_in that varies slowly from layer to layer, as the continuum limit supposes.',
      synonyms: ['continuous', 'correlated'],
    },
  ],
  {
    hints: {
      zeros: 'All units would stay equal: use normal with a small gain.',
      ones: 'All units would stay equal: use normal.',
      uniform: 'Weights are normal here: use glorot, he or lecun.',
    },
  },
);

const kind = required(KINDS, {
  documentation: 'Which variance the weights have. N_in and N_out are the inputs and outputs of a unit.',
  start: 'glorot',
  synonyms: ['type', 'name'],
});

const gain = withDefault(number(0, 1000), 1, {
  documentation: 'Factor on the standard deviation of the weights. In a symmetric block all are equal.',
  equation: 'W ← gain · W; q and χ scale as gain²',
  synonyms: ['scale', 'std', 'stddev', 'factor'],
});

/** Longest correlation, in layers or neurons. */
const MAX_CORRELATION = 1e6;

const INIT = {
  name: 'init',
  title: 'an initializer',
  documentation: 'Weights of mean 0 and the variance of the chosen kind, times gain².',
  keys: { kind, gain },
} as const satisfies ObjectKind;

export const SMOOTH_INIT = {
  name: 'smooth init',
  title: 'a smooth initializer',
  documentation:
    'A Gaussian random field over depth and width: the regime in which gradient expansions in depth are controlled. Only links of one shape in a row are correlated with each other.',
  keys: {
    kind,
    gain,
    depthCorrelation: withDefault(number(0, MAX_CORRELATION), 4, {
      documentation: 'Correlation length along depth, ξ; 0 draws every layer on its own.',
      unit: 'layers',
      equation: '⟨W⁽ᵐ⁾W⁽ⁿ⁾⟩ ∝ exp(−(m − n)²/2ξ²)',
      synonyms: ['correlation', 'correlationLength', 'depthLength'],
    }),
    widthCorrelation: withDefault(number(0, MAX_CORRELATION), 0, {
      documentation:
        'Correlation length along width, in both indices of W, on a ring; 0 draws every weight of a layer on its own.',
      unit: 'neurons',
      equation: '⟨W_ij W_kl⟩ ∝ exp(−((i − k)² + (j − l)²)/2ξ²)',
      synonyms: ['widthLength'],
    }),
  },
} as const satisfies ObjectKind;

/** How weights are drawn at first. */
export type InitializerSpec =
  | {
      readonly kind: 'glorot' | 'he' | 'lecun' | 'normal' | 'orthogonal' | 'identity';
      readonly gain: number;
    }
  | {
      readonly kind: 'smooth';
      readonly gain: number;
      /** In layers. */
      readonly depthCorrelation: number;
      /** In neurons. */
      readonly widthCorrelation: number;
    };

export const DEFAULT_INITIALIZER = { kind: 'glorot', gain: 1 } as const satisfies InitializerSpec;

const PLAIN = object(INIT);
const NAMED = namedOptions<AstOf<typeof INIT> | AstOf<typeof SMOOTH_INIT>>('an initializer', KINDS, {
  glorot: PLAIN,
  he: PLAIN,
  lecun: PLAIN,
  normal: PLAIN,
  orthogonal: PLAIN,
  identity: PLAIN,
  smooth: object(SMOOTH_INIT),
});

/** The name of an initializer, or a group with its gain and correlations. */
export const initializer: ValueType<InitializerSpec> = {
  shape: NAMED.shape,
  read(node, context) {
    const ast = NAMED.read(node, context);
    const kind = ast?.values.kind?.value;
    if (ast === undefined || kind === undefined) return undefined;
    const gain = ast.values.gain.value;
    if (kind !== 'smooth') return { kind, gain };
    // A kind that says smooth was read with the keys of smooth.
    if (ast.kind !== 'smooth init') return undefined;
    const { depthCorrelation, widthCorrelation } = ast.values;
    return {
      kind,
      gain,
      depthCorrelation: depthCorrelation.value,
      widthCorrelation: widthCorrelation.value,
    };
  },
};
