import { Lanes } from './lanes';

/**
 * Norms of a matrix of rows and channels: y = g ⊙ N(x) + β with N(x) = (x − mean)/√(variance + ε). Means are summed in
 * float64, for a large mean would take the digits of the variance with it.
 */

/** Sums in float64 of numbers that come four at a time. */
class Sums {
  @inline static low(x: v128): v128 {
    return f64x2.promote_low_f32x4(x);
  }

  @inline static high(x: v128): v128 {
    return f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
  }

  @inline static total(x: v128): f64 {
    return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
  }

  /** Four sums as float32, each times a factor. */
  @inline static narrow(low: v128, high: v128, factor: f64): v128 {
    const a = f32x4.demote_f64x2_zero(f64x2.mul(low, f64x2.splat(factor)));
    const b = f32x4.demote_f64x2_zero(f64x2.mul(high, f64x2.splat(factor)));
    return v128.shuffle<f32>(a, b, 0, 1, 4, 5);
  }

  /** The first `count` of four numbers, then zeros. */
  @inline static first(x: v128, count: i32): v128 {
    return count >= 4 ? x : v128.and(x, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count)));
  }
}

/**
 * A layer norm: over the channels of each row.
 * @param scale g, a number for every channel; `shift` is β
 * @param normal N(x), rows × channels
 * @param inverses 1/√(variance + ε) of every row
 * @param to y
 */
export function normalizeRows(
  x: usize,
  scale: usize,
  shift: usize,
  epsilon: f32,
  normal: usize,
  inverses: usize,
  to: usize,
  rows: i32,
  channels: i32,
): void {
  const row = (<usize>channels) << 2;
  for (; rows > 0; rows--, x += row, normal += row, to += row, inverses += 4) {
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    for (let c = 0; c < channels; c += 4) {
      const value = Lanes.loadSome(x + ((<usize>c) << 2), channels - c);
      low = f64x2.add(low, Sums.low(value));
      high = f64x2.add(high, Sums.high(value));
    }
    const mean = Lanes.all(<f32>((Sums.total(low) + Sums.total(high)) / <f64>channels));
    let squares = Lanes.all(0);
    for (let c = 0; c < channels; c += 4) {
      const offset = (<usize>c) << 2;
      const difference = f32x4.sub(Lanes.loadSome(x + offset, channels - c), mean);
      const counted = Sums.first(difference, channels - c);
      squares = Lanes.multiplyAdd(counted, counted, squares);
    }
    const inverse = <f32>1 / sqrt<f32>(Lanes.sum(squares) / <f32>channels + epsilon);
    store<f32>(inverses, inverse);
    const factor = Lanes.all(inverse);
    for (let c = 0; c < channels; c += 4) {
      const offset = (<usize>c) << 2;
      const present = channels - c;
      const value = f32x4.mul(f32x4.sub(Lanes.loadSome(x + offset, present), mean), factor);
      Lanes.storeSome(normal + offset, value, present);
      const shifts = Lanes.loadSome(shift + offset, present);
      const y = Lanes.multiplyAdd(Lanes.loadSome(scale + offset, present), value, shifts);
      Lanes.storeSome(to + offset, y, present);
    }
  }
}

/**
 * A batch norm: over the rows of each channel.
 * @param inverses 1/√(variance + ε) of every channel; so are the means and the variances
 */
export function normalizeChannels(
  x: usize,
  scale: usize,
  shift: usize,
  epsilon: f32,
  normal: usize,
  inverses: usize,
  means: usize,
  variances: usize,
  to: usize,
  rows: i32,
  channels: i32,
): void {
  const row = (<usize>channels) << 2;
  const share = 1 / <f64>rows;
  for (let c = 0; c < channels; c += 4) {
    const present = channels - c;
    const offset = (<usize>c) << 2;
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    let at = offset;
    for (let i = 0; i < rows; i++, at += row) {
      const value = Lanes.loadSome(x + at, present);
      low = f64x2.add(low, Sums.low(value));
      high = f64x2.add(high, Sums.high(value));
    }
    const mean = Sums.narrow(low, high, share);
    let squares = Lanes.all(0);
    at = offset;
    for (let i = 0; i < rows; i++, at += row) {
      const difference = f32x4.sub(Lanes.loadSome(x + at, present), mean);
      squares = Lanes.multiplyAdd(difference, difference, squares);
    }
    const variance = f32x4.mul(squares, Lanes.all(<f32>share));
    const inverse = f32x4.div(Lanes.all(1), f32x4.sqrt(f32x4.add(variance, Lanes.all(epsilon))));
    Lanes.storeSome(means + offset, mean, present);
    Lanes.storeSome(variances + offset, variance, present);
    Lanes.storeSome(inverses + offset, inverse, present);
    const scales = Lanes.loadSome(scale + offset, present);
    const shifts = Lanes.loadSome(shift + offset, present);
    at = offset;
    for (let i = 0; i < rows; i++, at += row) {
      const value = f32x4.mul(f32x4.sub(Lanes.loadSome(x + at, present), mean), inverse);
      Lanes.storeSome(normal + at, value, present);
      Lanes.storeSome(to + at, Lanes.multiplyAdd(scales, value, shifts), present);
    }
  }
}

