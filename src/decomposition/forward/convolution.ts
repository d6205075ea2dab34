import type { FloatArray } from '../types.js';
import { addMatrixProduct } from './dense.js';
import type { WindowGrid } from './windowGrid.js';

/** Numbers gathered at once: half a megabyte, which stays in the cache. */
const GATHERED = 65536;

/** Of a convolution. */
export interface Filters {
  readonly grid: WindowGrid;
  readonly groups: number;
  /** Output channels. */
  readonly count: number;
}

/**
 * W h of a convolution, samples × places × filters: a cross-correlation, channels last.
 * @param hidden samples × input places × channels, row-major
 * @param weights taps × (channels / groups) × filters, row-major
 */
export function convolve(
  filters: Filters,
  hidden: FloatArray,
  weights: FloatArray,
  samples: number,
): Float64Array {
  const products = new Float64Array(samples * filters.grid.places * filters.count);
  if (filters.groups === 1) convolveWhole(products, filters, hidden, weights, samples);
  else convolveGroups(products, filters, hidden, Float64Array.from(weights), samples);
  return products;
}

/** What the window sees, gathered into rows for some samples at a time, times the weights. */
function convolveWhole(
  products: Float64Array,
  { grid, count }: Filters,
  hidden: FloatArray,
  weights: FloatArray,
  samples: number,
): void {
  const { places, taps, channels, inputPlaces } = grid;
  const inputs = taps * channels;
  const atOnce = Math.min(samples, Math.max(1, Math.floor(GATHERED / (places * inputs))));
  const gathered = new Float64Array(atOnce * places * inputs);
  for (let start = 0; start < samples; start += atOnce) {
    const end = Math.min(start + atOnce, samples);
    for (let s = start; s < end; s++) {
      gather(gathered, (s - start) * places * inputs, grid, hidden, s * inputPlaces * channels);
    }
    const part = products.subarray(start * places * count, end * places * count);
    addMatrixProduct(part, gathered, weights, (end - start) * places, inputs, count);
  }
}

/** Writes what the window sees of one sample at all its places: places × taps × channels. */
function gather(
  into: Float64Array,
  offset: number,
  { seen, channels }: WindowGrid,
  hidden: FloatArray,
  start: number,
): void {
  let to = offset;
  for (let at = 0; at < seen.length; at++) {
    const place = seen[at]!;
    if (place < 0) {
      into.fill(0, to, to + channels);
      to += channels;
    } else {
      const from = start + place * channels;
      for (let c = 0; c < channels; c++) into[to++] = hidden[from + c]!;
    }
  }
}

function convolveGroups(
  products: Float64Array,
  { grid, groups, count }: Filters,
  hidden: FloatArray,
  weights: Float64Array,
  samples: number,
): void {
  const { places, taps, channels, inputPlaces, seen } = grid;
  const inputs = channels / groups;
  const outputs = count / groups;
  for (let s = 0; s < samples; s++) {
    for (let p = 0; p < places; p++) {
      const to = (s * places + p) * count;
      for (let tap = 0; tap < taps; tap++) {
        const place = seen[p * taps + tap]!;
        if (place < 0) continue;
        const from = (s * inputPlaces + place) * channels;
        for (let group = 0; group < groups; group++) {
          for (let i = 0; i < inputs; i++) {
            const h = hidden[from + group * inputs + i]!;
            const row = (tap * inputs + i) * count;
            for (let o = group * outputs; o < (group + 1) * outputs; o++) {
              products[to + o]! += h * weights[row + o]!;
            }
          }
        }
      }
    }
  }
}
