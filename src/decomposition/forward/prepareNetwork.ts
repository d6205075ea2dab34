import { assertNever } from '../../base/result.js';
import { parameterSizes, type LinkParameterSizes } from '../../network/parameterLayout.js';
import type { Skip } from '../../network/types.js';
import { skipPath, type SkipPath } from '../../network/skipPath.js';
import type { FloatArray, LinkStructure, NetworkStructure } from '../types.js';
import { convolve, type Filters } from './convolution.js';
import { multiplyDense } from './dense.js';
import { multiplyLocal } from './local.js';
import { prepareOperations, type PreparedOperations } from './operations.js';
import { windowGrid } from './windowGrid.js';

export type PreparedSkip = Pick<Skip, 'from'> & SkipPath;

/** A link with what its forward pass needs, computed once. */
export interface PreparedLink {
  readonly link: LinkStructure;
  readonly sizes: LinkParameterSizes;
  /** W h, samples × N_(m+1). */
  readonly multiply: (hidden: FloatArray, weights: FloatArray, samples: number) => Float64Array;
  readonly operationsIn: PreparedOperations;
  readonly skips: readonly PreparedSkip[];
}

export interface PreparedNetwork {
  readonly structure: NetworkStructure;
  readonly links: readonly PreparedLink[];
  readonly operationsOut: PreparedOperations;
}

const prepared = new WeakMap<NetworkStructure, PreparedNetwork>();

/** What the forward passes of a network need, computed once for each structure, which must not change. */
export function prepareNetwork(structure: NetworkStructure): PreparedNetwork {
  const known = prepared.get(structure);
  if (known !== undefined) return known;
  const { links, inputShape, operationsOut } = structure;
  const sizes = parameterSizes(structure);
  const shapeOf = (m: number): NetworkStructure['inputShape'] => links[m - 1]?.outputShape ?? inputShape;
  const network: PreparedNetwork = {
    structure,
    links: links.map((link, m) => ({
      link,
      sizes: sizes[m]!,
      multiply: multiplication(link, m),
      operationsIn: prepareOperations(shapeOf(m), link.operationsIn),
      skips: link.skips.map((skip) => ({ from: skip.from, ...skipPath(link, skip, links[skip.from]!) })),
    })),
    operationsOut: prepareOperations(shapeOf(links.length), operationsOut),
  };
  prepared.set(structure, network);
  return network;
}

function multiplication(link: LinkStructure, m: number): PreparedLink['multiply'] {
  const { inputs, outputs, inputShape, outputShape } = link;
  switch (link.type) {
    case 'dense':
      return (hidden, weights, samples) => multiplyDense(hidden, weights, samples, inputs, outputs);
    case 'local':
      return (hidden, weights, samples) => multiplyLocal(hidden, weights, samples, outputs, m);
    case 'conv1d':
    case 'conv2d': {
      const grid = windowGrid(inputShape, outputShape, link.window);
      const filters: Filters = { grid, groups: link.groups, count: outputShape.at(-1)! };
      return (hidden, weights, samples) => convolve(filters, hidden, weights, samples);
    }
    default:
      return assertNever(link);
  }
}
