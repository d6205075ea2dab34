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

/** Adds Σ errors · values of every tap to the filters' gradient at `to`. */
export function depthwiseFilterGradient(
  windows: usize,
  values: usize,
  errors: usize,
  to: usize,
  rows: i32,
): void {
  DepthwiseGradient.add(true, windows, errors, values, to, rows);
}

/** Adds what every place of the input passes on, Σ errors · filters, at `to`. */
export function depthwiseInputGradient(
  windows: usize,
  errors: usize,
  filters: usize,
  to: usize,
  rows: i32,
): void {
  DepthwiseGradient.add(false, windows, errors, filters, to, rows);
}

class DepthwiseGradient {
  /**
   * Adds errors · factors at `to`, for every place and tap.
   * @param ofFilters `factors` are the input's values and `to` is the filters' gradient; else the other way round
   */
  @inline static add(
    ofFilters: bool,
    windows: usize,
    errors: usize,
    factors: usize,
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
        const input = <usize>at * placeBytes;
        const filter = <usize>t * placeBytes;
        for (let c = 0; c < channels; c += 4) {
          const present = channels - c;
          const offset = (<usize>c) << 2;
          const target = to + (ofFilters ? filter : input) + offset;
          const factor = Lanes.loadSome(factors + (ofFilters ? input : filter) + offset, present);
          const error = Lanes.loadSome(errors + offset, present);
          Lanes.storeSome(target, Lanes.multiplyAdd(error, factor, Lanes.loadSome(target, present)), present);
        }
      }
      if (++place == places) {
        place = 0;
        if (ofFilters) factors += Windows.sampleBytes(windows);
        else to += Windows.sampleBytes(windows);
      }
    }
  }
}
