import type { WindowGrid } from '../decomposition/forward/windowGrid.js';
import type { FloatArray } from '../decomposition/types.js';
import type { Stage } from './stage.js';

/** A stage each of whose outputs is one of its inputs: `source` says which. */
function gatherStage(values: FloatArray, source: Int32Array): Stage {
  const push = (vector: FloatArray): Float64Array => {
    const gathered = new Float64Array(source.length);
    for (let at = 0; at < source.length; at++) gathered[at] = vector[source[at]!]!;
    return gathered;
  };
  return {
    values: push(values),
    push,
    pull(delta) {
      const pulled = new Float64Array(values.length);
      for (let at = 0; at < source.length; at++) pulled[source[at]!]! += delta[at]!;
      return pulled;
    },
  };
}

/** The largest value of every window and channel; of equal ones the first moves it. */
export function maxPoolStage(
  { places, taps, channels, inputPlaces, seen }: WindowGrid,
  values: FloatArray,
  samples: number,
): Stage {
  const source = new Int32Array(samples * places * channels);
  for (let s = 0; s < samples; s++) {
    for (let p = 0; p < places; p++) {
      for (let c = 0; c < channels; c++) {
        let best = -1;
        for (let tap = 0; tap < taps; tap++) {
          const place = seen[p * taps + tap]!;
          if (place < 0) continue;
          const at = (s * inputPlaces + place) * channels + c;
          if (best < 0 || values[at]! > values[best]!) best = at;
        }
        source[(s * places + p) * channels + c] = best;
      }
    }
  }
  return gatherStage(values, source);
}

/** The mean of every window and channel, zeros of a padding not counted. */
export function averagePoolStage(
  { places, taps, channels, inputPlaces, seen }: WindowGrid,
  values: FloatArray,
  samples: number,
): Stage {
  const counted = Int32Array.from({ length: places }, (_, p) => {
    let count = 0;
    for (let tap = 0; tap < taps; tap++) if (seen[p * taps + tap]! >= 0) count++;
    return count;
  });
  const eachPair = (visit: (input: number, output: number, share: number) => void): void => {
    for (let s = 0; s < samples; s++) {
      for (let p = 0; p < places; p++) {
        for (let tap = 0; tap < taps; tap++) {
          const place = seen[p * taps + tap]!;
          if (place < 0) continue;
          for (let c = 0; c < channels; c++) {
            visit((s * inputPlaces + place) * channels + c, (s * places + p) * channels + c, 1 / counted[p]!);
          }
        }
      }
    }
  };
  const push = (vector: FloatArray): Float64Array => {
    const pooled = new Float64Array(samples * places * channels);
    eachPair((input, output, share) => {
      pooled[output]! += vector[input]! * share;
    });
    return pooled;
  };
  return {
    values: push(values),
    push,
    pull(delta) {
      const pulled = new Float64Array(values.length);
      eachPair((input, output, share) => {
        pulled[input]! += delta[output]! * share;
      });
      return pulled;
    },
  };
}

/** The mean of every channel over all places. */
export function globalAverageStage(values: FloatArray, samples: number, channels: number): Stage {
  const places = values.length / (samples * channels);
  const output = (at: number): number => Math.floor(at / (places * channels)) * channels + (at % channels);
  const push = (vector: FloatArray): Float64Array => {
    const means = new Float64Array(samples * channels);
    for (let at = 0; at < vector.length; at++) means[output(at)]! += vector[at]! / places;
    return means;
  };
  return {
    values: push(values),
    push,
    pull(delta) {
      const pulled = new Float64Array(values.length);
      for (let at = 0; at < pulled.length; at++) pulled[at] = delta[output(at)]! / places;
      return pulled;
    },
  };
}
