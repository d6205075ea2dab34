import type { Random } from '../base/random.js';

/**
 * A random inputs × outputs matrix with orthonormal columns or, where it is wide, orthonormal rows; uniformly
 * distributed (Haar measure): modified Gram–Schmidt of normal vectors, whose R has a positive diagonal (Mezzadri 2007).
 * Float64, row-major.
 */
export function drawOrthogonal(inputs: number, outputs: number, random: Random): Float64Array {
  const count = Math.min(inputs, outputs);
  const length = Math.max(inputs, outputs);
  const vectors = Array.from({ length: count }, () => Float64Array.from({ length }, () => random.normal()));
  vectors.forEach((vector, i) => {
    for (let k = 0; k < i; k++) addMultiple(vector, vectors[k]!, -dot(vector, vectors[k]!));
    const norm = Math.sqrt(dot(vector, vector));
    for (let at = 0; at < length; at++) vector[at]! /= norm;
  });
  const matrix = new Float64Array(inputs * outputs);
  const wide = inputs < outputs;
  vectors.forEach((vector, k) => {
    for (let at = 0; at < length; at++) matrix[wide ? k * outputs + at : at * outputs + k] = vector[at]!;
  });
  return matrix;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

function addMultiple(to: Float64Array, of: Float64Array, factor: number): void {
  for (let at = 0; at < to.length; at++) to[at]! += factor * of[at]!;
}
