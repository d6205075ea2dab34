/** One entry of the definitions: the formula in the notation of `parseSymbol`. */
export interface Definition {
  readonly term: string;
  readonly symbol: string;
  readonly formula: string;
  readonly meaning: string;
}

export interface DefinitionGroup {
  readonly title: string;
  readonly entries: readonly Definition[];
}

/** Everything the panel shows, defined (Lee, Lee, Yi, arXiv:2511.02003; coefficient ½ on both squares). */
export const DEFINITIONS: readonly DefinitionGroup[] = [
  {
    title: 'Conventions',
    entries: [
      {
        term: 'network',
        symbol: 'z, h, W, b',
        formula: 'z^(m+1) = W^(m) h^(m) + b^(m),  h^(m) = σ_m(z^(m)),  h^(0) = X,  Z = z^(M)',
        meaning:
          'Layer m leads from the neurons z^(m) to z^(m+1); its activation acts on its input side. Convolutions are means over the positions; a norm behind the weights has its shift in the role of b.',
      },
      {
        term: 'time and mass',
        symbol: 'Ȧ',
        formula: 'Ȧ = A_{k+1} − A_k',
        meaning:
          'Time is counted in optimiser steps and the mass is 1: a dot is the difference over one step, and every kinetic term is a squared change of parameters per step².',
      },
      {
        term: 'samples',
        symbol: '⟨·⟩',
        formula: '⟨A⟩ = 1/B Σ_s A_s',
        meaning:
          'Every term is a mean over the samples. Probe: fixed samples. Batch: those of the step, before and after. Streaming: those of the step before, of the next step after.',
      },
      {
        term: 'synaptic flux',
        symbol: 'f^(m)',
        formula: 'f^(m) = W′h′ − Wh',
        meaning:
          'How much the step changes what the synapses of layer m carry. An exact difference of products.',
      },
    ],
  },
  {
    title: 'Terms of a layer',
    entries: [
      {
        term: 'weight kinetic',
        symbol: 'K_W',
        formula: 'K_W^(m) = ½‖Ẇ^(m)‖²',
        meaning: 'How fast the weights move. Bulk, in every layer.',
      },
      {
        term: 'neuron kinetic',
        symbol: 'K_z',
        formula: 'K_z^(m+1) = ½‖ż^(m+1)‖²',
        meaning:
          'How fast the neurons that the layer feeds move; with a skip, what the layer itself adds to them: ż less the change of what the skip brings. Bulk, in every layer.',
      },
      {
        term: 'coupling',
        symbol: 'C',
        formula: 'C^(m) = −ż^(m+1) · f^(m)',
        meaning:
          'Ties the neurons to the synapses that feed them; negative when they move together. Bulk, but the input boundary in layer 0.',
      },
      {
        term: 'flux²',
        symbol: 'F',
        formula: 'F^(m) = ½‖f^(m)‖²',
        meaning: 'The synaptic flux squared. Bulk, but the input boundary in layer 0.',
      },
      {
        term: 'bias kinetic',
        symbol: 'K_b',
        formula: 'K_b^(m) = ½‖ḃ^(m)‖²',
        meaning:
          'How fast the biases move, from the biases alone; with a norm behind the weights, its shift β. Equals K_z + C + F.',
      },
    ],
  },
  {
    title: 'Sums',
    entries: [
      {
        term: 'bulk',
        symbol: 'L_{bulk}',
        formula: 'L_{bulk} = Σ_{m≥0} (K_W^(m) + K_z^(m+1)) + Σ_{m≥1} (C^(m) + F^(m))',
        meaning:
          'The terms whose form knows neither data nor labels and is the same along the depth. Their values do depend on the data, through z.',
      },
      {
        term: 'boundary',
        symbol: 'L_{boundary}',
        formula: 'L_{boundary} = C^(0) + F^(0) − ℓ',
        meaning: 'The terms that touch the data: at the input, C and F of layer 0; at the output, the loss.',
      },
      {
        term: 'loss',
        symbol: 'ℓ',
        formula: 'mse: ℓ = Σ_i (Z_i − Y_i)²    crossEntropy: ℓ = −Σ_i Y_i ln softmax(Z)_i',
        meaning:
          'At the step’s parameters before the update, a mean over the samples. mse is a sum over the outputs, with no ½ and no mean.',
      },
      {
        term: 'Lagrangian',
        symbol: 'L',
        formula: 'L = L_{bulk} + L_{boundary} = Σ_m (K_W^(m) + K_b^(m)) − ℓ',
        meaning: 'Kinetic energy of all parameters less the loss.',
      },
      {
        term: 'training loss',
        symbol: 'ℓ_{batch}',
        formula: 'mean of ℓ over the batch of the step',
        meaning: 'What the optimiser minimised in this step, in float32.',
      },
    ],
  },
  {
    title: 'Self-tests',
    entries: [
      {
        term: 'identity',
        symbol: '(1.1)',
        formula: 'K_z^(m+1) + C^(m) + F^(m) = K_b^(m)',
        meaning:
          'Exact in every layer with a bias and for every sample. Without a bias the sum is 0 by constraint, and the neurons carry no energy of their own.',
      },
      {
        term: 'residual',
        symbol: 'residual',
        formula: '|K_z + C + F − K_b| ÷ K_b',
        meaning: 'How far the identity is from exact; rounding of float64 when all is well.',
      },
      {
        term: 'spread',
        symbol: 'spread',
        formula: '(max_s − min_s)(K_z + C + F) ÷ K_b',
        meaning: 'The sum is the same for every sample, though each of its terms is not: a second test.',
      },
    ],
  },
];
