import { createRandom, type Random } from '../base/random.js';
import type { TrainableLink, Initializer, NormalInitializerKind } from '../network/types.js';
import { drawOrthogonal } from './orthogonal.js';
import { drawSmoothField } from './smoothField.js';

/** Float32 parameters of one link; W is inputs × outputs, row-major. */
export interface Float32LinkParameters {
  readonly weights: Float32Array;
  readonly bias: Float32Array | undefined;
}

/**
 * θ_0 of a run: weights as the initializers say, biases 0. Computed here in float64 and not by a backend, so that it is
 * the same on all of them. Link m has a random stream of its own, so that a change to one layer leaves the others'
 * weights as they were; only smooth links that stand in a row take from each other. A tied link has the parameters
 * of the link that it is tied to: the same arrays.
 */
export function drawInitialParameters(
  links: readonly TrainableLink[],
  seed: number,
): Float32LinkParameters[] {
  const drawn: Float32LinkParameters[] = [];
  for (let m = 0; m < links.length;) {
    const link = links[m]!;
    if (link.tiedTo !== undefined) {
      drawn.push(drawn[link.tiedTo]!);
      m++;
      continue;
    }
    const row = linksInRow(links, m);
    const randoms = row.map((other) => createRandom(seed, `weights/${other.m}`));
    drawWeights(row, randoms).forEach((weights, k) => {
      const { gain } = row[k]!.initializer;
      drawn.push({
        weights: Float32Array.from(weights, (value) => gain * value),
        bias: row[k]!.bias ? new Float32Array(row[k]!.outputs) : undefined,
      });
    });
    m += row.length;
  }
  return drawn;
}

/** Link m and those behind it whose weights are one smooth field with its own; most links stand alone. */
function linksInRow(links: readonly TrainableLink[], m: number): TrainableLink[] {
  const first = links[m]!;
  let end = m + 1;
  while (end < links.length && areOneField(first, links[end]!)) end++;
  return links.slice(m, end);
}

function areOneField(a: TrainableLink, b: TrainableLink): boolean {
  const [one, other] = [a.initializer, b.initializer];
  return (
    one.kind === 'smooth' &&
    other.kind === 'smooth' &&
    one.depthCorrelation === other.depthCorrelation &&
    one.widthCorrelation === other.widthCorrelation &&
    a.inputs === b.inputs &&
    a.outputs === b.outputs &&
    b.tiedTo === undefined
  );
}

/**
 * Weights at gain 1, in float64.
 * @param row one link, or several smooth ones
 */
function drawWeights(row: readonly TrainableLink[], randoms: readonly Random[]): readonly Float64Array[] {
  const { inputs, outputs, initializer } = row[0]!;
  if (initializer.kind === 'smooth') {
    const deviation = Math.sqrt(unitVariance('lecun', inputs, outputs));
    const { depthCorrelation, widthCorrelation } = initializer;
    const field = { inputs, outputs, depthCorrelation, widthCorrelation };
    return drawSmoothField(field, randoms).map((layer) => layer.map((value) => deviation * value));
  }
  return [drawMatrix(initializer.kind, inputs, outputs, randoms[0]!)];
}

function drawMatrix(
  kind: Exclude<Initializer['kind'], 'smooth'>,
  inputs: number,
  outputs: number,
  random: Random,
): Float64Array {
  switch (kind) {
    case 'orthogonal':
      return drawOrthogonal(inputs, outputs, random);
    case 'identity': {
      const matrix = new Float64Array(inputs * outputs);
      for (let i = 0; i < Math.min(inputs, outputs); i++) matrix[i * outputs + i] = 1;
      return matrix;
    }
    case 'glorot':
    case 'he':
    case 'lecun':
    case 'normal': {
      const deviation = Math.sqrt(unitVariance(kind, inputs, outputs));
      return Float64Array.from({ length: inputs * outputs }, () => deviation * random.normal());
    }
  }
}

/** Variance of a weight at gain 1. */
function unitVariance(kind: NormalInitializerKind, inputs: number, outputs: number): number {
  switch (kind) {
    case 'glorot':
      return 2 / (inputs + outputs);
    case 'he':
      return 2 / inputs;
    case 'lecun':
      return 1 / inputs;
    case 'normal':
      return 1;
  }
}
