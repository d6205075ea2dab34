import type { WindowGrid } from '../../decomposition/forward/windowGrid.js';
import { Gradients } from '../gradients.js';
import type { Kernels } from '../kernels.js';
import type { Tensor } from '../tensorStore.js';
import type { LinkTensors } from '../linkTensors.js';
import { spreadGroups, takeGroups } from './groups.js';
import type { Passed } from './layer.js';

/** Of a convolution. */
export interface Filters {
  readonly grid: WindowGrid;
  readonly groups: number;
  /** Output channels. */
  readonly count: number;
}

/** Numbers gathered at once, 64 MB: what a large convolution sees is many times as large as its input. */
const MOST_GATHERED = 2 ** 24;

/**
 * A convolution as a matrix product: what the window sees at each place is gathered into rows, samples · places × taps ·
 * channels. TF.js on wasm has no gradient of filters, and no circular padding anywhere.
 * @param hidden samples × input places × channels, under any shape
 * @param mostGathered how many numbers are gathered at once; beyond that it goes through the samples in parts
 */
export function passConvolution(
  kernels: Kernels,
  hidden: Tensor,
  parameters: LinkTensors,
  filters: Filters,
  samples: number,
  frozen: boolean,
  mostGathered = MOST_GATHERED,
): Passed {
  const { places, taps, channels } = filters.grid;
  const atOnce = Math.max(1, Math.floor(mostGathered / (places * taps * channels)));
  const whole = { kernels, parameters, filters, frozen };
  return samples <= atOnce ? passWhole(whole, hidden, samples) : passInParts(whole, hidden, samples, atOnce);
}

interface Convolution {
  readonly kernels: Kernels;
  readonly parameters: LinkTensors;
  readonly filters: Filters;
  readonly frozen: boolean;
}

function passWhole(
  { kernels, parameters: { weights, bias }, filters: { grid, groups, count }, frozen }: Convolution,
  hidden: Tensor,
  samples: number,
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
  return {
    value: bias === undefined ? kernels.matMul(sees, matrix) : kernels.affine(sees, matrix, bias),
    backward: (error, gradients, wantsInput) => {
      if (!frozen) {
        const errorTransposed = kernels.transpose(error);
        const gradient = kernels.transpose(kernels.matMul(errorTransposed, sees));
        const own =
          groups === 1
            ? gradient
            : kernels.uploadTemporary(takeGroups(layout, kernels.read(gradient)), weights.shape);
        gradients.add(weights, own);
        if (bias !== undefined) gradients.add(bias, kernels.sumRows(errorTransposed));
      }
      if (!wantsInput) return undefined;
      const seen = kernels.matMul(error, transposedFilters(kernels, matrix));
      return kernels.uploadTemporary(scatterWindows(grid, kernels.read(seen), samples), hidden.shape);
    },
  };
}

/**
 * Wᵀ: of a convolution the filters are the small factor, and what the windows see the one that must not be transposed. In
 * memory of its own even where a vector would share it, for both W and Wᵀ are second factors of products.
 */
function transposedFilters(kernels: Kernels, filters: Tensor): Tensor {
  const transposed = kernels.transpose(filters);
  return transposed.dataId === filters.dataId ? kernels.copy(transposed) : transposed;
}

/** Some samples after the others; what they see is gathered anew for the way back, so that it is never all there. */
function passInParts(whole: Convolution, hidden: Tensor, samples: number, atOnce: number): Passed {
  const { kernels, parameters, filters } = whole;
  const { places, inputPlaces, channels } = filters.grid;
  const input = inputPlaces * channels;
  const output = places * filters.count;
  const values = kernels.read(hidden);
  const forEachPart = (act: (part: Passed, start: number, end: number) => void): void => {
    for (let start = 0; start < samples; start += atOnce) {
      const end = Math.min(start + atOnce, samples);
      kernels.releasingTemporaries(() => {
        const own = kernels.uploadTemporary(values.slice(start * input, end * input), [end - start, input]);
        act(passWhole(whole, own, end - start), start, end);
      });
    }
  };
  const result = new Float32Array(samples * output);
  forEachPart(({ value }, start) => {
    result.set(kernels.read(value), start * output);
  });
  return {
    value: kernels.uploadTemporary(result, [samples * places, filters.count]),
    backward: (error, gradients, wantsInput) => {
      const errors = kernels.read(error);
      const learned = [parameters.weights, parameters.bias].filter((parameter) => parameter !== undefined);
      const sums = learned.map(({ shape }) => new Float32Array(shape.reduce((a, b) => a * b, 1)));
      const back = new Float32Array(wantsInput ? values.length : 0);
      forEachPart((part, start, end) => {
        const own = kernels.uploadTemporary(errors.slice(start * output, end * output), [
          (end - start) * places,
          filters.count,
        ]);
        const partial = new Gradients((a, b) => kernels.add(a, b));
        const ahead = part.backward(own, partial, wantsInput);
        if (ahead !== undefined) back.set(kernels.read(ahead), start * input);
        learned.forEach((parameter, i) => {
          const gradient = partial.of(parameter);
          if (gradient !== undefined) addTo(sums[i]!, kernels.read(gradient));
        });
      });
      if (!whole.frozen) {
        learned.forEach((parameter, i) => {
          gradients.add(parameter, kernels.uploadTemporary(sums[i]!, parameter.shape));
        });
      }
      return wantsInput ? kernels.uploadTemporary(back, hidden.shape) : undefined;
    },
  };
}

function addTo(sums: Float32Array, values: Float32Array): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += values[i]!;
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
