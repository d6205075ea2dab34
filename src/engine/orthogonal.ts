import type { Random } from '../base/random.js';

/** Vectors that a direction is taken out of at once: their sums do not wait for each other. */
const AT_ONCE = 4;

/**
 * A random inputs × outputs matrix with orthonormal columns or, where it is wide, orthonormal rows; uniformly
 * distributed (Haar measure): modified Gram–Schmidt of normal vectors, whose R has a positive diagonal (Mezzadri 2007).
 * Float64, row-major.
 */
export function drawOrthogonal(inputs: number, outputs: number, random: Random): Float64Array {
  const count = Math.min(inputs, outputs);
  const length = Math.max(inputs, outputs);
  const vectors = Array.from({ length: count }, () => Float64Array.from({ length }, () => random.normal()));
  // Whole groups: what is taken out of the spare vectors is thrown away.
  const spare = Array.from({ length: AT_ONCE - 1 }, () => new Float64Array(length));
  const padded = [...vectors, ...spare];
  vectors.forEach((vector, k) => {
    normalise(vector);
    for (let i = k + 1; i < count; i += AT_ONCE) {
      takeOut(vector, padded[i]!, padded[i + 1]!, padded[i + 2]!, padded[i + 3]!);
    }
  });
  const matrix = new Float64Array(inputs * outputs);
  const wide = inputs < outputs;
  vectors.forEach((vector, k) => {
    for (let at = 0; at < length; at++) matrix[wide ? k * outputs + at : at * outputs + k] = vector[at]!;
  });
  return matrix;
}

function normalise(vector: Float64Array): void {
  let square = 0;
  for (let at = 0; at < vector.length; at++) square += vector[at]! * vector[at]!;
  const norm = Math.sqrt(square);
  for (let at = 0; at < vector.length; at++) vector[at]! /= norm;
}

/** Takes the part along the unit vector `direction` out of four others. */
function takeOut(
  direction: Float64Array,
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  d: Float64Array,
): void {
  let [alongA, alongB, alongC, alongD] = [0, 0, 0, 0];
  for (let at = 0; at < direction.length; at++) {
    const value = direction[at]!;
    alongA += value * a[at]!;
    alongB += value * b[at]!;
    alongC += value * c[at]!;
    alongD += value * d[at]!;
  }
  for (let at = 0; at < direction.length; at++) {
    const value = direction[at]!;
    a[at]! -= alongA * value;
    b[at]! -= alongB * value;
    c[at]! -= alongC * value;
    d[at]! -= alongD * value;
  }
}
