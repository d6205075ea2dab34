import { LOSSES } from '../base/loss.js';
import type { Random } from '../base/random.js';
import { runForward } from '../decomposition/forwardPass.js';
import type { FloatArray, NetworkStructure, ParameterSnapshot } from '../decomposition/types.js';
import { squaredNorm } from './innerProduct.js';
import { linearize } from './linearization.js';
import { pushAlong } from './operationStages.js';
import type { MeasuredBlocks } from './parameterCoupling.js';
import { displaced, type ParameterTangent } from './parameterSpace.js';
import { runTangent } from './tangentPass.js';

/** Displacement of a coordinate in the second differences of L. */
const STEP = 1e-3;

/** A state in the variables (W, z) of one sample, and its velocity. */
interface NeuronState {
  /** Weights, and all other parameters of the links; their biases have no meaning here. */
  readonly parameters: ParameterTangent;
  readonly velocity: ParameterTangent;
  /** z^(0) = X, z^(1), … */
  readonly neurons: readonly Float64Array[];
  readonly neuronVelocities: readonly Float64Array[];
}

/**
 * Which layers' variables feel each other in (W, z) (the paper's Fig. 1b): the norms of the blocks of second derivatives of
 *
 * L = Σ_m [½‖Ẇ^(m)‖² + ½‖ż^(m+1) − ∂_t(W^(m) h^(m)) − Σ skips‖²] − ℓ(z^(M))
 *
 * by (q_m, q̇_m) and (q_n, q̇_n), q_m = (W^(m), z^(m+1)), of one sample, time in steps. Measured term by term as second
 * differences along random directions, ‖H_mn‖²_F the mean of (uᵀH_mn v)²: a block without a term that has both q_m and q_n is
 * exactly 0.
 * @param velocity θ̇ of a step, for the state's velocities
 * @param inputs X of the sample, which rests
 * @param directions pairs of them for each block
 */
export function neuronCoupling(
  network: NetworkStructure,
  parameters: ParameterSnapshot,
  velocity: ParameterTangent,
  inputs: FloatArray,
  targets: FloatArray,
  directions: number,
  random: Random,
): MeasuredBlocks {
  const pass = runForward(network, parameters, inputs, 1);
  const point = linearize(network, parameters, inputs, 1, pass);
  const state: NeuronState = {
    parameters: displaced(parameters, velocity, 0),
    velocity,
    neurons: [new Float64Array(inputs), ...pass.links.map(({ neurons }) => neurons)],
    neuronVelocities: runTangent(point, velocity).neurons,
  };
  const count = network.links.length;
  const norms = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  for (let m = 0; m < count; m++) {
    for (let n = 0; n <= m; n++) {
      let squares = 0;
      for (let i = 0; i < directions; i++) {
        const [along, across] = [m, n].map((link) => randomDirection(state, link, random));
        const corner = (a: number, b: number): readonly number[] =>
          lagrangianTerms(network, targets, moved(moved(state, m, along!, a), n, across!, b));
        const corners = [corner(STEP, STEP), corner(STEP, -STEP), corner(-STEP, STEP), corner(-STEP, -STEP)];
        const [pp, pm, mp, mm] = corners;
        let mixed = 0;
        for (let term = 0; term <= count; term++) {
          mixed += pp![term]! - pm![term]! - (mp![term]! - mm![term]!);
        }
        squares += (mixed / (4 * STEP * STEP)) ** 2;
      }
      const norm = Math.sqrt(squares / directions);
      norms[m]![n] = norm;
      norms[n]![m] = norm;
    }
  }
  return { norms, directions };
}

/** A displacement of the coordinates of one link and of their velocities. */
interface LinkDirection {
  readonly weights: Float64Array;
  readonly weightVelocities: Float64Array;
  readonly neurons: Float64Array;
  readonly neuronVelocities: Float64Array;
}

function randomDirection({ parameters, neurons }: NeuronState, m: number, random: Random): LinkDirection {
  const draw = ({ length }: Float64Array): Float64Array =>
    Float64Array.from({ length }, () => random.normal());
  const { weights } = parameters[m]!;
  const z = neurons[m + 1]!;
  return {
    weights: draw(weights),
    weightVelocities: draw(weights),
    neurons: draw(z),
    neuronVelocities: draw(z),
  };
}

const plus = (values: Float64Array, direction: Float64Array, scale: number): Float64Array =>
  values.map((value, i) => value + scale * direction[i]!);

function moved(state: NeuronState, m: number, direction: LinkDirection, scale: number): NeuronState {
  const { parameters, velocity, neurons, neuronVelocities } = state;
  const weightsOf = (own: ParameterTangent, along: Float64Array): ParameterTangent =>
    own.with(m, { ...own[m]!, weights: plus(own[m]!.weights, along, scale) });
  return {
    parameters: weightsOf(parameters, direction.weights),
    velocity: weightsOf(velocity, direction.weightVelocities),
    neurons: neurons.with(m + 1, plus(neurons[m + 1]!, direction.neurons, scale)),
    neuronVelocities: neuronVelocities.with(
      m + 1,
      plus(neuronVelocities[m + 1]!, direction.neuronVelocities, scale),
    ),
  };
}

/** The terms of L: one a link, then −ℓ. Each is computed from nothing but the variables that it has. */
function lagrangianTerms(
  network: NetworkStructure,
  targets: FloatArray,
  state: NeuronState,
): readonly number[] {
  const { parameters, velocity, neurons, neuronVelocities } = state;
  // Linearised at the state's own z, which are coordinates and not those that a forward pass would give.
  const pass = {
    samples: 1,
    outputs: new Float64Array(0),
    links: neurons.slice(1).map((z) => ({
      products: z,
      neurons: z,
      delivered: { values: z, rests: z },
    })),
  };
  const point = linearize(network, parameters, neurons[0]!, 1, pass);
  const terms = point.links.map(({ input, multiply, norm, skips }, m) => {
    const own = velocity[m]!;
    const incoming = pushAlong(input, neuronVelocities[m]!, own.operations);
    const drift = multiply(incoming, parameters[m]!.weights);
    multiply(input.values, own.weights).forEach((value, i) => {
      drift[i]! += value;
    });
    // A bias inside of a norm is one of the parameters of W's kind.
    const inner = norm === undefined ? undefined : own.bias;
    if (inner !== undefined) for (let i = 0; i < drift.length; i++) drift[i]! += inner[i % inner.length]!;
    const flux = norm === undefined ? drift : norm.push(drift, withoutShift(own.norm));
    const strain = neuronVelocities[m + 1]!.map((value, i) => value - flux[i]!);
    for (const { from, path } of skips) {
      const added = pushAlong(path, neuronVelocities[from]!, velocity[from]!.operations);
      for (let i = 0; i < strain.length; i++) strain[i]! -= added[i]!;
    }
    return 0.5 * (squaredNorm(own.weights) + squaredNorm(strain));
  });
  const { value } = LOSSES[network.loss];
  return [...terms, -value(point.head.values, targets)];
}

/** The shift has the role of the bias: its velocity is what L has in place of ½‖ḃ‖². */
const withoutShift = (norm: ParameterTangent[number]['norm']): typeof norm =>
  norm && { ...norm, shift: new Float64Array(norm.shift.length) };
