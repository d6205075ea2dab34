import type { WindowGrid } from '../../decomposition/forward/windowGrid.js';
import type { Kernels } from '../kernels.js';
import type { Tensor } from '../tensorStore.js';
import type { Passed } from './layer.js';

/**
 * The largest value of every window and channel. The error goes to the first place that has it. (TF.js's gradient on wasm is
 * wrong where the largest value is negative.)
 * @param input samples × input places × channels, under any shape
 */
export function passMaxPool(
  kernels: Kernels,
  input: Tensor,
  { seen, places, taps, channels, inputPlaces }: WindowGrid,
  samples: number,
): Passed {
  const values = kernels.read(input);
  const rows = samples * places;
  const largest = new Float32Array(rows * channels);
  /** Where in `values` it stands. */
  const origins = new Int32Array(rows * channels);
  for (let row = 0; row < rows; row++) {
    const start = Math.floor(row / places) * inputPlaces;
    const window = (row % places) * taps;
    for (let c = 0; c < channels; c++) {
      let origin = -1;
      for (let tap = 0; tap < taps; tap++) {
        const place = seen[window + tap]!;
        if (place < 0) continue;
        const at = (start + place) * channels + c;
        // What is not a number stays, so that divergence is seen.
        if (origin < 0 || values[at]! > values[origin]! || Number.isNaN(values[at])) origin = at;
      }
      origins[row * channels + c] = origin;
      largest[row * channels + c] = values[origin]!;
    }
  }
  return {
    value: kernels.uploadTemporary(largest, [rows, channels]),
    backward: (error, _, wantsInput) => {
      if (!wantsInput) return undefined;
      const errors = kernels.read(error);
      const back = new Float32Array(values.length);
      for (let at = 0; at < errors.length; at++) back[origins[at]!]! += errors[at]!;
      return kernels.uploadTemporary(back, input.shape);
    },
  };
}

/**
 * The mean of every window and channel, over what is no padding.
 * @param input samples × input places × channels, under any shape
 */
export function passAveragePool(kernels: Kernels, input: Tensor, grid: WindowGrid, samples: number): Passed {
  const { channels, places } = grid;
  const values = kernels.read(input);
  const rows = samples * places;
  const means = new Float32Array(rows * channels);
  visitPlaces(grid, samples, (from, to, share) => {
    for (let c = 0; c < channels; c++) means[to + c]! += share * values[from + c]!;
  });
  return {
    value: kernels.uploadTemporary(means, [rows, channels]),
    backward: (error, _, wantsInput) => {
      if (!wantsInput) return undefined;
      const errors = kernels.read(error);
      const back = new Float32Array(values.length);
      visitPlaces(grid, samples, (from, to, share) => {
        for (let c = 0; c < channels; c++) back[from + c]! += share * errors[to + c]!;
      });
      return kernels.uploadTemporary(back, input.shape);
    },
  };
}

/** Calls `act` for every window and place in it: where the channels of both begin, and 1 ÷ places in the window. */
function visitPlaces(
  { seen, places, taps, channels, inputPlaces }: WindowGrid,
  samples: number,
  act: (from: number, to: number, share: number) => void,
): void {
  for (let p = 0; p < places; p++) {
    const window = seen.subarray(p * taps, (p + 1) * taps).filter((place) => place >= 0);
    for (const place of window) {
      for (let s = 0; s < samples; s++) {
        act((s * inputPlaces + place) * channels, (s * places + p) * channels, 1 / window.length);
      }
    }
  }
}

/** One window over all places: the mean of every channel. */
export const wholeGrid = (inputPlaces: number, channels: number): WindowGrid => ({
  inputPlaces,
  channels,
  places: 1,
  taps: inputPlaces,
  seen: Int32Array.from({ length: inputPlaces }, (_, place) => place),
});
