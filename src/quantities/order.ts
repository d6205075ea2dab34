import type { QuantityGroup } from './definition.js';

/** Long-range order of the motion. */
export const ORDER: QuantityGroup = {
  title: 'Long-range order',
  entries: [
    {
      id: 'displacementCorrelation',
      name: 'correlation of displacements',
      symbol: 'ρ_{mn}',
      latex: String.raw`\mathrm{CKA}(\Delta z^{(m)}, \Delta z^{(n)}) = \frac{\mathrm{HSIC}(\Delta z^{(m)}, \Delta z^{(n)})}{\sqrt{\mathrm{HSIC}(\Delta z^{(m)}, \Delta z^{(m)})\, \mathrm{HSIC}(\Delta z^{(n)}, \Delta z^{(n)})}}`,
      meaning:
        'How alike the neurons of two layers move over the samples, whatever their labels: linear CKA with the unbiased estimator. Shuffled samples and the start of training stand beside it.',
      unit: '1',
      normalisation: 'over the samples',
      sector: 'diagnostic',
      undefinedWhen: 'There are too few samples, or a layer does not move.',
      source: 'Outlook of the paper; docs/theory.md §8',
    },
    {
      id: 'neighbourOrder',
      name: 'order of neighbours',
      symbol: 'C(1)',
      latex: String.raw`C(1) = \langle \mathrm{CKA}(\Delta z^{(m)}, \Delta z^{(m+1)}) \rangle_m`,
      meaning:
        'How alike neighbouring layers move, on average over the depth. Order is what exceeds the same with samples in random order; that of the first step is what the architecture has by itself.',
      unit: '1',
      normalisation: 'mean over all pairs of neighbours',
      sector: 'diagnostic',
      undefinedWhen: 'There are too few layers or samples, or nothing moves.',
      source: 'Outlook of the paper; docs/theory.md §8',
    },
    {
      id: 'correlationLength',
      name: 'correlation length',
      symbol: 'ξ',
      latex: String.raw`C(d) \approx e^{-d / \xi}, \qquad C(d) = \langle \mathrm{CKA} \rangle_{\lvert m-n \rvert = d}`,
      meaning:
        'Over how many layers the motions stay alike; its error is that of a jackknife that deletes half of the samples.',
      unit: 'layers',
      normalisation: 'fit over the distances at which the correlation stands out of the noise',
      sector: 'diagnostic',
      undefinedWhen: 'The correlation does not decay, or there are too few layers or samples.',
      source: 'Outlook of the paper; docs/theory.md §8',
    },
  ],
};
