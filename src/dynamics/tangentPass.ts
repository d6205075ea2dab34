import type { FloatArray } from '../decomposition/types.js';
import { sizeOf } from '../network/shape.js';
import type { Linearization } from './linearization.js';
import { pushAlong } from './operationStages.js';
import type { ParameterTangent } from './parameterSpace.js';

/** Tangent velocities of one motion of parameters and data, sample by sample. */
export interface TangentPass {
  /** Entry m is ż^(m), m = 0 … M, ż^(0) = Ẋ; each samples × N_m. */
  readonly neurons: readonly Float64Array[];
  /** Entry m has the velocities of the values that the skips of link m add to z^(m+1), one an entry. */
  readonly skips: readonly (readonly Float64Array[])[];
  /** Of what the loss sees; samples × outputs. */
  readonly outputs: Float64Array;
}

/**
 * The tangent velocities (THEORY 2.5): ż^(m+1) = Ẇh + ḃ + W(σ′(z) ⊙ ż^(m)) + Σ skips, through every kind of layer, the
 * directional derivative of the states along (θ̇, Ẋ). Unlike the finite difference of a step it obeys the product rule.
 * @param velocity θ̇ of all parameters, in the layout of the parameters
 * @param inputVelocity Ẋ, samples × N_0; 0 if left out, as in probe mode
 */
export function runTangent(
  { structure, parameters, links, head, samples }: Linearization,
  velocity: ParameterTangent,
  inputVelocity?: FloatArray,
): TangentPass {
  const start =
    inputVelocity === undefined
      ? new Float64Array(samples * sizeOf(structure.inputShape))
      : new Float64Array(inputVelocity);
  const neurons: Float64Array[] = [start];
  const skipped: Float64Array[][] = [];
  for (const [m, { input, multiply, norm, skips }] of links.entries()) {
    const own = velocity[m]!;
    const moving = pushAlong(input, neurons[m]!, own.operations);
    const driven = multiply(input.values, own.weights);
    // Data that rest, on their way through nothing that moves.
    const rests = inputVelocity === undefined && moving === start;
    const z = rests ? new Float64Array(driven.length) : multiply(moving, parameters[m]!.weights);
    for (let at = 0; at < z.length; at++) z[at]! += driven[at]!;
    const { bias } = own;
    if (bias !== undefined) for (let at = 0; at < z.length; at++) z[at]! += bias[at % bias.length]!;
    const delivered = norm === undefined ? z : norm.push(z, own.norm);
    const added = skips.map(({ from, path }) => pushAlong(path, neurons[from]!, velocity[from]!.operations));
    for (const each of added) for (let at = 0; at < delivered.length; at++) delivered[at]! += each[at]!;
    skipped.push(added);
    neurons.push(delivered);
  }
  return {
    neurons,
    skips: skipped,
    outputs: pushAlong(head, neurons[links.length]!, velocity.at(-1)?.operationsOut),
  };
}
