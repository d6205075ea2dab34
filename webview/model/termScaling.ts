import type { LayerView } from '../../src/protocol/panel.js';
import type { Frame } from '../../src/run/frame.js';
import type { LayerTerms } from './terms.js';

/** How the terms of layers are compared: as they are, per degree of freedom, or as shares of what cancels in the identity. */
export const TERM_SCALINGS = ['layer', 'freedom', 'cancellation'] as const;
export type TermScaling = (typeof TERM_SCALINGS)[number];

export const TERM_SCALING_TEXTS: Readonly<
  Record<TermScaling, { readonly label: string; readonly axis: string; readonly note: string }>
> = {
  layer: { label: 'per layer', axis: 'term (per step², mass 1)', note: '' },
  freedom: {
    label: 'per degree of freedom',
    axis: 'term per degree of freedom',
    note: ' K_W per weight, K_z, C and F per neuron, K_b per bias.',
  },
  cancellation: {
    label: 'share of cancellation',
    axis: 'share of |K_z| + |C| + |F|',
    note: ' K_z, C and F ÷ (|K_z| + |C| + |F|): their sum is K_b ÷ (…), what the cancellation leaves. K_W takes no part in it.',
  },
};

/** The frame with the terms of its layers scaled; NaN for what has no such value, as the loss, which is of no layer. */
export function scaledFrame(frame: Frame, layers: readonly LayerView[], scaling: TermScaling): Frame {
  if (scaling === 'layer') return frame;
  return {
    ...frame,
    loss: NaN,
    layers: frame.layers.map((terms, m) =>
      scaling === 'freedom' ? perFreedom(terms, layers[m]?.freedom) : shares(terms),
    ),
  };
}

function perFreedom(terms: LayerTerms, freedom: LayerView['freedom']): LayerTerms {
  const per = (value: number, count = 0): number => (count === 0 ? NaN : value / count);
  return {
    ...terms,
    weightKinetic: per(terms.weightKinetic, freedom?.weights),
    neuronKinetic: per(terms.neuronKinetic, freedom?.neurons),
    coupling: per(terms.coupling, freedom?.neurons),
    fluxSquared: per(terms.fluxSquared, freedom?.neurons),
    biasKinetic: per(terms.biasKinetic, freedom?.biases),
  };
}

function shares(terms: LayerTerms): LayerTerms {
  const { neuronKinetic, coupling, fluxSquared, biasKinetic } = terms;
  const whole = Math.abs(neuronKinetic) + Math.abs(coupling) + Math.abs(fluxSquared);
  // 0 ÷ 0, of a layer at rest, is undefined.
  return {
    ...terms,
    weightKinetic: NaN,
    neuronKinetic: neuronKinetic / whole,
    coupling: coupling / whole,
    fluxSquared: fluxSquared / whole,
    biasKinetic: biasKinetic / whole,
  };
}
