import type { ParameterSnapshot } from '../../network/parameterLayout.js';
import type { FloatArray } from '../types.js';
import { applyOperations } from './operations.js';
import type { PreparedNetwork, PreparedSkip } from './prepareNetwork.js';

/** What the links below a skip have left. */
export interface PassedStates {
  /** z^(0) = X, z^(1), … */
  readonly neurons: readonly FloatArray[];
  /** h^(0) = X, h^(1), …, before the operations of the links' input sides. */
  readonly hidden: readonly FloatArray[];
}

function skippedValue(
  { from, activation, operations }: PreparedSkip,
  network: PreparedNetwork,
  parameters: ParameterSnapshot,
  { neurons, hidden }: PassedStates,
  samples: number,
): FloatArray {
  const source = neurons[from]!;
  if (activation === 'linear' && operations.length === 0) return source;
  const start = activation === 'linear' ? source : hidden[from]!;
  const { operationsIn } = network.links[from]!;
  return applyOperations(operationsIn, parameters[from]?.operations, start, samples, operations);
}

/** Adds to what a link itself delivers the values of its skips: z of the link. */
export function addSkips(
  delivered: Float64Array,
  skips: readonly PreparedSkip[],
  network: PreparedNetwork,
  parameters: ParameterSnapshot,
  states: PassedStates,
  samples: number,
): Float64Array {
  if (skips.length === 0) return delivered;
  const neurons = delivered.slice();
  for (const skip of skips) {
    const value = skippedValue(skip, network, parameters, states, samples);
    for (let at = 0; at < neurons.length; at++) neurons[at]! += value[at]!;
  }
  return neurons;
}