/** ∂ℓ/∂g = Σ e ∘ N(x) and ∂ℓ/∂β = Σ e over the rows, for e = ∂ℓ/∂y. */
export function normParameterGradients(
  errors: usize,
  normal: usize,
  toScale: usize,
  toShift: usize,
  rows: i32,
  channels: i32,
): void {
  const row = (<usize>channels) << 2;
  for (let c = 0; c < channels; c += 4) {
    const present = channels - c;
    const offset = (<usize>c) << 2;
    let scaled = Lanes.all(0);
    let plain = Lanes.all(0);
    let at = offset;
    for (let i = 0; i < rows; i++, at += row) {
      const error = Lanes.loadSome(errors + at, present);
      plain = f32x4.add(plain, error);
      scaled = Lanes.multiplyAdd(error, Lanes.loadSome(normal + at, present), scaled);
    }
    Lanes.storeSome(toScale + offset, scaled, present);
    Lanes.storeSome(toShift + offset, plain, present);
  }
}

/** ∂ℓ/∂x of a layer norm: (i − mean i − N mean(i ∘ N))/√(variance + ε) with i = g ∘ e. */
export function rowNormGradient(
  errors: usize,
  scale: usize,
  normal: usize,
  inverses: usize,
  to: usize,
  rows: i32,
  channels: i32,
): void {
  const row = (<usize>channels) << 2;
  const share = <f32>1 / <f32>channels;
  for (; rows > 0; rows--, errors += row, normal += row, to += row, inverses += 4) {
    let sum = Lanes.all(0);
    let projected = Lanes.all(0);
    for (let c = 0; c < channels; c += 4) {
      const offset = (<usize>c) << 2;
      const present = channels - c;
      const scales = Lanes.loadSome(scale + offset, present);
      const inner = f32x4.mul(Lanes.loadSome(errors + offset, present), scales);
      sum = f32x4.add(sum, inner);
      projected = Lanes.multiplyAdd(inner, Lanes.loadSome(normal + offset, present), projected);
    }
    const mean = Lanes.all(Lanes.sum(sum) * share);
    const along = Lanes.all(Lanes.sum(projected) * share);
    const inverse = Lanes.all(load<f32>(inverses));
    for (let c = 0; c < channels; c += 4) {
      const offset = (<usize>c) << 2;
      const present = channels - c;
      const scales = Lanes.loadSome(scale + offset, present);
      const inner = f32x4.mul(Lanes.loadSome(errors + offset, present), scales);
      const taken = Lanes.multiplyAdd(Lanes.loadSome(normal + offset, present), along, mean);
      Lanes.storeSome(to + offset, f32x4.mul(f32x4.sub(inner, taken), inverse), present);
    }
  }
}

/**
 * ∂ℓ/∂x of a batch norm: g (e − mean e − N mean(e ∘ N))/√(variance + ε).
 * @param scaleGradient Σ e ∘ N, and `shiftGradient` Σ e, of every channel
 */
export function channelNormGradient(
  errors: usize,
  scale: usize,
  normal: usize,
  inverses: usize,
  scaleGradient: usize,
  shiftGradient: usize,
  to: usize,
  rows: i32,
  channels: i32,
): void {
  const row = (<usize>channels) << 2;
  const share = Lanes.all(<f32>1 / <f32>rows);
  for (let c = 0; c < channels; c += 4) {
    const present = channels - c;
    const offset = (<usize>c) << 2;
    const factor = f32x4.mul(
      Lanes.loadSome(scale + offset, present),
      Lanes.loadSome(inverses + offset, present),
    );
    const along = f32x4.mul(Lanes.loadSome(scaleGradient + offset, present), share);
    const mean = f32x4.mul(Lanes.loadSome(shiftGradient + offset, present), share);
    let at = offset;
    for (let i = 0; i < rows; i++, at += row) {
      const taken = Lanes.multiplyAdd(Lanes.loadSome(normal + at, present), along, mean);
      const own = f32x4.sub(Lanes.loadSome(errors + at, present), taken);
      Lanes.storeSome(to + at, f32x4.mul(own, factor), present);
    }
  }
}
