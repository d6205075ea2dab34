import { Lanes } from './lanes';
import { Windows } from './windows';

/**
 * The largest value that each window sees of each channel, and where it stands: the first place that has it. What is not a
 * number is larger than all, so that divergence is seen.
 * @param values samples × input places × channels
 * @param to samples × places × channels
 * @param origins i32, shaped like `to`: indices among the values; −1 where a window sees nothing but padding
 */
export function maxPool(windows: usize, values: usize, to: usize, origins: usize, samples: i32): void {
  const channels = Windows.channels(windows);
  const taps = Windows.taps(windows);
  const places = Windows.places(windows);
  const inputPlaces = Windows.inputPlaces(windows);
  const placeBytes = Windows.placeBytes(windows);
  for (let s = 0; s < samples; s++) {
    for (let p = 0; p < places; p++, to += placeBytes, origins += placeBytes) {
      const seen = Windows.seenAt(windows, p);
      for (let c = 0; c < channels; c += 4) {
        const present = channels - c;
        let largest = Lanes.all(0);
        let origin = i32x4.splat(-1);
        for (let t = 0; t < taps; t++) {
          const at = load<i32>(seen + ((<usize>t) << 2));
          if (at < 0) continue;
          const index = (s * inputPlaces + at) * channels + c;
          const value = Lanes.loadSome(values + ((<usize>index) << 2), present);
          const unset = i32x4.eq(origin, i32x4.splat(-1));
          const better = v128.or(f32x4.gt(value, largest), f32x4.ne(value, value));
          const taken = v128.or(unset, better);
          largest = v128.bitselect(value, largest, taken);
          origin = v128.bitselect(i32x4.add(i32x4.splat(index), i32x4(0, 1, 2, 3)), origin, taken);
        }
        const offset = (<usize>c) << 2;
        Lanes.storeSome(to + offset, largest, present);
        Lanes.storeSome(origins + offset, origin, present);
      }
    }
  }
}

/**
 * Leads errors back to where the largest values stood.
 * @param to where `size` numbers are written
 */
export function maxPoolGradient(errors: usize, origins: usize, count: i32, to: usize, size: i32): void {
  memory.fill(to, 0, (<usize>size) << 2);
  for (; count > 0; count--, errors += 4, origins += 4) {
    const origin = load<i32>(origins);
    if (origin < 0) continue;
    const target = to + ((<usize>origin) << 2);
    store<f32>(target, load<f32>(target) + load<f32>(errors));
  }
}

class Share {
  /** 1 ÷ places that the window sees; 0 if it sees padding alone. */
  @inline static of(seen: usize, taps: i32): f32 {
    let count = 0;
    for (let t = 0; t < taps; t++) if (load<i32>(seen + ((<usize>t) << 2)) >= 0) count++;
    return count == 0 ? 0 : <f32>1 / <f32>count;
  }
}

/**
 * The mean of what each window sees of each channel, padding left out.
 * @param values samples × input places × channels
 * @param to samples × places × channels
 */
export function averagePool(windows: usize, values: usize, to: usize, samples: i32): void {
  const channels = Windows.channels(windows);
  const taps = Windows.taps(windows);
  const places = Windows.places(windows);
  const placeBytes = Windows.placeBytes(windows);
  for (let s = 0; s < samples; s++, values += Windows.sampleBytes(windows)) {
    for (let p = 0; p < places; p++, to += placeBytes) {
      const seen = Windows.seenAt(windows, p);
      const share = Lanes.all(Share.of(seen, taps));
      for (let c = 0; c < channels; c += 4) {
        const present = channels - c;
        const offset = (<usize>c) << 2;
        let sum = Lanes.all(0);
        for (let t = 0; t < taps; t++) {
          const at = load<i32>(seen + ((<usize>t) << 2));
          if (at >= 0)
            sum = f32x4.add(sum, Lanes.loadSome(values + <usize>at * placeBytes + offset, present));
        }
        Lanes.storeSome(to + offset, f32x4.mul(share, sum), present);
      }
    }
  }
}

/** The transpose of `averagePool`. */
export function averagePoolGradient(windows: usize, errors: usize, to: usize, samples: i32): void {
  const channels = Windows.channels(windows);
  const taps = Windows.taps(windows);
  const places = Windows.places(windows);
  const placeBytes = Windows.placeBytes(windows);
  memory.fill(to, 0, <usize>samples * Windows.sampleBytes(windows));
  for (let s = 0; s < samples; s++, to += Windows.sampleBytes(windows)) {
    for (let p = 0; p < places; p++, errors += placeBytes) {
      const seen = Windows.seenAt(windows, p);
      const share = Lanes.all(Share.of(seen, taps));
      for (let t = 0; t < taps; t++) {
        const at = load<i32>(seen + ((<usize>t) << 2));
        if (at < 0) continue;
        for (let c = 0; c < channels; c += 4) {
          const present = channels - c;
          const offset = (<usize>c) << 2;
          const target = to + <usize>at * placeBytes + offset;
          const error = f32x4.mul(share, Lanes.loadSome(errors + offset, present));
          Lanes.storeSome(target, f32x4.add(Lanes.loadSome(target, present), error), present);
        }
      }
    }
  }
}
