import { sizeOf } from '../../network/shape.js';
import type { LinkParameterSizes, NormParameters } from '../../network/parameterLayout.js';
import type { LinkParameters } from '../types.js';

function expectLength(what: string, m: number, actual = 0, expected = 0): void {
  if (actual !== expected) throw new RangeError(`${what} of link ${m}: ${actual} numbers, not ${expected}`);
}

function checkNorm(
  what: string,
  m: number,
  norm: NormParameters | undefined,
  channels: number | undefined,
): void {
  if (norm === undefined && channels === undefined) return;
  expectLength(`scales of ${what}`, m, norm?.scale.length, channels);
  expectLength(`shifts of ${what}`, m, norm?.shift.length, channels);
  if (norm?.moving === undefined) return;
  expectLength(`moving means of ${what}`, m, norm.moving.mean.length, channels);
  expectLength(`moving variances of ${what}`, m, norm.moving.variance.length, channels);
}

/**
 * Checks that the arrays of link m are as large as they must be.
 * @throws RangeError that names the array and the link
 */
export function checkParameters(sizes: LinkParameterSizes, parameters: LinkParameters, m: number): void {
  const { weights, bias, norm, operations, operationsOut } = parameters;
  expectLength('weights', m, weights.length, sizeOf(sizes.weights));
  expectLength('biases', m, bias?.length, sizes.bias);
  checkNorm('the norm', m, norm, sizes.norm);
  sizes.operations.forEach((channels, i) => {
    checkNorm(`operation ${i}`, m, operations?.[i], channels);
  });
  sizes.operationsOut.forEach((channels, i) => {
    checkNorm(`the head's operation ${i}`, m, operationsOut?.[i], channels);
  });
}
