import { ACTIVATIONS } from '../../base/activation.js';
import { channelsOf, type NormParameters, type OperationParameters } from '../../network/parameterLayout.js';
import { shapesThrough } from '../../network/operationShapes.js';
import type { InputOperation, Shape } from '../../network/types.js';
import type { FloatArray } from '../types.js';
import { applyNorm } from './norm.js';
import { averagePlaces, pool } from './pool.js';
import { windowGrid } from './windowGrid.js';

/** Operations between links as functions, with the tables that they need. */
type PreparedOperation = (
  values: FloatArray,
  samples: number,
  norm: NormParameters | undefined,
) => FloatArray;
export type PreparedOperations = readonly PreparedOperation[];

/** @param shape of a sample of what goes in */
export function prepareOperations(shape: Shape, operations: readonly InputOperation[]): PreparedOperations {
  const shapes = shapesThrough(shape, operations);
  return operations.map((operation, i) => prepareOperation(operation, shapes[i]!, shapes[i + 1]!));
}

function prepareOperation(operation: InputOperation, input: Shape, output: Shape): PreparedOperation {
  const channels = channelsOf(input);
  switch (operation.kind) {
    // A flat value lies in memory as before; dropout is off wherever the network is looked at (THEORY §5d).
    case 'flatten':
    case 'dropout':
      return (values) => values;
    case 'activation': {
      const { value } = ACTIVATIONS[operation.name];
      // Data may be float32, the value of a function of it is not.
      return (values) => new Float64Array(values).map(value);
    }
    case 'layerNorm':
    case 'batchNorm':
      return (values, _, norm) => {
        if (norm === undefined) throw new RangeError(`no parameters for a ${operation.kind}`);
        return applyNorm(operation.kind, values, norm, channels);
      };
    case 'globalAveragePool':
      return (values, samples) =>
        averagePlaces(values, samples, values.length / (samples * channels), channels);
    case 'maxPool':
    case 'avgPool': {
      const grid = windowGrid(input, output, operation.window);
      return (values, samples) => pool(operation.kind, grid, values, samples);
    }
  }
}

/**
 * Applies operations in order.
 * @param which indices of those to apply; all if left out
 */
export function applyOperations(
  operations: PreparedOperations,
  parameters: OperationParameters | undefined,
  values: FloatArray,
  samples: number,
  which: Iterable<number> = operations.keys(),
): FloatArray {
  let result = values;
  for (const i of which) result = operations[i]!(result, samples, parameters?.[i]);
  return result;
}
