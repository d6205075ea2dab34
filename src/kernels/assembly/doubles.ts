/** Two float64 numbers that are computed with at once, as `Lanes` has four float32. */
export class Doubles {
  @inline static all(x: f64): v128 {
    return f64x2.splat(x);
  }

  /** a b + c */
  @inline static multiplyAdd(a: v128, b: v128, c: v128): v128 {
    return f64x2.add(f64x2.mul(a, b), c);
  }

  /** a b + c, in one instruction, and rounded once, where the build and the processor have that: for sums of many products. */
  @inline static accumulate(a: v128, b: v128, c: v128): v128 {
    if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c);
    return f64x2.add(f64x2.mul(a, b), c);
  }

  /** Two parameters as float64, exactly; they are float32 unless `wide`. */
  @inline static parameters(wide: bool, address: usize): v128 {
    return wide ? v128.load(address) : f64x2.promote_low_f32x4(v128.load64_zero(address));
  }

  @inline static parameter(wide: bool, address: usize): f64 {
    return wide ? load<f64>(address) : <f64>load<f32>(address);
  }

  @inline static sum(a: v128): f64 {
    return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  }

  /** The rounding error of `sum` = a + b: a + b is exactly sum + the returned number (TwoSum of Knuth). */
  @inline static additionError(a: v128, b: v128, sum: v128): v128 {
    const virtual = f64x2.sub(sum, a);
    return f64x2.add(f64x2.sub(a, f64x2.sub(sum, virtual)), f64x2.sub(b, virtual));
  }

  /** The rounding error of `difference` = a − b, likewise. */
  @inline static subtractionError(a: v128, b: v128, difference: v128): v128 {
    const virtual = f64x2.sub(difference, a);
    return f64x2.sub(f64x2.sub(a, f64x2.sub(difference, virtual)), f64x2.add(b, virtual));
  }
}

/** Bytes of a row of `columns` numbers in whole vectors. */
export function rowBytes(columns: i32): usize {
  return (<usize>((columns + 1) & ~1)) << 3;
}
