/** Something that the formulas of the quantities are made of. */
export interface Convention {
  readonly name: string;
  readonly symbol: string;
  /** LaTeX, without delimiters. */
  readonly latex: string;
  readonly meaning: string;
}

/** The notation of all formulas (THEORY §0). */
export const CONVENTIONS: readonly Convention[] = [
  {
    name: 'network',
    symbol: 'z, h, W, b',
    latex: String.raw`z^{(m+1)} = W^{(m)} h^{(m)} + b^{(m)}, \quad h^{(m)} = \sigma_m(z^{(m)}), \quad h^{(0)} = X, \quad Z = z^{(M)}`,
    meaning:
      'Layer m leads from the neurons z^(m) to z^(m+1); its activation acts on its input side. Convolutions are means over the positions; a norm behind the weights has its shift in the role of b.',
  },
  {
    name: 'time and mass',
    symbol: 'Ȧ',
    latex: String.raw`\dot A = A_{k+1} - A_k = A' - A`,
    meaning:
      'Time is counted in optimiser steps and the mass is 1: a dot is the difference over one step, and every kinetic term is a squared change of parameters per step².',
  },
  {
    name: 'samples',
    symbol: '⟨·⟩',
    latex: String.raw`\langle A \rangle = \frac1B \sum_{s=1}^{B} A_s`,
    meaning:
      'Every term is a mean over the samples. Probe: fixed samples. Batch: those of the step, before and after. Streaming: those of the step before, of the next step after.',
  },
  {
    name: 'synaptic flux',
    symbol: 'f^(m)',
    latex: String.raw`f^{(m)} = W'^{(m)} h'^{(m)} - W^{(m)} h^{(m)}`,
    meaning:
      'How much the step changes what the synapses of layer m carry. An exact difference of products, not a product rule.',
  },
];
