import { sizeOf } from '../../network/shape.js';
import type {
  LinkParameterSizes,
  NormParameters,
  OperationParameters,
} from '../../network/parameterLayout.js';
import type { LinkParameters } from '../types.js';

/**
 * Checks that the arrays of link m are as large as they must be.
 * @throws RangeError that names the array and the link
 */
export function checkParameters(sizes: LinkParameterSizes, parameters: LinkParameters, m: number): void {
  const expect = (what: string, actual: number, expected: number): void => {
    if (actual !== expected) throw new RangeError(`${what} of link ${m}: ${actual} numbers, not ${expected}`);
  };
  const expectNorm = (what: string, norm: NormParameters | undefined, channels = 0): void => {
    const arrays = {
      scales: norm?.scale,
      shifts: norm?.shift,
      ...(norm?.moving === undefined
        ? {}
        : { 'moving means': norm.moving.mean, 'moving variances': norm.moving.variance }),
    };
    for (const [part, array] of Object.entries(arrays))
      expect(`${part} of ${what}`, array?.length ?? 0, channels);
  };
  const expectNorms = (
    what: string,
    norms: OperationParameters = [],
    channels: readonly (number | undefined)[],
  ): void => {
    channels.forEach((count, i) => {
      expectNorm(`${what} ${i}`, norms[i], count);
    });
  };
  expect('weights', parameters.weights.length, sizeOf(sizes.weights));
  expect('biases', parameters.bias?.length ?? 0, sizes.bias ?? 0);
  expectNorm('the norm', parameters.norm, sizes.norm);
  expectNorms('operation', parameters.operations, sizes.operations);
  expectNorms('the operation behind', parameters.operationsOut, sizes.operationsOut);
}
