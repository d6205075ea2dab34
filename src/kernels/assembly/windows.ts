import { CHANNELS, IDENTITY, INPUT_PLACES, PLACES, SEEN, TAPS } from '../windowLayout';
import { Lanes } from './lanes';

/** The table of what a window sees, by its address; see windowLayout.ts. */
export class Windows {
  @inline static inputPlaces(windows: usize): i32 {
    return load<i32>(windows, INPUT_PLACES);
  }

  @inline static channels(windows: usize): i32 {
    return load<i32>(windows, CHANNELS);
  }

  @inline static places(windows: usize): i32 {
    return load<i32>(windows, PLACES);
  }

  @inline static taps(windows: usize): i32 {
    return load<i32>(windows, TAPS);
  }

  @inline static isIdentity(windows: usize): bool {
    return load<i32>(windows, IDENTITY) == 1;
  }

  /** Where the entries of a place begin. */
  @inline static seenAt(windows: usize, place: i32): usize {
    return windows + SEEN + ((<usize>(place * Windows.taps(windows))) << 2);
  }

  /** Bytes from a place of the input to the next. */
  @inline static placeBytes(windows: usize): usize {
    return (<usize>Windows.channels(windows)) << 2;
  }

  /** Bytes from a sample of the input to the next. */
  @inline static sampleBytes(windows: usize): usize {
    return <usize>Windows.inputPlaces(windows) * Windows.placeBytes(windows);
  }
}

class Channels {
  @inline static copy(from: usize, to: usize, count: i32): void {
    for (; count >= 4; count -= 4, from += 16, to += 16) v128.store(to, v128.load(from));
    if (count > 0) Lanes.storeSome(to, Lanes.loadSome(from, count), count);
  }

  @inline static clear(to: usize, count: i32): void {
    for (; count >= 4; count -= 4, to += 16) v128.store(to, Lanes.all(0));
    if (count > 0) Lanes.storeSome(to, Lanes.all(0), count);
  }

  @inline static add(from: usize, to: usize, count: i32): void {
    for (; count >= 4; count -= 4, from += 16, to += 16) {
      v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    }
    if (count == 0) return;
    Lanes.storeSome(to, f32x4.add(Lanes.loadSome(to, count), Lanes.loadSome(from, count)), count);
  }
}

/**
 * Writes what the window sees, a row for every sample and place: taps × `count` numbers, 0 where it sees padding.
 * @param values samples × input places × channels
 * @param first of the `count` channels that are taken
 * @param row the first of `rows`
 */
export function gatherRows(
  windows: usize,
  values: usize,
  first: i32,
  count: i32,
  row: i32,
  rows: i32,
  to: usize,
): void {
  const places = Windows.places(windows);
  const taps = Windows.taps(windows);
  const placeBytes = Windows.placeBytes(windows);
  const step = (<usize>count) << 2;
  let place = row % places;
  let sample = values + <usize>(row / places) * Windows.sampleBytes(windows) + ((<usize>first) << 2);
  let seen = Windows.seenAt(windows, place);
  for (; rows > 0; rows--) {
    for (let t = 0; t < taps; t++, seen += 4, to += step) {
      const at = load<i32>(seen);
      if (at < 0) Channels.clear(to, count);
      else Channels.copy(sample + <usize>at * placeBytes, to, count);
    }
    if (++place == places) {
      place = 0;
      sample += Windows.sampleBytes(windows);
      seen = Windows.seenAt(windows, 0);
    }
  }
}

/** The transpose of gathering: adds every number of the rows to the place of the input that it was seen at. */
export function scatterRows(
  windows: usize,
  from: usize,
  first: i32,
  count: i32,
  row: i32,
  rows: i32,
  values: usize,
): void {
  const places = Windows.places(windows);
  const taps = Windows.taps(windows);
  const placeBytes = Windows.placeBytes(windows);
  const step = (<usize>count) << 2;
  let place = row % places;
  let sample = values + <usize>(row / places) * Windows.sampleBytes(windows) + ((<usize>first) << 2);
  let seen = Windows.seenAt(windows, place);
  for (; rows > 0; rows--) {
    for (let t = 0; t < taps; t++, seen += 4, from += step) {
      const at = load<i32>(seen);
      if (at >= 0) Channels.add(from, sample + <usize>at * placeBytes, count);
    }
    if (++place == places) {
      place = 0;
      sample += Windows.sampleBytes(windows);
      seen = Windows.seenAt(windows, 0);
    }
  }
}
