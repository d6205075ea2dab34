import type { WasmLink } from '../kernels/wasmLink.js';
import type { FloatArray, LinkParameters } from './types.js';
import { normalize } from './forward/norm.js';
import type { PreparedLink } from './forward/prepareNetwork.js';
import { windowGrid, type WindowGrid } from './forward/windowGrid.js';
import { channelsOf, type NormParameters } from '../network/parameterLayout.js';

/** How the products of a link are computed. */
export interface LinkProducts {
  /** Numbers that the weights see in a row; 0 where the kernels do not multiply. */
  readonly inputs: number;
  /** Places of a feature map, each a row; 1 for a dense link. */
  readonly places: number;
  /** The window of a convolution. */
  readonly grid: WindowGrid | undefined;
}

/** Rows of what the weights see, if their products are a matrix product: not of local links, nor of groups. */
export function linkProducts({ link }: PreparedLink): LinkProducts {
  const { inputShape, outputShape } = link;
  switch (link.type) {
    case 'dense':
      return { inputs: link.inputs, places: 1, grid: undefined };
    case 'local':
      return { inputs: 0, places: 1, grid: undefined };
    case 'conv1d':
    case 'conv2d': {
      const grid = windowGrid(inputShape, outputShape, link.window);
      const { places, taps, channels } = grid;
      return { inputs: link.groups === 1 ? taps * channels : 0, places, grid };
    }
  }
}

/**
 * Leaves what link m delivers without its shift, W h or g ⊙ N(W h + b), in the kernels' fresh products.
 * @param hidden what the weights see, samples × inputs
 * @param counts whether W is counted at this link
 * @returns ½‖Ẇ‖² of W, where the kernels sum it; undefined where they do not
 */
export function deliverFresh(
  { link, multiply }: PreparedLink,
  { inputs }: LinkProducts,
  kernels: WasmLink,
  { weights, bias, norm }: LinkParameters<Float32Array>,
  hidden: FloatArray,
  samples: number,
  counts: boolean,
): number | undefined {
  let kinetic: number | undefined;
  if (inputs === 0) {
    spread(multiply(hidden, weights, samples), kernels, channelsOf(link.outputShape));
  } else {
    kinetic = kernels.multiply(hidden, weights, counts);
  }
  if (link.norm === undefined || norm === undefined) return kinetic;
  if (link.norm.kind === 'layerNorm') kernels.normalize(norm.scale, bias);
  else normalizeFresh(link.norm.kind, kernels, norm, bias);
  return kinetic;
}

function normalizeFresh(
  kind: 'batchNorm',
  kernels: WasmLink,
  norm: NormParameters,
  bias: Float32Array | undefined,
): void {
  const channels = norm.scale.length;
  const { fresh, freshRow, rows } = kernels;
  const whole = freshRow === channels;
  const sums = whole ? fresh.subarray(0, rows * channels) : compactRows(fresh, freshRow, channels, rows);
  if (bias !== undefined) {
    for (let start = 0; start < sums.length; start += channels) {
      for (let c = 0; c < channels; c++) sums[start + c]! += bias[c]!;
    }
  }
  normalize(kind, sums, norm, channels, sums);
  if (!whole) spread(sums, kernels, channels);
}

/** Writes rows of products to where the kernels expect them. */
function spread(products: Float64Array, { fresh, freshRow, rows }: WasmLink, width: number): void {
  if (freshRow === width) {
    fresh.set(products);
    return;
  }
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < width; j++) fresh[row * freshRow + j] = products[row * width + j]!;
  }
}

/** The first `width` numbers of each row, as a copy. */
export function compactRows(values: Float64Array, row: number, width: number, rows: number): Float64Array {
  const compact = new Float64Array(rows * width);
  for (let s = 0; s < rows; s++) {
    for (let j = 0; j < width; j++) compact[s * width + j] = values[s * row + j]!;
  }
  return compact;
}
