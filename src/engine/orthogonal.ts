import type { Random } from '../base/random.js';

/** Directions that are taken out of two vectors at once: their sums do not wait for each other. */
const TILE = 4;

/**
 * A random inputs × outputs matrix with orthonormal columns or, where it is wide, orthonormal rows; uniformly
 * distributed (Haar measure): Gram–Schmidt of normal vectors, modified and in tiles, whose R has a positive diagonal
 * (Mezzadri 2007). Float64, row-major. It takes shorter side² · longer side multiply-adds.
 */
export function drawOrthogonal(inputs: number, outputs: number, random: Random): Float64Array {
  const count = Math.min(inputs, outputs);
  const length = Math.max(inputs, outputs);
  // Whole tiles, and a spare vector for pairs; what is made of zeros is thrown away.
  const vectors = Array.from({ length: Math.ceil(count / TILE) * TILE + 1 }, () => new Float64Array(length));
  for (const vector of vectors.slice(0, count)) {
    for (let at = 0; at < length; at++) vector[at] = random.normal();
  }
  for (let start = 0; start < count; start += TILE) {
    const tile = vectors.slice(start, start + TILE);
    orthonormalise(tile);
    for (let k = start + TILE; k < count; k += 2) takeOutTile(tile, vectors[k]!, vectors[k + 1]!);
  }
  const matrix = new Float64Array(inputs * outputs);
  const wide = inputs < outputs;
  for (let k = 0; k < count; k++) {
    const vector = vectors[k]!;
    if (wide) matrix.set(vector, k * outputs);
    else for (let at = 0; at < length; at++) matrix[at * outputs + k] = vector[at]!;
  }
  return matrix;
}

function orthonormalise(tile: readonly Float64Array[]): void {
  tile.forEach((vector, k) => {
    for (let before = 0; before < k; before++) takeOut(tile[before]!, vector);
    normalise(vector);
  });
}

/** To norm 1; zeros stay. */
function normalise(vector: Float64Array): void {
  let square = 0;
  for (let at = 0; at < vector.length; at++) square += vector[at]! * vector[at]!;
  if (square === 0) return;
  const norm = Math.sqrt(square);
  for (let at = 0; at < vector.length; at++) vector[at]! /= norm;
}

/** Takes the part along a unit vector out of another. */
function takeOut(direction: Float64Array, vector: Float64Array): void {
  let along = 0;
  for (let at = 0; at < vector.length; at++) along += direction[at]! * vector[at]!;
  for (let at = 0; at < vector.length; at++) vector[at]! -= along * direction[at]!;
}

/** Takes the parts along four orthonormal vectors out of two others. */
function takeOutTile(tile: readonly Float64Array[], v: Float64Array, w: Float64Array): void {
  const a = tile[0]!;
  const b = tile[1]!;
  const c = tile[2]!;
  const d = tile[3]!;
  let va = 0;
  let vb = 0;
  let vc = 0;
  let vd = 0;
  let wa = 0;
  let wb = 0;
  let wc = 0;
  let wd = 0;
  for (let at = 0; at < v.length; at++) {
    const x = v[at]!;
    const y = w[at]!;
    va += a[at]! * x;
    wa += a[at]! * y;
    vb += b[at]! * x;
    wb += b[at]! * y;
    vc += c[at]! * x;
    wc += c[at]! * y;
    vd += d[at]! * x;
    wd += d[at]! * y;
  }
  for (let at = 0; at < v.length; at++) {
    const p = a[at]!;
    const q = b[at]!;
    const r = c[at]!;
    const s = d[at]!;
    v[at]! -= va * p + vb * q + (vc * r + vd * s);
    w[at]! -= wa * p + wb * q + (wc * r + wd * s);
  }
}
