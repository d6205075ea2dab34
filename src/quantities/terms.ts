import type { QuantityDefinition, QuantityGroup } from './definition.js';

const MEAN = 'mean over the samples (convolutions: and positions), sum over the neurons';
const PARAMETERS = 'sum over the parameters of the layer, a shared one at its owner';

const layerTerm = (
  term: Pick<QuantityDefinition, 'id' | 'name' | 'symbol' | 'latex' | 'meaning' | 'sector' | 'source'>,
  normalisation: string,
): QuantityDefinition => ({ ...term, unit: 'parameter² per step²', normalisation, undefinedWhen: undefined });

/** The exact decomposition of one layer (THEORY §1.2). */
export const LAYER_TERMS: QuantityGroup = {
  title: 'Terms of a layer',
  entries: [
    layerTerm(
      {
        id: 'weightKinetic',
        name: 'weight kinetic',
        symbol: 'K_W',
        latex: String.raw`K_W^{(m)} = \tfrac12 \lVert \dot W^{(m)} \rVert^2`,
        meaning: 'How fast the weights move.',
        sector: 'bulk',
        source: 'Eq. (5); §1.2',
      },
      PARAMETERS,
    ),
    layerTerm(
      {
        id: 'neuronKinetic',
        name: 'neuron kinetic',
        symbol: 'K_z',
        latex: String.raw`K_z^{(m+1)} = \tfrac12 \lVert \dot z^{(m+1)} \rVert^2`,
        meaning:
          'How fast the neurons that the layer feeds move; with a skip, what the layer itself adds to them: ż less the change of what the skip brings.',
        sector: 'bulk',
        source: 'Eq. (7); §1.2, §5c',
      },
      MEAN,
    ),
    layerTerm(
      {
        id: 'coupling',
        name: 'coupling',
        symbol: 'C',
        latex: String.raw`C^{(m)} = -\dot z^{(m+1)} \cdot f^{(m)}`,
        meaning: 'Ties the neurons to the synapses that feed them; negative when they move together.',
        sector: 'bulk, boundary in layer 0',
        source: 'Eq. (7); §1.2',
      },
      MEAN,
    ),
    layerTerm(
      {
        id: 'fluxSquared',
        name: 'flux²',
        symbol: 'F',
        latex: String.raw`F^{(m)} = \tfrac12 \lVert f^{(m)} \rVert^2, \qquad f^{(m)} = W'h' - Wh`,
        meaning:
          'The synaptic flux squared: how much the step changes what the synapses carry, an exact difference of products.',
        sector: 'bulk, boundary in layer 0',
        source: 'Eq. (7), where its ½ is missing; §1.1',
      },
      MEAN,
    ),
    layerTerm(
      {
        id: 'biasKinetic',
        name: 'bias kinetic',
        symbol: 'K_b',
        latex: String.raw`K_b^{(m)} = \tfrac12 \lVert \dot b^{(m)} \rVert^2`,
        meaning:
          'How fast the biases move, from the biases alone; with a norm behind the weights, its shift β. What K_z + C + F must equal.',
        sector: 'diagnostic',
        source: 'Eq. (5); §1.1',
      },
      PARAMETERS,
    ),
    layerTerm(
      {
        id: 'layerBulk',
        name: 'bulk of a layer',
        symbol: 'L_{bulk}^{(m)}',
        latex: String.raw`L_{\mathrm{bulk}}^{(m)} = K_W^{(m)} + K_z^{(m+1)} + \bigl[ m \ge 1 \bigr] \bigl( C^{(m)} + F^{(m)} \bigr)`,
        meaning:
          'What one layer adds to the bulk; C and F of layer 0 belong to the boundary. By the identity it is K_W + K_b from layer 1 on. Of layers that share a bias each counts K_z, C and F with one part.',
        sector: 'bulk',
        source: 'Eq. (7); §1.2',
      },
      MEAN,
    ),
  ],
};

const SAMPLES = 'mean over the samples';

