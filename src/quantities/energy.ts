import type { QuantityGroup } from './definition.js';

/** Where energy is, and where it flows (THEORY §2.6). */
export const ENERGY: QuantityGroup = {
  title: 'Energy through depth',
  entries: [
    {
      id: 'energyDensity',
      name: 'energy density',
      symbol: 'ε_m',
      latex: String.raw`\varepsilon_m = \tfrac12 \lVert \dot W^{(m)} \rVert^2 + \tfrac12 \lVert \dot b^{(m)} \rVert^2`,
      meaning: 'The kinetic energy of one layer, from its parameters alone.',
      unit: 'parameter² per step²',
      normalisation: 'sum over the parameters of the layer, mass 1',
      sector: 'diagnostic',
      undefinedWhen: undefined,
      source: '§2.6',
    },
    {
      id: 'powerCurrent',
      name: 'power current',
      symbol: 'P_m',
      latex: String.raw`P_m = \delta^{(m)} \cdot \dot z^{(m)}, \qquad \delta^{(m)} = \partial \ell / \partial z^{(m)}`,
      meaning:
        'Power that flows through the interface in front of layer m, by the exact tangent of the step. P_M is the rate of the loss: energy enters at the output and flows towards the input.',
      unit: 'loss per step',
      normalisation: 'mean over the samples',
      sector: 'diagnostic',
      undefinedWhen: undefined,
      source: '§2.6, Eq. (2.5)',
    },
    {
      id: 'absorbedPower',
      name: 'absorbed power',
      symbol: 'P_m − P_{m+1}',
      latex: String.raw`P_m - P_{m+1} = -g_m \cdot \dot\theta_m`,
      meaning:
        'What layer m takes out of the current; g is the gradient of the loss with respect to its parameters. For plain gradient descent η‖g‖².',
      unit: 'loss per step',
      normalisation: 'mean over the samples',
      sector: 'diagnostic',
      undefinedWhen: undefined,
      source: '§2.6',
    },
    {
      id: 'continuityResidual',
      name: 'continuity residual',
      symbol: 'r_P',
      latex: String.raw`\frac{\lvert P_m - P_{m+1} + g_m \cdot \dot\theta_m \rvert}{\max_m \lvert P_m \rvert}`,
      meaning:
        'How far the continuity of the current is from exact: rounding of float64 when all is well, for every optimiser.',
      unit: '1',
      normalisation: 'relative to the largest current',
      sector: 'diagnostic',
      undefinedWhen: 'No power flows.',
      source: '§2.6',
    },
    {
      id: 'friction',
      name: 'friction',
      symbol: '2cε_m',
      latex: String.raw`2 c\, \varepsilon_m \qquad (\text{SGD: } \eta \lVert g_m \rVert^2)`,
      meaning: 'The energy that friction takes from layer m in a step.',
      unit: 'loss per step',
      normalisation: 'sum over the parameters of the layer',
      sector: 'diagnostic',
      undefinedWhen:
        'Adam and RMSProp rescale every parameter by its own past: their motion has no one mass and no one damping.',
      source: '§2.6',
    },
    {
      id: 'balanceRatio',
      name: 'balance ratio',
      symbol: 'r_k',
      latex: String.raw`r_k = \frac{-\Delta \ell}{\lVert \Delta\theta \rVert^2 / \eta} = 1 - \tfrac12 \eta \frac{g^\top H g}{g^\top g} + \dots`,
      meaning:
        '1 is gradient flow; towards 0 the edge of stability; below 0 the loss rises. On other samples than those of the step it also tells how much of the step they share.',
      unit: '1',
      normalisation: 'whole network',
      sector: 'diagnostic',
      undefinedWhen: 'Only plain gradient descent has one, and not while nothing moves.',
      source: '§2.6',
    },
    {
      id: 'decayPotential',
      name: 'decay potential',
      symbol: 'V_λ',
      latex: String.raw`V_\lambda^{(m)} = \tfrac12 \lambda_m \lVert W^{(m)} \rVert^2`,
      meaning:
        'The potential of weight decay; its term in the Lagrangian is minus that, and lies in the bulk.',
      unit: 'loss',
      normalisation: 'sum over the weights of the layer',
      sector: 'bulk',
      undefinedWhen: undefined,
      source: '§1.2',
    },
  ],
};
