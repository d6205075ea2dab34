import { localTaps, type TapOffsets } from './offsets.js';

/**
 * Coefficients of the O(a²) part of ½f² along one axis, in the order T1 … T6 (THEORY §4.3):
 * ∂_t(w″σ)u, ∂_t(wσ″)u, ∂_t(w′σ′)u, [∂_t(w′σ)]², [∂_t(wσ′)]², ∂_t(w′σ)∂_t(wσ′), all times a².
 */
export type FluxMonomials = readonly [number, number, number, number, number, number];

/** One axis of the offsets. */
export type Axis = 'x' | 'y';

/** Neurons of the plaquette whose sum a density is: z itself and the two that it sees. */
const PLAQUETTE = ['z', 'upper', 'lower'] as const;
type PlaquetteNeuron = (typeof PLAQUETTE)[number];

/** Where a neuron of the plaquette is, along one axis, seen from z. */
function placeOf(neuron: PlaquetteNeuron, offsets: TapOffsets, axis: Axis): number {
  if (neuron === 'z') return 0;
  const [upper, lower] = localTaps(offsets, 'one');
  return (neuron === 'upper' ? upper! : lower!).neuron[axis];
}

/** With one weight field and the density written at `about`: f₂ = ½Σ_k(…), ½f² = f₀f₂ + ½f₁². */
function monomialsAbout(offsets: TapOffsets, axis: Axis, about: PlaquetteNeuron): FluxMonomials {
  const origin = placeOf(about, offsets, axis);
  let [weights, neurons, weightSquares, neuronSquares, mixed] = [0, 0, 0, 0, 0];
  for (const { weight, neuron } of localTaps(offsets, 'one')) {
    const a = weight[axis] - origin;
    const b = neuron[axis] - origin;
    weights += a;
    neurons += b;
    weightSquares += a * a;
    neuronSquares += b * b;
    mixed += a * b;
  }
  return [
    weightSquares,
    neuronSquares,
    2 * mixed,
    0.5 * weights * weights,
    0.5 * neurons * neurons,
    weights * neurons,
  ];
}

/** The density written at z: what this program computes. */
export const monomialsAtNeuron = (offsets: TapOffsets, axis: Axis): FluxMonomials =>
  monomialsAbout(offsets, axis, 'z');

/**
 * The mean of the densities written at z and at the two neurons that it sees: with offsets (1, 1; 1, 2) the reading of Eq. (10) under
 * which T4 has the printed coefficients ⅔ and 16⁄3 (THEORY §4.4).
 */
export function monomialsOfThreeNeurons(offsets: TapOffsets, axis: Axis): FluxMonomials {
  const [z, upper, lower] = PLAQUETTE.map((neuron) => monomialsAbout(offsets, axis, neuron));
  const mean = (t: 0 | 1 | 2 | 3 | 4 | 5): number => (z![t] + upper![t] + lower![t]) / 3;
  return [mean(0), mean(1), mean(2), mean(3), mean(4), mean(5)];
}

/** What the search of THEORY §4.4 for the printed coefficients could not settle. */
export const NOT_REPRODUCED: readonly string[] = [
  'No single rule for the place that a density is written at gives Eq. (9) and Eq. (10): the mean over three neurons, which gives ⅔ and 16⁄3, ' +
    'would make the coefficient of a_y²Ẋ²w∂_y²w 22⁄3 instead of the printed 2.',
  'With α_x = β_x the whole second-order flux term along depth integrates to zero, while the printed ⅔ a_x² [∂_t(∂_xw σ)]² does not.',
  'The printed terms leave out −2żu + 2u², so their sum is off by a finite amount as a → 0.',
];