/** The sums over layers, and the loss (THEORY §1.1, §1.2). */
export const SUMS: QuantityGroup = {
  title: 'Sums',
  entries: [
    {
      id: 'bulk',
      name: 'bulk',
      symbol: 'L_{bulk}',
      latex: String.raw`L_{\mathrm{bulk}} = \sum_{m \ge 0} \bigl( K_W^{(m)} + K_z^{(m+1)} \bigr) + \sum_{m \ge 1} \bigl( C^{(m)} + F^{(m)} \bigr)`,
      meaning:
        'The terms whose form knows neither data nor labels and is the same along the depth. Their values do depend on the data, through z.',
      unit: 'parameter² per step²',
      normalisation: SAMPLES,
      sector: 'bulk',
      undefinedWhen: undefined,
      source: 'Eq. (7); §1.1',
    },
    {
      id: 'boundary',
      name: 'boundary',
      symbol: 'L_{boundary}',
      latex: String.raw`L_{\mathrm{boundary}} = C^{(0)} + F^{(0)} - \ell`,
      meaning: 'The terms that touch the data: at the input, C and F of layer 0; at the output, the loss.',
      unit: 'parameter² per step²',
      normalisation: SAMPLES,
      sector: 'boundary',
      undefinedWhen: undefined,
      source: 'Eq. (7); §1.1',
    },
    {
      id: 'loss',
      name: 'loss',
      symbol: 'ℓ',
      latex: String.raw`\ell = \begin{cases} \sum_i (Z_i - Y_i)^2 & \text{mse} \\ -\sum_i Y_i \ln \operatorname{softmax}(Z)_i & \text{crossEntropy} \\ \sum_i Y_i \ln \bigl( Y_i / \operatorname{softmax}(Z)_i \bigr) & \text{klDivergence} \\ \max(0, 1 - YZ) & \text{hinge} \end{cases}`,
      meaning:
        'At the parameters before the step. mse is a sum over the outputs, with no ½ and no mean; hinge with several outputs is a sum over the wrong classes.',
      unit: 'loss',
      normalisation: SAMPLES,
      sector: 'boundary',
      undefinedWhen: undefined,
      source: 'Table I; §0',
    },
    {
      id: 'lagrangian',
      name: 'Lagrangian',
      symbol: 'L',
      latex: String.raw`L = L_{\mathrm{bulk}} + L_{\mathrm{boundary}} = \sum_m \bigl( K_W^{(m)} + K_b^{(m)} \bigr) - \ell`,
      meaning: 'Kinetic energy of all parameters less the loss.',
      unit: 'parameter² per step²',
      normalisation: SAMPLES,
      sector: 'whole',
      undefinedWhen: undefined,
      source: 'Eq. (5); §1.1',
    },
    {
      id: 'lagrangianAsPrinted',
      name: 'Eq. (7) as printed',
      symbol: 'L_{(7)}',
      latex: String.raw`L_{(7)} = \sum_m \Bigl[ K_W^{(m)} + K_z^{(m+1)} - \dot z^{(m+1)} \cdot f^{(m)} + \lVert f^{(m)} \rVert^2 \Bigr] - \ell = L + \tfrac12 \sum_m \lVert f^{(m)} \rVert^2`,
      meaning:
        'The paper prints the two squared fluxes without their ½ and so has ½ Σ‖f‖² too much: it is not the Lagrangian of Eq. (5). Its Eqs. (9) and (10) agree with the ½.',
      unit: 'parameter² per step²',
      normalisation: SAMPLES,
      sector: 'whole',
      undefinedWhen: undefined,
      source: 'Eq. (7); §1.1',
    },
    {
      id: 'trainingLoss',
      name: 'training loss',
      symbol: 'ℓ_{batch}',
      latex: String.raw`\ell_{\mathrm{batch}} = \frac1B \sum_{s \in \mathrm{batch}} \ell_s`,
      meaning: 'What the optimiser minimised in this step, in float32.',
      unit: 'loss',
      normalisation: 'mean over the batch of the step',
      sector: 'boundary',
      undefinedWhen: undefined,
      source: '§0',
    },
    {
      id: 'validationLoss',
      name: 'validation loss',
      symbol: 'ℓ_{val}',
      latex: String.raw`\ell_{\mathrm{val}} = \frac1{n_{\mathrm{val}}} \sum_{s \in \mathrm{validation}} \ell_s`,
      meaning: 'The loss of samples that training never sees.',
      unit: 'loss',
      normalisation: 'mean over the validation samples',
      sector: 'boundary',
      undefinedWhen: 'The spec keeps no samples apart (data.validation).',
      source: '§0',
    },
  ],
};

/** What proves that the decomposition is exact (THEORY §1.1, §1.4). */
export const SELF_TESTS: QuantityGroup = {
  title: 'Self-tests',
  entries: [
    {
      id: 'residual',
      name: 'identity residual',
      symbol: 'r',
      latex: String.raw`r^{(m)} = \frac{\lvert K_z^{(m+1)} + C^{(m)} + F^{(m)} - K_b^{(m)} \rvert}{K_b^{(m)}}`,
      meaning:
        'How far the identity K_z + C + F = K_b is from exact: rounding of float64 when all is well. The left side comes from forward passes, the right side from the biases alone.',
      unit: '1',
      normalisation: 'relative to K_b',
      sector: 'diagnostic',
      undefinedWhen:
        'The layer has no bias, or a frozen one (the three terms then cancel by constraint), or its bias did not move in this step.',
      source: 'Eq. (6); §1.1, §1.3',
    },
    {
      id: 'residualOfLargestTerm',
      name: 'residual of the largest term',
      symbol: 'r_{max}',
      latex: String.raw`\frac{\lvert K_z + C + F - K_b \rvert}{\max(K_z, \lvert C \rvert, F, K_b)}`,
      meaning: 'The same, relative to the largest of the terms; it has a value also where K_b is 0.',
      unit: '1',
      normalisation: 'relative to the largest term of the layer',
      sector: 'diagnostic',
      undefinedWhen: undefined,
      source: '§1.1',
    },
    {
      id: 'sectorSpread',
      name: 'spread over samples',
      symbol: 'spread',
      latex: String.raw`\frac{(\max_s - \min_s)(K_z + C + F)_s}{K_b}`,
      meaning:
        'The sum K_z + C + F is the same number for every sample (and position), though each of its terms is not: a second test.',
      unit: '1',
      normalisation: 'relative to K_b',
      sector: 'diagnostic',
      undefinedWhen: 'As for the residual.',
      source: '§1.4',
    },
  ],
};
