/**
 * Four float32 numbers that are computed with at once. (Helpers that have to be inlined are static methods in these
 * sources, for only on methods do formatters and editors accept the mark `@inline`.)
 */
export class Lanes {
  @inline static all(x: f32): v128 {
    return f32x4.splat(x);
  }

  /** a b + c; in one instruction, and rounded once, where the build and the processor have that. */
  @inline static multiplyAdd(a: v128, b: v128, c: v128): v128 {
    if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
    return f32x4.add(f32x4.mul(a, b), c);
  }

  /** The first 1 to 4 numbers at an address, then zeros: nothing behind them is touched. */
  @inline static loadSome(address: usize, count: i32): v128 {
    if (count >= 4) return v128.load(address);
    let lanes = f32x4.splat(0);
    lanes = v128.load32_lane(address, lanes, 0);
    if (count > 1) lanes = v128.load32_lane(address + 4, lanes, 1);
    if (count > 2) lanes = v128.load32_lane(address + 8, lanes, 2);
    return lanes;
  }

  /** Stores the first 1 to 4 numbers. */
  @inline static storeSome(address: usize, lanes: v128, count: i32): void {
    if (count >= 4) {
      v128.store(address, lanes);
      return;
    }
    v128.store32_lane(address, lanes, 0);
    if (count > 1) v128.store32_lane(address + 4, lanes, 1);
    if (count > 2) v128.store32_lane(address + 8, lanes, 2);
  }

  /** The sum of each of four vectors. */
  @inline static sums(a: v128, b: v128, c: v128, d: v128): v128 {
    const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
    const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
    return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  }

  @inline static sum(a: v128): f32 {
    return f32x4.extract_lane(Lanes.sums(a, a, a, a), 0);
  }
}
