import { createRandom, type Random } from '../base/random.js';
import { fansOf, type Fans } from '../network/fans.js';
import { channelsOf, weightShape, type LinkParameters } from '../network/parameterLayout.js';
import { equalShapes, sizeOf } from '../network/shape.js';
import type { TrainableLink, Initializer, NormalInitializerKind } from '../network/types.js';
import { identityWeights } from './identityWeights.js';
import { drawOrthogonal } from './orthogonal.js';
import { drawSmoothField } from './smoothField.js';

/** Float32 parameters of one link, laid out as `LinkParameters` says. */
export type Float32LinkParameters = LinkParameters<Float32Array>;

/**
 * W and b of θ_0 of a run: weights as the initializers say, biases 0. Computed here in float64 and not by a backend, so that it is
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
        bias: row[k]!.bias ? new Float32Array(channelsOf(row[k]!.outputShape)) : undefined,
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
    a.type === b.type &&
    equalShapes(weightShape(a), weightShape(b)) &&
    b.tiedTo === undefined
  );
}

/**
 * Weights at gain 1, in float64.
 * @param row one link, or several smooth ones
 */
function drawWeights(row: readonly TrainableLink[], randoms: readonly Random[]): readonly Float64Array[] {
  const link = row[0]!;
  const { initializer } = link;
  if (initializer.kind !== 'smooth') return [drawAlone(initializer.kind, link, randoms[0]!)];
  const deviation = Math.sqrt(unitVariance('lecun', fansOf(link)));
  const { depthCorrelation, widthCorrelation } = initializer;
  const [inputs, outputs] = planeOf(link);
  const field = { inputs, outputs, depthCorrelation, widthCorrelation };
  const planes = sizeOf(weightShape(link)) / (inputs * outputs);
  const layers = row.map(() => new Float64Array(planes * inputs * outputs));
  for (let plane = 0; plane < planes; plane++) {
    drawSmoothField(field, randoms).forEach((values, k) => {
      layers[k]!.set(
        values.map((value) => deviation * value),
        plane * values.length,
      );
    });
  }
  return layers;
}

/**
 * The indices of W that lie along width, inputs and outputs: smooth fields of other indices, such as the places of a
 * window, are independent of each other.
 */
function planeOf(link: TrainableLink): readonly [inputs: number, outputs: number] {
  const shape = weightShape(link);
  // A local link has one output for every pair of weights: only i runs along width.
  return link.type === 'local' ? [1, link.outputs] : [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
}

function drawAlone(
  kind: Exclude<Initializer['kind'], 'smooth'>,
  link: TrainableLink,
  random: Random,
): Float64Array {
  switch (kind) {
    case 'orthogonal':
      return drawOrthogonalWeights(link, random);
    case 'identity':
      return identityWeights(link);
    case 'glorot':
    case 'he':
    case 'lecun':
    case 'normal': {
      const deviation = Math.sqrt(unitVariance(kind, fansOf(link)));
      return Float64Array.from({ length: sizeOf(weightShape(link)) }, () => deviation * random.normal());
    }
  }
}

/** Of all that a filter sees, by filters; of a local link, whose units share no weights, a unit vector for every unit. */
function drawOrthogonalWeights(link: TrainableLink, random: Random): Float64Array {
  const size = sizeOf(weightShape(link));
  if (link.type !== 'local') {
    const outputs = channelsOf(weightShape(link));
    return drawOrthogonal(size / outputs, outputs, random);
  }
  const weights = new Float64Array(size);
  for (let i = 0; i < link.outputs; i++) {
    const [lower, upper] = drawOrthogonal(2, 1, random);
    weights[i] = lower!;
    weights[link.outputs + i] = upper!;
  }
  return weights;
}

/** Variance of a weight at gain 1. */
function unitVariance(kind: NormalInitializerKind, { inputs, outputs }: Fans): number {
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
