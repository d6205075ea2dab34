import type { QuantityGroup } from './definition.js';

/** The Euler–Lagrange equations of the neurons (THEORY §3). */
export const FORCES: QuantityGroup = {
  title: 'Forces',
  entries: [
    {
      id: 'forceBelow',
      name: 'force from below',
      symbol: '−F^(m−1)',
      latex: String.raw`F^{(m-1)} = -(\dot\beta^{(m-1)} + \gamma \beta^{(m-1)}), \qquad \beta^{(m)} = \dot b^{(m)}`,
      meaning:
        'What the layer below does to the neurons z^(m). On shell it is the error that backpropagation carries: F^(m) = δ^(m+1).',
      unit: 'loss per parameter',
      normalisation: 'mean over the samples',
      sector: 'bulk',
      undefinedWhen:
        'Adam and RMSProp rescale every parameter by its own past: their motion has no one mass and no one damping.',
      source: '§3',
    },
    {
      id: 'forceAbove',
      name: 'force from above',
      symbol: 'D W^T F^(m)',
      latex: String.raw`D_m W^{(m)\top} F^{(m)}, \qquad D_m = \operatorname{diag} \sigma'(z^{(m)})`,
      meaning:
        'What the layer above does to the neurons z^(m); at the output the gradient of the loss stands in its place.',
      unit: 'loss per parameter',
      normalisation: 'mean over the samples',
      sector: 'bulk',
      undefinedWhen:
        'Adam and RMSProp rescale every parameter by its own past: their motion has no one mass and no one damping.',
      source: '§3',
    },
    {
      id: 'forceResidual',
      name: 'force residual',
      symbol: 'E_z',
      latex: String.raw`E_z^{(m)} = -F^{(m-1)} + D_m W^{(m)\top} F^{(m)}`,
      meaning:
        '0 on a true trajectory of the continuous equations; for finite steps of the order of the step.',
      unit: 'loss per parameter',
      normalisation: 'mean over the samples',
      sector: 'diagnostic',
      undefinedWhen:
        'Adam and RMSProp rescale every parameter by its own past: their motion has no one mass and no one damping.',
      source: '§3',
    },
    {
      id: 'layerCoupling',
      name: 'coupling of layers',
      symbol: 'H_{mn}',
      latex: String.raw`\lVert H_{mn} \rVert_F, \qquad H_{mn} = \frac{\partial^2 \ell}{\partial \theta_m \partial \theta_n}`,
      meaning:
        'Which layers’ parameters feel each other. In the variables (W, b) all do, through the loss; in (W, z) the Lagrangian couples neighbours alone.',
      unit: 'loss per parameter²',
      normalisation: 'mean over the samples',
      sector: 'diagnostic',
      undefinedWhen: 'Only small networks: the blocks of the Hessian are measured one product at a time.',
      source: 'Fig. 1; §3',
    },
  ],
};
