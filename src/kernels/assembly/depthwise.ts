import { Lanes } from './lanes';
import { Windows } from './windows';

/**
 * Convolutions with one filter for each channel, taps × channels: elementwise over the channels, four at a time. Rows stand
 * for a sample and a place; `to` of the gradients is added to.
 */

export function depthwise(
  windows: usize,
  values: usize,
  filters: usize,
  bias: usize,
  to: usize,
  rows: i32,
): void {
  const channels = Windows.channels(windows);
  const taps = Windows.taps(windows);
  const places = Windows.places(windows);
  const placeBytes = Windows.placeBytes(windows);
  let place = 0;
  for (; rows > 0; rows--, to += placeBytes) {
    const seen = Windows.seenAt(windows, place);
    for (let c = 0; c < channels; c += 4) {
      const present = channels - c;
      const offset = (<usize>c) << 2;
      let sum = bias == 0 ? Lanes.all(0) : Lanes.loadSome(bias + offset, present);
      for (let t = 0; t < taps; t++) {
        const at = load<i32>(seen + ((<usize>t) << 2));
        if (at < 0) continue;
        const value = Lanes.loadSome(values + <usize>at * placeBytes + offset, present);
        sum = Lanes.multiplyAdd(
          value,
          Lanes.loadSome(filters + <usize>t * placeBytes + offset, present),
          sum,
        );
      }
      Lanes.storeSome(to + offset, sum, present);
    }
    if (++place == places) {
      place = 0;
      values += Windows.sampleBytes(windows);
    }
  }
}

export function depthwiseFilterGradient(
  windows: usize,
  values: usize,
  errors: usize,
  to: usize,
  rows: i32,
): void {
  const channels = Windows.channels(windows);
  const taps = Windows.taps(windows);
  const places = Windows.places(windows);
  const placeBytes = Windows.placeBytes(windows);
  let place = 0;
  for (; rows > 0; rows--, errors += placeBytes) {
    const seen = Windows.seenAt(windows, place);
    for (let t = 0; t < taps; t++) {
      const at = load<i32>(seen + ((<usize>t) << 2));
      if (at < 0) continue;
      for (let c = 0; c < channels; c += 4) {
        const present = channels - c;
        const offset = (<usize>c) << 2;
        const target = to + <usize>t * placeBytes + offset;
        const value = Lanes.loadSome(values + <usize>at * placeBytes + offset, present);
        const error = Lanes.loadSome(errors + offset, present);
        Lanes.storeSome(target, Lanes.multiplyAdd(error, value, Lanes.loadSome(target, present)), present);
      }
    }
    if (++place == places) {
      place = 0;
      values += Windows.sampleBytes(windows);
    }
  }
}

export function depthwiseInputGradient(
  windows: usize,
  errors: usize,
  filters: usize,
  to: usize,
  rows: i32,
): void {
  const channels = Windows.channels(windows);
  const taps = Windows.taps(windows);
  const places = Windows.places(windows);
  const placeBytes = Windows.placeBytes(windows);
  let place = 0;
  for (; rows > 0; rows--, errors += placeBytes) {
    const seen = Windows.seenAt(windows, place);
    for (let t = 0; t < taps; t++) {
      const at = load<i32>(seen + ((<usize>t) << 2));
      if (at < 0) continue;
      for (let c = 0; c < channels; c += 4) {
        const present = channels - c;
        const offset = (<usize>c) << 2;
        const target = to + <usize>at * placeBytes + offset;
        const filter = Lanes.loadSome(filters + <usize>t * placeBytes + offset, present);
        const error = Lanes.loadSome(errors + offset, present);
        Lanes.storeSome(target, Lanes.multiplyAdd(error, filter, Lanes.loadSome(target, present)), present);
      }
    }
    if (++place == places) {
      place = 0;
      to += Windows.sampleBytes(windows);
    }
  }
}
