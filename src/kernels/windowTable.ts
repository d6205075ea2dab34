import * as layout from './windowLayout.js';

/** What a window sees, as `decomposition/forward/windowGrid` has it. */
export interface Windows {
  readonly inputPlaces: number;
  readonly channels: number;
  readonly places: number;
  readonly taps: number;
  readonly seen: Int32Array;
}

/** The table that the kernels read it from (windowLayout.ts). */
export function windowTable({ inputPlaces, channels, places, taps, seen }: Windows): Int32Array {
  const word = Int32Array.BYTES_PER_ELEMENT;
  const table = new Int32Array(layout.SEEN / word + seen.length);
  table[layout.INPUT_PLACES / word] = inputPlaces;
  table[layout.CHANNELS / word] = channels;
  table[layout.PLACES / word] = places;
  table[layout.TAPS / word] = taps;
  const seesItself = taps === 1 && places === inputPlaces && seen.every((place, p) => place === p);
  table[layout.IDENTITY / word] = seesItself ? 1 : 0;
  table.set(seen, layout.SEEN / word);
  return table;
}
