import type { FloatArray } from '../types.js';
import type { WindowGrid } from './windowGrid.js';

/**
 * The largest value, or the mean, of every window and channel, samples × places × channels. Zeros of a padding are no
 * values: they are neither the largest nor counted in the mean.
 * @param values samples × input places × channels, row-major
 */
export function pool(
  kind: 'maxPool' | 'avgPool',
  { places, taps, channels, inputPlaces, seen }: WindowGrid,
  values: FloatArray,
  samples: number,
): Float64Array {
  const pooled = new Float64Array(samples * places * channels).fill(kind === 'maxPool' ? -Infinity : 0);
  for (let s = 0; s < samples; s++) {
    for (let p = 0; p < places; p++) {
      const to = (s * places + p) * channels;
      let counted = 0;
      for (let tap = 0; tap < taps; tap++) {
        const place = seen[p * taps + tap]!;
        if (place < 0) continue;
        counted++;
        const from = (s * inputPlaces + place) * channels;
        for (let c = 0; c < channels; c++) {
          const value = values[from + c]!;
          pooled[to + c] = kind === 'maxPool' ? Math.max(pooled[to + c]!, value) : pooled[to + c]! + value;
        }
      }
      if (kind === 'avgPool') for (let c = 0; c < channels; c++) pooled[to + c]! /= counted;
    }
  }
  return pooled;
}

/** The mean of every channel over all places, samples × channels. */
export function averagePlaces(
  values: FloatArray,
  samples: number,
  places: number,
  channels: number,
): Float64Array {
  const means = new Float64Array(samples * channels);
  for (let s = 0; s < samples; s++) {
    for (let p = 0; p < places; p++) {
      const from = (s * places + p) * channels;
      for (let c = 0; c < channels; c++) means[s * channels + c]! += values[from + c]!;
    }
  }
  return means.map((sum) => sum / places);
}
