import { assertNever } from '../base/result.js';
import { localNeighbours } from '../network/parameterLayout.js';
import type { FloatArray, LinkStructure } from '../decomposition/types.js';
import { windowGrid, type WindowGrid } from '../decomposition/forward/windowGrid.js';
import { denseMap } from './denseMap.js';

/** What a link does to h, h → W h, seen from the side of its derivatives. Arrays hold whole samples, row-major. */
export interface LinearMap {
  /** Wᵀδ, samples × N_m. */
  readonly transpose: (delta: Float64Array, weights: FloatArray, samples: number) => Float64Array;
  /**
   * Adds Σ_s ∂(δ_s · W h_s)/∂W over the samples from `first` up to `last` to `into`, which has the layout of W. For a dense
   * link that is Σ_s h_s δ_sᵀ.
   */
  readonly addWeightGradient: (
    into: Float64Array,
    hidden: FloatArray,
    delta: Float64Array,
    first: number,
    last: number,
  ) => void;
}

/** The linear map of link m. */
export function linearMap(link: LinkStructure, m: number): LinearMap {
  switch (link.type) {
    case 'dense':
      return denseMap(link.inputs, link.outputs);
    case 'local':
      return localMap(link.outputs, m);
    case 'conv1d':
    case 'conv2d':
      return convolutionMap(
        windowGrid(link.inputShape, link.outputShape, link.window),
        link.groups,
        link.outputShape.at(-1)!,
      );
    default:
      return assertNever(link);
  }
}

function localMap(neurons: number, m: number): LinearMap {
  const { lower, upper } = localNeighbours(m);
  const low = (i: number): number => (i + lower + neurons) % neurons;
  const high = (i: number): number => (i + upper) % neurons;
  return {
    transpose(delta, weights, samples) {
      const pulled = new Float64Array(samples * neurons);
      for (let at = 0; at < pulled.length; at += neurons) {
        for (let i = 0; i < neurons; i++) {
          pulled[at + low(i)]! += weights[i]! * delta[at + i]!;
          pulled[at + high(i)]! += weights[neurons + i]! * delta[at + i]!;
        }
      }
      return pulled;
    },
    addWeightGradient(into, hidden, delta, first, last) {
      for (let at = first * neurons; at < last * neurons; at += neurons) {
        for (let i = 0; i < neurons; i++) {
          into[i]! += hidden[at + low(i)]! * delta[at + i]!;
          into[neurons + i]! += hidden[at + high(i)]! * delta[at + i]!;
        }
      }
    },
  };
}

/** Calls `visit` for each place of a window, tap and input channel of each group, where the window sees no padding. */
function eachTap(
  { places, taps, channels, inputPlaces, seen }: WindowGrid,
  groups: number,
  filters: number,
  first: number,
  last: number,
  visit: (input: number, row: number, output: number) => void,
): void {
  const inputs = channels / groups;
  const outputs = filters / groups;
  for (let s = first; s < last; s++) {
    for (let p = 0; p < places; p++) {
      const to = (s * places + p) * filters;
      for (let tap = 0; tap < taps; tap++) {
        const place = seen[p * taps + tap]!;
        if (place < 0) continue;
        const from = (s * inputPlaces + place) * channels;
        for (let group = 0; group < groups; group++) {
          for (let i = 0; i < inputs; i++) {
            const offset = group * outputs;
            visit(from + group * inputs + i, (tap * inputs + i) * filters + offset, to + offset);
          }
        }
      }
    }
  }
}

function convolutionMap(grid: WindowGrid, groups: number, filters: number): LinearMap {
  const outputs = filters / groups;
  return {
    transpose(delta, weights, samples) {
      const pulled = new Float64Array(samples * grid.inputPlaces * grid.channels);
      eachTap(grid, groups, filters, 0, samples, (input, row, output) => {
        let sum = 0;
        for (let o = 0; o < outputs; o++) sum += weights[row + o]! * delta[output + o]!;
        pulled[input]! += sum;
      });
      return pulled;
    },
    addWeightGradient(into, hidden, delta, first, last) {
      eachTap(grid, groups, filters, first, last, (input, row, output) => {
        const h = hidden[input]!;
        for (let o = 0; o < outputs; o++) into[row + o]! += h * delta[output + o]!;
      });
    },
  };
}
