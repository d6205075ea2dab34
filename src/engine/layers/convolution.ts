import type { WindowGrid } from '../../decomposition/forward/windowGrid.js';
import type { Kernels, Tensor } from '../kernels.js';
import type { LinkTensors } from '../linkTensors.js';
import { affineProduct } from './dense.js';
import { spreadGroups, takeGroups } from './groups.js';
import type { Passed } from './layer.js';

/** Of a convolution. */
export interface Filters {
  readonly grid: WindowGrid;
  readonly groups: number;
  /** Output channels. */
  readonly count: number;
}

/**
 * A convolution as a matrix product: what the window sees at each place is gathered into rows, samples · places × taps ·
 * channels. TF.js on wasm has no gradient of filters, and no circular padding anywhere.
 * @param hidden samples × input places × channels, under any shape
 */
export function passConvolution(
  kernels: Kernels,
  hidden: Tensor,
  { weights, bias }: LinkTensors,
  { grid, groups, count }: Filters,
  samples: number,
  frozen: boolean,
): Passed {
  const { places, taps, channels } = grid;
  const sees = kernels.uploadTemporary(gatherWindows(grid, kernels.read(hidden), samples), [
    samples * places,
    taps * channels,
  ]);
  const layout = { taps, channels, count, groups };
  const matrix =
    groups === 1
      ? weights
      : kernels.uploadTemporary(spreadGroups(layout, kernels.read(weights)), [taps * channels, count]);
  const product = affineProduct(kernels, sees, matrix, bias, (gradient, gradients) => {
    const own =
      groups === 1
        ? gradient
        : kernels.uploadTemporary(takeGroups(layout, kernels.read(gradient)), weights.shape);
    gradients.add(weights, own);
  });
  return {
    value: product.value,
    backward: (error, gradients, wantsInput) => {
      if (!frozen) product.addGradients(error, gradients);
      if (!wantsInput) return undefined;
      const back = scatterWindows(grid, kernels.read(product.lead(error)), samples);
      return kernels.uploadTemporary(back, hidden.shape);
    },
  };
}

/** What the window sees at all places: samples × places × taps × channels; 0 where it sees padding. */
function gatherWindows(
  { seen, channels, inputPlaces, places, taps }: WindowGrid,
  values: Float32Array,
  samples: number,
): Float32Array {
  const gathered = new Float32Array(samples * places * taps * channels);
  let to = 0;
  for (let s = 0; s < samples; s++) {
    const start = s * inputPlaces;
    for (let at = 0; at < seen.length; at++, to += channels) {
      const place = seen[at]!;
      if (place < 0) continue;
      const from = (start + place) * channels;
      for (let c = 0; c < channels; c++) gathered[to + c] = values[from + c]!;
    }
  }
  return gathered;
}

/** The transpose of gathering: what stands at a place of the input is summed over all windows that saw it. */
function scatterWindows(
  { seen, channels, inputPlaces }: WindowGrid,
  gathered: Float32Array,
  samples: number,
): Float32Array {
  const values = new Float32Array(samples * inputPlaces * channels);
  let from = 0;
  for (let s = 0; s < samples; s++) {
    const start = s * inputPlaces;
    for (let at = 0; at < seen.length; at++, from += channels) {
      const place = seen[at]!;
      if (place < 0) continue;
      const to = (start + place) * channels;
      for (let c = 0; c < channels; c++) values[to + c]! += gathered[from + c]!;
    }
  }
  return values;
}
