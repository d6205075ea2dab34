import type { QuantityGroup } from './definition.js';

/** Whether the motion is inertia or friction (THEORY §2.3–2.5). */
export const INERTIA: QuantityGroup = {
  title: 'Damping and inertia',
  entries: [
    {
      id: 'overdamping',
      name: 'overdamping number',
      symbol: 'ρ',
      latex: String.raw`\rho_k = \frac{\lVert \mu\, \Delta^2\theta \rVert}{\lVert c\, \Delta\theta \rVert} \qquad \Bigl( \text{SGD: } \eta\, \frac{\lVert g_k - g_{k-1} \rVert}{\lVert g_k \rVert} \Bigr)`,
      meaning:
        'How large inertia is beside friction: below 0.05 overdamped, up to 0.3 marginal, beyond that not overdamped. Independent noise of minibatches alone gives about √2 η.',
      unit: '1',
      normalisation: 'all parameters that train',
      sector: 'diagnostic',
      undefinedWhen:
        'Adam and RMSProp rescale every parameter by its own past: their motion has no one mass and no one damping. Nor where the step before is not known (the first step of a run) or nothing moves.',
      source: 'Eq. (4); §2.3',
    },
    {
      id: 'damping',
      name: 'damping',
      symbol: 'γ',
      latex: String.raw`\gamma = \frac1\eta \ \text{(SGD)}, \qquad \gamma = \frac{1-\beta}{\beta} \ \text{(momentum)}`,
      meaning:
        'How many times per step a free velocity would fall by e. Momentum is given for forward differences; for central ones it is 2(1 − β)/(1 + β).',
      unit: 'per step',
      normalisation: 'whole network',
      sector: 'diagnostic',
      undefinedWhen:
        'Adam and RMSProp rescale every parameter by its own past: their motion has no one mass and no one damping.',
      source: 'Eq. (4); §2.3, §2.4',
    },
    {
      id: 'mass',
      name: 'mass',
      symbol: 'μ',
      latex: String.raw`\mu = 1 \ \text{(SGD, Eq. 4)}, \qquad \mu = \frac{\beta}{\eta} \ \text{(momentum)}`,
      meaning:
        'The mass of a parameter in the equation of motion μẄ + cẆ + ∂ℓ = 0. A learning rate multiplier r of a layer divides it.',
      unit: 'loss · step² per parameter²',
      normalisation: 'each parameter',
      sector: 'diagnostic',
      undefinedWhen:
        'Adam and RMSProp rescale every parameter by its own past: their motion has no one mass and no one damping.',
      source: '§2.4',
    },
    {
      id: 'equationResidual',
      name: 'residual of Eq. (4)',
      symbol: 'R',
      latex: String.raw`R = \ddot W + \gamma \dot W + \partial_W \ell = \ddot W`,
      meaning:
        'For plain SGD friction and gradient cancel exactly, so what is left of Eq. (4) is the acceleration itself. A formal regulator: the step differs from the continuous flow by more than that.',
      unit: 'parameter per step²',
      normalisation: 'norm over all parameters that train',
      sector: 'diagnostic',
      undefinedWhen:
        'Adam and RMSProp rescale every parameter by its own past: their motion has no one mass and no one damping.',
      source: 'Eq. (4); §2.3',
    },
    {
      id: 'lawResidual',
      name: 'residual of the law of motion',
      symbol: 'r_μ',
      latex: String.raw`\frac{\lVert \mu \ddot\theta + c \dot\theta + g + \lambda W \rVert}{\lVert g + \lambda W \rVert}`,
      meaning:
        'How exactly the step obeys the equation of motion of its optimiser: rounding of float32 where all is well.',
      unit: '1',
      normalisation: 'relative to the gradient, over all parameters that train',
      sector: 'diagnostic',
      undefinedWhen:
        'The samples are not those of the step, the optimiser has no such law, or dropout or batchNorm train on another network.',
      source: '§2.3, §2.4',
    },
    {
      id: 'action',
      name: 'action',
      symbol: 'A_k',
      latex: String.raw`A_k = \frac{\sum_{j \le k} e^{-\gamma (k-j)} L_j}{\sum_{j \le k} e^{-\gamma (k-j)}}`,
      meaning:
        'The Lagrangian averaged with the weight of the damped action. It reaches back 1/(1 − e^(−γ)) steps.',
      unit: 'parameter² per step²',
      normalisation: 'mean over the samples',
      sector: 'whole',
      undefinedWhen:
        'For plain SGD it is the Lagrangian of the last step and says nothing more; Adam and RMSProp rescale every parameter by its own past: their motion has no one mass and no one damping.',
      source: '§2.5',
    },
  ],
};
