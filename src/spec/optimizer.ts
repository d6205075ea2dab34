import { choice } from './choiceType.js';
import { namedOptions } from './namedOptions.js';
import { required, withDefault, type AstOf, type ObjectKind } from './objectKind.js';
import { number } from './scalarTypes.js';
import { object } from './structuredTypes.js';
import type { ValueType } from './valueType.js';

const KINDS = choice(
  [
    {
      name: 'sgd',
      documentation: 'θ_(k+1) = θ_k − η g_k, g_k = ∂ℓ/∂θ averaged over the batch.',
      synonyms: ['gradientDescent', 'gd'],
    },
    {
      name: 'momentum',
      documentation: 'v ← β v − η g, θ ← θ + v: the heavy ball of mass β/η (Polyak 1964).',
      synonyms: ['heavyBall', 'sgdMomentum'],
    },
    {
      name: 'nesterov',
      documentation: 'As momentum, with θ ← θ + β v − η g (Nesterov 1983).',
      synonyms: ['nag'],
    },
    {
      name: 'adam',
      documentation:
        'θ ← θ − η m̂/(√v̂ + ε), with running means of g and g² (Kingma, Ba 2015). It follows no action: energy and temperature are undefined.',
    },
    {
      name: 'rmsprop',
      documentation: 'θ ← θ − η g/(√v + ε), v a running mean of g² (Tieleman, Hinton 2012).',
    },
  ],
  {
    hints: {
      adamw: 'Write adam; weightDecay is a key of training.',
      adagrad: 'Write rmsprop: it is the one that forgets.',
      adamax: 'Write adam.',
      nadam: 'Write adam.',
      lbfgs: 'Training takes steps of first order: use sgd, momentum or adam.',
      lion: 'Write adam or momentum.',
    },
  },
);

const kind = required(KINDS, {
  documentation: 'The rule that turns gradients into steps.',
  start: 'sgd',
  synonyms: ['type', 'name'],
});

/** Running means with a weight of 1 would never move. */
const MAX_MEMORY = 0.999999;

const momentum = withDefault(number(0, MAX_MEMORY), 0.9, {
  documentation: 'β, the share of the last step that goes on.',
  equation: 'v ← β v − η g; friction γ = (1 − β)/η, mass β/η',
  synonyms: ['beta', 'mu'],
});

const epsilon = withDefault(number(1e-16, 1), 1e-8, {
  documentation: 'ε, keeps the step finite where gradients vanish.',
  synonyms: ['eps'],
});

export const SGD = {
  name: 'sgd',
  title: 'the optimizer sgd',
  documentation: 'Plain gradient descent: overdamped motion.',
  keys: { kind },
} as const satisfies ObjectKind;

export const MOMENTUM = {
  name: 'momentum',
  title: 'the optimizer momentum',
  documentation: 'Gradient descent with inertia.',
  keys: { kind, momentum },
} as const satisfies ObjectKind;

export const NESTEROV = {
  name: 'nesterov',
  title: 'the optimizer nesterov',
  documentation: 'Momentum whose gradient looks ahead.',
  keys: { kind, momentum },
} as const satisfies ObjectKind;

export const ADAM = {
  name: 'adam',
  title: 'the optimizer adam',
  documentation: 'Steps scaled by running means of the gradient and of its square.',
  keys: {
    kind,
    beta1: withDefault(number(0, MAX_MEMORY), 0.9, {
      documentation: 'Memory of the mean gradient.',
      equation: 'm ← β₁ m + (1 − β₁) g',
      synonyms: ['momentum', 'beta'],
    }),
    beta2: withDefault(number(0, MAX_MEMORY), 0.999, {
      documentation: 'Memory of the mean squared gradient.',
      equation: 'v ← β₂ v + (1 − β₂) g²',
      synonyms: ['decay', 'rho'],
    }),
    epsilon,
  },
} as const satisfies ObjectKind;

export const RMSPROP = {
  name: 'rmsprop',
  title: 'the optimizer rmsprop',
  documentation: 'Steps scaled by a running mean of the squared gradient.',
  keys: {
    kind,
    decay: withDefault(number(0, MAX_MEMORY), 0.9, {
      documentation: 'Memory of the mean squared gradient, ρ.',
      equation: 'v ← ρ v + (1 − ρ) g²',
      synonyms: ['rho', 'alpha', 'beta'],
    }),
    epsilon,
  },
} as const satisfies ObjectKind;

/** The rule that turns gradients into steps, with its numbers. */
export type OptimizerSpec =
  | { readonly kind: 'sgd' }
  | { readonly kind: 'momentum' | 'nesterov'; readonly momentum: number }
  | { readonly kind: 'adam'; readonly beta1: number; readonly beta2: number; readonly epsilon: number }
  | { readonly kind: 'rmsprop'; readonly decay: number; readonly epsilon: number };

type OptimizerAst =
  | AstOf<typeof SGD>
  | AstOf<typeof MOMENTUM>
  | AstOf<typeof NESTEROV>
  | AstOf<typeof ADAM>
  | AstOf<typeof RMSPROP>;

const NAMED = namedOptions<OptimizerAst>('an optimizer', KINDS, {
  sgd: object(SGD),
  momentum: object(MOMENTUM),
  nesterov: object(NESTEROV),
  adam: object(ADAM),
  rmsprop: object(RMSPROP),
});

/** The name of an optimizer, or a group with its numbers. */
export const optimizer: ValueType<OptimizerSpec> = {
  shape: NAMED.shape,
  read(node, context) {
    const ast = NAMED.read(node, context);
    switch (ast?.kind) {
      case undefined:
        return undefined;
      case 'sgd':
        return { kind: ast.kind };
      case 'momentum':
      case 'nesterov':
        return { kind: ast.kind, momentum: ast.values.momentum.value };
      case 'adam': {
        const { beta1, beta2, epsilon } = ast.values;
        return { kind: ast.kind, beta1: beta1.value, beta2: beta2.value, epsilon: epsilon.value };
      }
      case 'rmsprop': {
        const { decay, epsilon } = ast.values;
        return { kind: ast.kind, decay: decay.value, epsilon: epsilon.value };
      }
    }
  },
};
